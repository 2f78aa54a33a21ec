"""`manage.py import_model`: a model file into a new draft."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.actions.import_model import Preview, import_model, preview_import
from assessments.exchange import ContentError
from assessments.exchange.document import MAX_BYTES
from assessments.management.prerequisites import require_tables
from assessments.wording.files import list_counts, say_draft, say_size
from assessments.wording.problems import say_problem


class Command(BaseCommand):
    help = (
        "Reads a model file (docs/model-format.md) into a new draft. Nothing stored is changed: a practice with other "
        "words becomes its next revision. With any error nothing is stored and the exit code is 2."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="A .yaml or .json file; - reads YAML from standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would happen.")

    def handle(self, *, file: str, dry_run: bool, **_options: Any) -> None:
        require_tables()
        data = _read(file)
        try:
            preview = preview_import(data=data, file=file) if dry_run else import_model(data=data, file=file)[1]
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(say_problem(problem))
            raise SystemExit(2) from None
        self._print(preview)
        self.stdout.write(_("Nothing was stored.") if dry_run else _("Stored. Look through the draft and publish it."))

    def _print(self, preview: Preview) -> None:
        for warning in preview.warnings:
            self.stderr.write(_("Note: %(problem)s") % {"problem": say_problem(warning)})
        self.stdout.write(f"{say_draft(preview.plan)} {say_size(preview.plan)}")
        for text, keys in list_counts(preview.plan):
            self.stdout.write(f"{text}:" if keys else text)
            for key in keys:
                self.stdout.write(f"  {key}")


def _read(file: str) -> bytes:
    """One byte more than is allowed, so that a file that is too large is known as such without being read whole."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(MAX_BYTES + 1)
        with Path(file).open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=2) from None
