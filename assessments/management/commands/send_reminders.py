"""Reminds people whose answers are due, for a timer: a week, three days and one day before, on the day, then weekly."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from assessments.actions.reminding import remind
from assessments.queries.reminding import list_due, list_remindable


class Command(BaseCommand):
    help = "Reminds people of what is due, at most once a day each. Run it daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--site", default=settings.SITE_URL, help="Address of this installation, such as https://ospo.example.org."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        site = str(options["site"]).rstrip("/")
        if not site.startswith(("https://", "http://")):
            raise CommandError(
                "Links in mails need the address of this installation: set OSPO_SITE_URL or give --site."
            )
        people = [row for due in list_due(timezone.localdate()) for row in list_remindable(due)]
        with translation.override(settings.LANGUAGE_CODE):
            result = remind(people=people, link=lambda path: f"{site}{path}")
        self.stdout.write(f"{result.sent} reminders sent.")
        if result.refused:
            raise CommandError(f"{result.refused} reminders were not taken by the mail server.")
