from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from assessments.models import Assessment
from assessments.report.files import load_report, render_report_pdf
from assessments.report.json import to_json
from assessments.report.pdf import PdfFailure

USAGE_ERROR = 2
FORMATS = ("pdf", "json")


class Command(BaseCommand):
    help = "Write the report of an assessment to a file, as PDF or JSON. An existing file is replaced as a whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("assessment", type=int, help="the number of the assessment, as in its address")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument("--format", choices=FORMATS, default="pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        data = render_report(get_assessment(options["assessment"]), options["format"])
        try:
            write_whole(options["out"], data)
        except OSError as error:
            raise CommandError(
                _("cannot write %(file)s: %(reason)s") % {"file": options["out"], "reason": error.strerror},
                returncode=USAGE_ERROR,
            ) from error


def get_assessment(pk: int) -> Assessment:
    rows = Assessment.objects.select_related("unit__organisation", "cycle")
    assessment = rows.filter(pk=pk).first()
    if assessment is None:
        raise CommandError(_("there is no assessment %(pk)d") % {"pk": pk}, returncode=USAGE_ERROR)
    return assessment


def render_report(assessment: Assessment, file_format: str) -> bytes:
    report = load_report(assessment)
    if file_format == "json":
        return to_json(report).encode()
    pdf = render_report_pdf(report)
    if pdf is PdfFailure.TOO_LONG:
        raise CommandError(_("the PDF took longer than OSPO_PDF_SECONDS allows"))
    if isinstance(pdf, PdfFailure):
        raise CommandError(_("the PDF could not be rendered; the log says why"))
    return pdf


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file, then put it in its place, so that nobody ever reads half of it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as beside:
        beside.write(data)
    try:
        os.chmod(beside.name, 0o644)
        os.replace(beside.name, path)
    except OSError:
        os.unlink(beside.name)
        raise
