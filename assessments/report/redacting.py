"""Taking one person out of a frozen report: their name and what they wrote. Numbers, answers and labels stay."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from assessments.report.freezing import freeze, thaw
from assessments.report.shapes import AnswerLine, AnswerSection, PersonLine, RemarkLine


def redact(content: str, account: int, name: str, texts: AbstractSet[str]) -> str:
    """The frozen text without the person; the same text where they do not appear in it.

    Lines that say whose they are lose everything that is theirs, and nothing of anybody else. The others, of
    participants by group and in reports that were frozen before lines said so, are found by name, and by every reason,
    comment and link that the person wrote.
    """
    report = thaw(content)
    called = next((person.name for person in report.people.named if person.account == account), name)
    traces = _Traces(account=account, name=called, texts=texts)
    people = replace(report.people, named=tuple(_redact_person(person, traces) for person in report.people.named))
    answers = tuple(_redact_section(section, traces) for section in report.answers)
    redacted = replace(report, people=people, answers=answers)
    return content if redacted == report else freeze(redacted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traces:
    """Who is to go: the key of the account, the name that the report calls them by, and everything they wrote."""

    account: int
    name: str
    texts: AbstractSet[str]


def _redact_person(person: PersonLine, traces: _Traces) -> PersonLine:
    is_theirs = person.name == traces.name if person.account is None else person.account == traces.account
    return replace(person, name=_("Erased person")) if is_theirs else person


def _redact_section(section: AnswerSection, traces: _Traces) -> AnswerSection:
    return replace(section, answers=tuple(_redact_answer(answer, traces) for answer in section.answers))


def _redact_answer(answer: AnswerLine, traces: _Traces) -> AnswerLine:
    """A remark of which nothing is left is left out."""
    remarks = (_redact_remark(remark, traces) for remark in answer.remarks)
    return replace(answer, remarks=tuple(remark for remark in remarks if not _is_nothing(remark)))


def _redact_remark(remark: RemarkLine, traces: _Traces) -> RemarkLine:
    if remark.account is not None and remark.account != traces.account:
        return remark
    written = {remark.reason, remark.comment, *remark.evidence} if remark.account is not None else traces.texts
    return replace(
        remark,
        who=_redact_name(remark.who, traces.name),
        reason="" if remark.reason in written else remark.reason,
        comment="" if remark.comment in written else remark.comment,
        evidence=tuple(link for link in remark.evidence if link not in written),
    )


def _redact_name(who: str, name: str) -> str:
    """Of somebody with their roles behind the name, as `report.answers` writes it."""
    return _("Erased person") + who.removeprefix(name) if who == name or who.startswith(f"{name} (") else who


def _is_nothing(remark: RemarkLine) -> bool:
    return not any((remark.who, remark.said, remark.reason, remark.comment, remark.evidence))
