"""How people sign in, and how the person of a session is read from the database."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from accounts.models import Membership, User


class SignInBackend(AuthenticationBackend):
    """allauth's, which also tells in the same query whether the person still has to set up a second step.

    The person of a request has it as `lacks_second_factor`: an organisation of theirs asks for one, and there is none.
    """

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; None once they are switched off, so that they are out at the next request."""
        asked = Membership.objects.filter(
            user=OuterRef("pk"), is_active=True, organisation__requires_second_factor=True
        )
        ready = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
        rows = User.objects.annotate(lacks_second_factor=Exists(asked) & ~Exists(ready))
        user = rows.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


# Recovery codes alone are no second step; they come with one.
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
