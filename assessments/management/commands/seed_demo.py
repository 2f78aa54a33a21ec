from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from assessments.actions.demo import DOMAIN, SignIn, create_demo


class Command(BaseCommand):
    help = "Make a demo organisation, once, and print its sign-ins. Their passwords are shown this one time only."

    def handle(self, *args: Any, **options: Any) -> None:
        sign_ins = create_demo()
        if not sign_ins:
            return
        self.stdout.write(_("Demo sign-ins (shown once; the addresses end in @%(domain)s):") % {"domain": DOMAIN})
        for sign_in in sign_ins:
            self.stdout.write(format_line(sign_in))


def format_line(sign_in: SignIn) -> str:
    return f"  {sign_in.email:<26} {sign_in.password:<18} {sign_in.may}, {sign_in.name}"
