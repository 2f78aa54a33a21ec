"""`manage.py model_schema`: the JSON Schema of model files."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from assessments.exchange import write_schema


class Command(BaseCommand):
    help = "Prints the JSON Schema of model files, as docs/model.schema.json has it."
    requires_system_checks = ()  # it touches nothing

    def handle(self, **_options: Any) -> None:
        self.stdout.write(write_schema(), ending="")
