from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.actions.erase import AlreadyErasedError, Erasure, erase_person, try_erasing
from assessments.report.redacting import redact
from assessments.wording.erasing import list_erased


class Command(BaseCommand):
    help = (
        "Erase a person: what they wrote, their name in frozen reports, their account. What they answered stays in "
        "the scores. It cannot be undone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address by which the person signs in")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be erased")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(_("nobody signs in with %(email)s") % {"email": options["email"]}, returncode=2)
        erasure = erase(user, is_dry_run=options["dry_run"])
        self.stdout.write(_("Would be erased:") if options["dry_run"] else _("Erased:"))
        for line in list_erased(erasure):
            self.stdout.write(f"- {line}")


def erase(user: User, *, is_dry_run: bool) -> Erasure:
    try:
        if is_dry_run:
            return try_erasing(user=user, redact=redact)
        return erase_person(user=user, by=None, redact=redact)
    except AlreadyErasedError as error:
        raise CommandError(_("the person was erased already")) from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
