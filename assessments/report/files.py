"""The report of an assessment as a file: its bytes, and the name it is saved under."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language

from assessments.models import Assessment
from assessments.queries.comparing import load_role_views
from assessments.queries.results import AssessmentResults, load_remarks, load_results
from assessments.queries.snapshots import load_snapshot
from assessments.report.context import build_report
from assessments.report.freezing import freeze, thaw
from assessments.report.html import render_html
from assessments.report.json import hash_report
from assessments.report.pdf import PdfFailure, PdfLimits, render_pdf

if TYPE_CHECKING:
    from assessments.report.shapes import Report

IDENTIFIER_DIGITS = 32
KEPT = 16


def load_report(assessment: Assessment) -> Report:
    """The report with everything in it, comments included. Of a finalised assessment, what was frozen then."""
    if assessment.state == Assessment.State.FINALISED:
        return thaw(load_snapshot(assessment).content)
    return compute_report(assessment)


def load_page_report(assessment: Assessment) -> Report:
    """The same for the page, which shows no appendix of answers and so needs none read."""
    if assessment.state == Assessment.State.FINALISED:
        return load_report(assessment)
    return _put_into_words(load_results(assessment), get_language())


@lru_cache(maxsize=KEPT)
def _put_into_words(results: AssessmentResults, _language: str | None) -> Report:
    """Once per result and language: results that have not changed are the same object."""
    return build_report(results)


def describe_final(assessment: Assessment) -> str:
    """What a snapshot of the assessment holds, when it is finalised now."""
    return freeze(compute_report(assessment))


def compute_report(assessment: Assessment) -> Report:
    results = load_results(assessment)
    remarks = load_remarks(assessment, results.questionnaire)
    # Nobody else's people are pooled here: whoever reads this report need not reach their units.
    role_views = load_role_views(assessment, ()) if assessment.is_closed else None
    return build_report(results, remarks=remarks, role_views=role_views)


def render_report_pdf(report: Report) -> bytes | PdfFailure:
    """The PDF within the bounds of the settings; its identifier is the hash of what it says."""
    limits = PdfLimits(seconds=settings.PDF_SECONDS, memory_mb=settings.PDF_MEMORY_MB)
    identifier = bytes.fromhex(hash_report(report)[:IDENTIFIER_DIGITS])
    return render_pdf(render_html(report), identifier=identifier, limits=limits)


def name_file(report: Report, extension: str) -> str:
    """A name from unit and cycle in plain ASCII. Example: "ospo-maturity-payments-2026-h2.pdf"."""
    parts = ["ospo-maturity", slugify(report.head.unit), slugify(report.head.cycle)]
    return f"{'-'.join(part for part in parts if part)}.{extension}"
