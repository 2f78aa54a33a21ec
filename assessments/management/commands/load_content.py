"""`manage.py load_content`: the shipped content, or another folder of it, into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.content import LoadReport, load_content, read_content
from assessments.actions.editors import ensure_content_editors
from assessments.exchange import ContentError, Why
from assessments.management.prerequisites import require_tables
from assessments.wording.files import say_kept
from assessments.wording.problems import say_problem

NEWS = (Why.BOTH_CHANGED, Why.FIXED, Why.UNKNOWN)


class Command(BaseCommand):
    help = (
        "Loads content files (scales, roles, risks, activities, guides, model versions) and publishes new versions. "
        "Content that nobody edited here follows its files; whatever was edited stays and is named, and published "
        "content never changes. Says nothing when nothing is new, and with any problem changes nothing at all. With "
        "-v 0 it names only what was edited here and has changed in the files too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="Default: fixtures")
        parser.add_argument(
            "--check", action="store_true", help="Only read and check the files; prints warnings too, loads nothing."
        )

    def handle(self, *, folder: Path, check: bool, verbosity: int, **_options: Any) -> None:
        try:
            if check:
                self._print_warnings(folder)
            else:
                require_tables()
                ensure_content_editors()
                self._print_report(load_content(folder=folder), is_short=verbosity == 0)
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(say_problem(problem))
            raise SystemExit(2) from None

    def _print_warnings(self, folder: Path) -> None:
        _content, warnings = read_content(folder=folder)
        for problem in warnings:
            self.stdout.write(say_problem(problem))

    def _print_report(self, report: LoadReport, *, is_short: bool) -> None:
        if any(report.added.values()):
            self.stdout.write(_("Content: %(added)s.") % {"added": ", ".join(_name_counts(report.added))})
        if any(report.updated.values()):
            self.stdout.write(_("Updated: %(updated)s.") % {"updated": ", ".join(_name_counts(report.updated))})
        for item in report.kept:
            if not is_short or item.why in NEWS:
                self.stdout.write(say_kept(item))


def _name_counts(counts: Mapping[str, int]) -> list[str]:
    texts = {
        "scales": ngettext("%(n)d scale", "%(n)d scales", counts["scales"]),
        "roles": ngettext("%(n)d role", "%(n)d roles", counts["roles"]),
        "risks": ngettext("%(n)d risk", "%(n)d risks", counts["risks"]),
        "activities": ngettext("%(n)d activity", "%(n)d activities", counts["activities"]),
        "guides": ngettext("%(n)d guide", "%(n)d guides", counts["guides"]),
        "practices": ngettext("%(n)d practice", "%(n)d practices", counts["practices"]),
        "versions": ngettext("%(n)d model version", "%(n)d model versions", counts["versions"]),
    }
    return [text % {"n": counts[kind]} for kind, text in texts.items() if counts[kind]]
