"""Addresses of allauth that this product does not use, under their names, to be found before allauth's own."""

from __future__ import annotations

from django.urls import path, re_path

from accounts.views.profile import closed

urlpatterns = [
    path("email/", closed, name="account_email"),
    path("confirm-email/", closed, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", closed, name="account_confirm_email"),
    path("login/code/confirm/", closed, name="account_confirm_login_code"),
    path("2fa/webauthn/keys/<int:pk>/edit/", closed, name="mfa_edit_webauthn"),
    path("3rdparty/", closed, name="socialaccount_connections"),
    path("3rdparty/signup/", closed, name="socialaccount_signup"),
    path("social/login/cancelled/", closed),
    path("social/login/error/", closed),
    path("social/signup/", closed),
    path("social/connections/", closed),
    path("sessions/", closed, name="usersessions_list"),
]
