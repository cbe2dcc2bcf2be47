from django.contrib import admin


class AdministrationSite(admin.AdminSite):
    """Sends people to our own sign-in, so that its rate limits hold here too."""

    login_template = "account/login.html"
