from django.urls import include, path

from common import views

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("theme.css", views.theme, name="theme"),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/mail/", views.styleguide_mail, name="styleguide-mail"),
    path("language/", include("django.conf.urls.i18n")),
]
