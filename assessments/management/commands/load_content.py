"""`manage.py load_content`: the shipped content, or another folder of it, into the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.actions.content import LoadReport, load_content, read_content
from assessments.actions.editors import ensure_content_editors
from assessments.exchange import ContentError
from assessments.management.prerequisites import require_tables
from assessments.wording.problems import say_problem


class Command(BaseCommand):
    help = (
        "Loads content files (scales, roles, risks, activities, guides, model versions) and publishes new versions. "
        "Says nothing when nothing is new, never changes what is stored, and with any problem changes nothing at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="Default: fixtures")
        parser.add_argument(
            "--check", action="store_true", help="Only read and check the files; prints warnings too, loads nothing."
        )

    def handle(self, *, folder: Path, check: bool, **_options: Any) -> None:
        try:
            if check:
                self._print_warnings(folder)
            else:
                require_tables()
                ensure_content_editors()
                self._print_report(load_content(folder=folder))
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(say_problem(problem))
            raise SystemExit(2) from None

    def _print_warnings(self, folder: Path) -> None:
        _content, warnings = read_content(folder=folder)
        for problem in warnings:
            self.stdout.write(say_problem(problem))

    def _print_report(self, report: LoadReport) -> None:
        if not report.is_empty:
            added = ", ".join(_name_counts(report))
            self.stdout.write(_("Content: %(added)s.") % {"added": added})
        for item in report.kept:
            words = {"kind": item.kind, "key": item.key}
            self.stdout.write(_("Kept as it is, although the file differs: %(kind)s, %(key)s.") % words)


def _name_counts(report: LoadReport) -> list[str]:
    added = report.added
    texts = {
        "scales": ngettext("%(n)d scale", "%(n)d scales", added["scales"]),
        "roles": ngettext("%(n)d role", "%(n)d roles", added["roles"]),
        "risks": ngettext("%(n)d risk", "%(n)d risks", added["risks"]),
        "activities": ngettext("%(n)d activity", "%(n)d activities", added["activities"]),
        "guides": ngettext("%(n)d guide", "%(n)d guides", added["guides"]),
        "practices": ngettext("%(n)d practice", "%(n)d practices", added["practices"]),
        "versions": ngettext("%(n)d model version", "%(n)d model versions", added["versions"]),
    }
    return [text % {"n": added[kind]} for kind, text in texts.items() if added[kind]]
