"""`manage.py content_report`: what the models are made of, counted, for whoever writes content."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.actions.content import read_content
from assessments.exchange import Content, ContentError, ModelInventory, count_all_roles, take_inventory
from assessments.management.prerequisites import require_tables
from assessments.queries.content import load_content_set
from assessments.queries.versions import list_newest_versions
from assessments.wording.inventory import list_inventory, list_roles
from assessments.wording.problems import say_problem


class Command(BaseCommand):
    help = (
        "Prints for each model: practices by dimension and level, key, core and shared practices, exceptions to the "
        "cross-walk, practices per role, and what lacks a source or a paraphrase trial."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("models", nargs="*", metavar="MODEL", help="Keys of models. Default: all.")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="Default: text")
        parser.add_argument("--drafts", action="store_true", help="The newest draft of a model that has one.")
        parser.add_argument("--folder", type=Path, help="Content files instead of what the database holds.")

    def handle(self, *, models: Sequence[str], folder: Path | None, drafts: bool, **options: Any) -> None:
        content = self._load(folder, drafts=drafts)
        known = [item.model for item in take_inventory(content)]
        chosen = list(models) or known
        unknown = [key for key in chosen if key not in known]
        if unknown:
            words = {"unknown": ", ".join(unknown), "known": ", ".join(known) or _("none; run load_content")}
            raise CommandError(_("There is no model %(unknown)s. Known models: %(known)s.") % words, returncode=2)
        write = self._write_json if options["format"] == "json" else self._write_text
        write(content, [item for item in take_inventory(content) if item.model in chosen])

    def _load(self, folder: Path | None, *, drafts: bool) -> Content:
        if folder is None:
            require_tables()
            return load_content_set(list_newest_versions(drafts=drafts))
        try:
            return read_content(folder=folder)[0]
        except ContentError as error:
            for problem in error.problems:
                self.stderr.write(say_problem(problem))
            raise SystemExit(2) from None

    def _write_text(self, content: Content, shown: Sequence[ModelInventory]) -> None:
        for item in shown:
            self.stdout.write("\n".join([*list_inventory(item), ""]))
        if len(shown) > 1:
            roles = count_all_roles(content, [item.model for item in shown])
            self.stdout.write("\n".join(list_roles(_("Practices per role, all these models together"), roles)))

    def _write_json(self, content: Content, shown: Sequence[ModelInventory]) -> None:
        roles = count_all_roles(content, [item.model for item in shown])
        document = {
            "models": [asdict(item) for item in shown],
            "roles": {role: asdict(count) for role, count in roles.items()},
        }
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
