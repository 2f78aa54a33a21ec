"""A service for single sign-on to try ours against: allauth's own, on the same server under another name of the host.

`localhost` is our site, `127.0.0.1` the service; their cookies are apart. Imported as the table of addresses of both.
"""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.hashers import make_password
from django.urls import include, path

from ospo_site.env import SingleSignOn
from ospo_site.settings import CONTENT_SECURITY_POLICY
from ospo_site.urls import urlpatterns as ours

SECRET = "known-to-both"  # noqa: S105
urlpatterns = [*ours, path("", include("allauth.idp.urls"))]


class Provider(DefaultOIDCAdapter):
    """Says of whoever is signed in there what the test wants said."""

    said: ClassVar[dict[str, object]] = {}

    def get_claims(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_claims(*args, **kwargs), **self.said}


def make_settings(ours_at: str) -> dict[str, object]:
    """The settings of both sides, for a server that runs at `ours_at`. Registers our site at the service."""
    theirs_at = ours_at.replace("localhost", "127.0.0.1")
    site = Client(id="ospo", name="OSPO Maturity", secret=make_password(SECRET), skip_consent=True)
    site.scopes = "openid\nprofile\nemail"
    site.set_redirect_uris([f"{ours_at}/accounts/oidc/sso/login/callback/"])
    site.save()
    service = SingleSignOn(name="Harbour Login", url=theirs_at, origin=theirs_at, client_id="ospo", secret=SECRET)
    policy = {**CONTENT_SECURITY_POLICY["DIRECTIVES"], "form-action": ["'self'", theirs_at]}
    return {
        "ROOT_URLCONF": "tests.accounts.provider",
        "SOCIALACCOUNT_PROVIDERS": service.providers,
        "CONTENT_SECURITY_POLICY": {"DIRECTIVES": policy},
        "IDP_OIDC_ADAPTER": "tests.accounts.provider.Provider",
        "IDP_OIDC_PRIVATE_KEY": make_key(),
    }


def make_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, kind, serialization.NoEncryption()).decode()
