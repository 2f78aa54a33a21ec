"""A questionnaire on paper, to be read before answering: from questions to HTML, and on to a PDF. It has no answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.queries.questionnaires import ScaleText, compute_minutes
from assessments.report.pdf import PdfFailure, PdfLimits, render_pdf

if TYPE_CHECKING:
    from assessments.models import Assessment, ModelVersion
    from assessments.queries.own import OwnPart
    from assessments.queries.questionnaires import Question, Questionnaire, Section

IDENTIFIER_DIGITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """Sections under one heading: what is for the reader, and what is for others."""

    key: str
    title: str
    sections: tuple[Section, ...]

    @property
    def practices(self) -> int:
        return sum(len(section.questions) for section in self.sections)

    @property
    def minutes(self) -> int:
        return compute_minutes(self.practices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The whole document. `unit` is what "we" means in it; `facts` are pairs for the cover."""

    title: str
    unit: str
    owner: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[PaperPart, ...]

    @property
    def scales(self) -> tuple[ScaleText, ...]:
        """Every scale on which something is answered, each once."""
        found = {scale.key: scale for part in self.parts for section in part.sections for scale in section.scales}
        return tuple(found.values())


def build_assessment_paper(assessment: Assessment, questionnaire: Questionnaire, own: OwnPart | None) -> Paper:
    """What an assessment asks; for a participant their own practices first."""
    versions = dict.fromkeys(section.version for section in questionnaire)
    return Paper(
        title=_("Questionnaire of %(unit)s, %(cycle)s") % {"unit": assessment.unit, "cycle": assessment.cycle},
        unit=str(assessment.unit),
        owner=str(assessment.unit.organisation),
        facts=(
            (_("Cycle"), str(assessment.cycle)),
            (_("Models"), "; ".join(versions)),
            (_("Depth"), assessment.get_scope_display()),
        ),
        parts=_split(questionnaire, own),
    )


def build_version_paper(version: ModelVersion, questionnaire: Questionnaire) -> Paper:
    """What a version of a model would ask."""
    return Paper(
        title=_("Questionnaire of %(version)s") % {"version": version},
        unit=_("the unit that answers"),
        owner=str(version),
        facts=((_("Status"), version.get_status_display()),),
        parts=_split(questionnaire, None),
    )


def render_paper_html(paper: Paper) -> str:
    return render_to_string("report/questionnaire.html", {"paper": paper, "language": get_language() or "en"})


def render_paper_pdf(paper: Paper) -> bytes | PdfFailure:
    """The PDF, or why there is none; the bounds are those of a report. The same content gives the same bytes."""
    html = render_paper_html(paper)
    identifier = bytes.fromhex(hashlib.sha256(html.encode()).hexdigest()[:IDENTIFIER_DIGITS])
    limits = PdfLimits(seconds=settings.PDF_SECONDS, memory_mb=settings.PDF_MEMORY_MB)
    return render_pdf(html, identifier=identifier, limits=limits)


def name_paper(*parts: object) -> str:
    """A name in plain ASCII. Example: "ospo-questionnaire-payments-2026-h2.pdf"."""
    words = ["ospo-questionnaire", *(slugify(str(part)) for part in parts)]
    return f"{'-'.join(word for word in words if word)}.pdf"


def _split(questionnaire: Questionnaire, own: OwnPart | None) -> tuple[PaperPart, ...]:
    if own is None or len(own.keys) == len(questionnaire.questions):
        return (PaperPart(key="all", title=_("Practices"), sections=questionnaire.sections),)
    others = [question for question in questionnaire.questions.values() if question.key not in own.keys]
    parts = (
        PaperPart(
            key="own",
            title=_("For you"),
            sections=_narrow(questionnaire, own.select(questionnaire.questions.values())),
        ),
        PaperPart(key="others", title=_("The other practices"), sections=_narrow(questionnaire, others)),
    )
    return tuple(part for part in parts if part.sections)


def _narrow(questionnaire: Questionnaire, chosen: Sequence[Question]) -> tuple[Section, ...]:
    """The sections with the chosen questions only, without those that have none."""
    keys = {question.key for question in chosen}
    narrowed = (
        replace(section, questions=tuple(question for question in section.questions if question.key in keys))
        for section in questionnaire
    )
    return tuple(section for section in narrowed if section.questions)
