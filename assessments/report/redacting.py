"""Taking one person out of a frozen report: their name and what they wrote. Numbers, answers and labels stay."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.report.freezing import freeze, thaw
from assessments.report.shapes import AnswerLine, AnswerSection, PersonLine, RemarkLine


def redact(content: str, name: str, texts: AbstractSet[str]) -> str:
    """The frozen text without the person; the same text where they do not appear in it.

    They are found by their name, and by every reason, comment and link that they wrote: by group there is no name.
    """
    report, traces = thaw(content), _Traces(name=name, texts=texts)
    people = replace(report.people, named=tuple(_redact_person(person, traces) for person in report.people.named))
    answers = tuple(_redact_section(section, traces) for section in report.answers)
    return freeze(replace(report, people=people, answers=answers))


def _redact_person(person: PersonLine, traces: _Traces) -> PersonLine:
    return replace(person, name=_("Erased person")) if person.name == traces.name else person


def _redact_section(section: AnswerSection, traces: _Traces) -> AnswerSection:
    return replace(section, answers=tuple(_redact_answer(answer, traces) for answer in section.answers))


def _redact_answer(answer: AnswerLine, traces: _Traces) -> AnswerLine:
    """A remark of which nothing is left is left out."""
    remarks = (_redact_remark(remark, traces) for remark in answer.remarks)
    return replace(answer, remarks=tuple(remark for remark in remarks if remark != _NOTHING))


def _redact_remark(remark: RemarkLine, traces: _Traces) -> RemarkLine:
    who = remark.who
    if who == traces.name or who.startswith(f"{traces.name} ("):
        who = _("Erased person") + who.removeprefix(traces.name)
    return replace(
        remark,
        who=who,
        reason="" if remark.reason in traces.texts else remark.reason,
        comment="" if remark.comment in traces.texts else remark.comment,
        evidence=tuple(link for link in remark.evidence if link not in traces.texts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traces:
    name: str
    texts: AbstractSet[str]


_NOTHING = RemarkLine(who="", said="", reason="", comment="", evidence=())
