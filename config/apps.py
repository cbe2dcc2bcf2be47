from django.apps import apps
from django.contrib.admin import site
from django.contrib.admin.apps import AdminConfig

# Nobody has groups, addresses change by our actions, the queue by itself: what an administrator
# changed here, past the actions, would leave no audit line.
OFFERED_BY_PACKAGES = ["auth.Group", "account.EmailAddress"]


class AdministrationConfig(AdminConfig):
    """Django's admin, for emergencies; everyday administration has pages of its own."""

    default_site = "config.admin.AdministrationSite"

    def ready(self) -> None:
        """Take in what the apps offer, and take out what other packages do."""
        super().ready()
        site.unregister([apps.get_model(name) for name in OFFERED_BY_PACKAGES])
        queue = apps.get_app_config("django_q").get_models()
        site.unregister([model for model in queue if site.is_registered(model)])
