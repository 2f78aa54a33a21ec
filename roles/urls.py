from __future__ import annotations

from django.urls import path

from roles import views

app_name = "roles"

urlpatterns = [
    path("roles/", views.roles, name="roles"),
    path("roles/<slug:key>/", views.role, name="role"),
    path("activities/", views.activities, name="activities"),
    path("risks/", views.risks, name="risks"),
    path("risks/<slug:key>/", views.risk, name="risk"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:key>/", views.guide, name="guide"),
]
