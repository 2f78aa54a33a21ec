"""The report as one HTML document for paper. It refers to nothing outside itself."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import get_language

from assessments.report.json import hash_report
from assessments.report.shapes import Report


def render_html(report: Report) -> str:
    """The document that becomes the PDF; its style sheet is handed to the renderer apart."""
    context = {"report": report, "hash": hash_report(report), "language": get_language() or "en"}
    return render_to_string("report/report.html", context)
