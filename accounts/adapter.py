from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.queries import is_invited

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

    from accounts.models import User


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up, and nobody is led to another host after signing in."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off."),
        "email_password_mismatch": _(
            "No account has this e-mail address with this password. Check both, or choose a new password."
        ),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _("This was tried too often. Wait some minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only this host, and nothing less secure than the page itself; other allowed hosts are other sites."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )


class InvitedSocialAdapter(DefaultSocialAccountAdapter):
    """Single sign-on opens an account for whoever is invited, and for nobody else.

    Only an address that the service says it has verified counts; without that anybody could claim anybody's.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        return bool(verified) and is_invited(verified[0]) and sociallogin.user.email.lower() == verified[0]

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Our people have one name and an address in lower case."""
        user = sociallogin.user
        user.email, user.name = str(data.get("email") or "").lower(), str(data.get("name") or "")[:120]
        return user
