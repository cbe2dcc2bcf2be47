from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's admin, for emergencies; everyday administration has pages of its own."""

    default_site = "config.admin.AdministrationSite"
