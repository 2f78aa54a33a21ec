from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from assessments.views.icon import favicon

# The admin has no sign-in of its own: one sign-in means one set of rate limits.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = _("OSPO Maturity administration")

urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("admin/", admin.site.urls),
    path("accounts/", include("accounts.closed_urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("assessments.urls")),
    path("", include("roles.urls")),
    path("", include("accounts.urls")),
]
