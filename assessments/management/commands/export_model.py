"""`manage.py export_model`: one model version as a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.management.prerequisites import require_tables
from assessments.models import ModelVersion
from assessments.queries.files import WRITERS, find_version, render_model_file


class Command(BaseCommand):
    help = (
        "Writes a model version with its scales and practices as a model file (docs/model-format.md). The same content "
        "always gives the same bytes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="The key of the model, such as todo-stages.")
        parser.add_argument(
            "number", nargs="?", default="", help="A version. Default: the newest published one, else the newest draft."
        )
        parser.add_argument("--format", choices=sorted(WRITERS), default="yaml", dest="form")
        parser.add_argument("--output", type=Path, help="The file to write. Default: standard output.")

    def handle(self, *, key: str, number: str, form: str, output: Path | None, **_options: Any) -> None:
        require_tables()
        version = find_version(key, number)
        if version is None:
            raise CommandError(_describe_missing(key, number), returncode=2)
        text = render_model_file(version, form)
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}", returncode=2) from None


def _describe_missing(key: str, number: str) -> str:
    rows = ModelVersion.objects.order_by("maturity_model__key", "pk").values_list("maturity_model__key", "number")
    known = ", ".join(" ".join(row) for row in rows) or _("none")
    return _("There is no version %(name)s. Known: %(known)s.") % {"name": f"{key} {number}".strip(), "known": known}
