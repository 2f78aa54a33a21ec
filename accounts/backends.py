"""How people sign in, and how the person of a session is read from the database."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator

from accounts.models import Membership, Organisation, User

# Recovery codes alone are no second step; they come with one.
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Written out, because every page asks for it: building it from objects takes longer than all the rest of signing in.
PERSON = f"""
    SELECT person.*, EXISTS (
        SELECT 1 FROM {Membership._meta.db_table} AS own
        JOIN {Organisation._meta.db_table} AS place ON place.id = own.organisation_id
        WHERE own.user_id = person.id AND own.is_active AND place.requires_second_factor
    ) AND NOT EXISTS (
        SELECT 1 FROM {Authenticator._meta.db_table} AS step WHERE step.user_id = person.id AND step.type IN (%s, %s)
    ) AS lacks_second_factor
    FROM {User._meta.db_table} AS person WHERE person.id = %s
"""  # noqa: S608 # the names of our own tables


class SignInBackend(AuthenticationBackend):
    """allauth's, which also tells in the same query whether the person still has to set up a second step.

    The person of a request has it as `lacks_second_factor`: an organisation of theirs asks for one, and there is none.
    """

    def get_user(self, user_id: int) -> User | None:
        """The person of a session; None once they are switched off, so that they are out at the next request."""
        user = next(iter(User.objects.raw(PERSON, [*SECOND_STEPS, user_id])), None)
        return user if user is not None and self.user_can_authenticate(user) else None
