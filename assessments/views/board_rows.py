"""How the board shows a practice, and which practices it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from assessments import wording
from assessments.models import AnswerKind
from assessments.queries.board import Board, BoardRow, Group, Voice, count_by_group, list_groups
from assessments.queries.questionnaires import Named, Question
from assessments.queries.settling import Given
from assessments.scoring import OTHER_ROLES
from assessments.wording.answers import say_kind

STATES = (
    ("open", gettext_noop("Needs a conversation")),
    ("differ", gettext_noop("Answers differ")),
    ("recorded", gettext_noop("Recorded")),
    ("inherited", gettext_noop("Answered for the whole organisation")),
)
WORKSHOP_STATES = (("open", gettext_noop("Not recorded yet")), ("recorded", gettext_noop("Recorded")))
UNRATED = (AnswerKind.DONT_KNOW, AnswerKind.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One practice in words."""

    key: str
    title: str
    statement: str
    section: str
    answer: str
    basis: str
    counts: str
    state: str
    is_open: bool
    is_inherited: bool
    said_differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRow:
    """One group, whether it runs the practice or lives with it, and how often each answer was given, by column."""

    name: str
    part: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Who said what: a column for each answer, a row for each group."""

    columns: tuple[str, ...]
    rows: tuple[TallyRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which practices are shown. What is not known selects everything."""

    section: str = ""
    role: str = ""
    state: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> Filter:
        return cls(section=sent.get("section", ""), role=sent.get("role", ""), state=sent.get("state", ""))

    def takes(self, row: BoardRow) -> bool:
        state = {
            "open": row.is_open,
            "recorded": row.agreed.version > 0,
            "differ": row.unit.needs_conversation,
            "inherited": row.is_inherited,
        }
        return (
            self.section in ("", row.section.key)
            and (not self.role or row.question.concerns({self.role}))
            and state.get(self.state, True)
        )

    def list_options(self, board: Board) -> dict[str, object]:
        """What the filter offers: the sections and roles of the questionnaire, and the states."""
        sections = {row.section.key: row.section.name for row in board.rows}
        return {
            "sections": sorted(sections.items(), key=lambda item: item[1]),
            "roles": _list_roles(row.question for row in board.rows),
            "states": [(key, _(text)) for key, text in (WORKSHOP_STATES if board.is_workshop else STATES)],
        }


def describe_row(row: BoardRow) -> BoardLine:
    names = row.question.scale.point_names
    return BoardLine(
        key=row.question.key,
        title=row.question.title,
        statement=row.question.statement,
        section=row.section.name,
        answer=wording.say_answer(row.unit.answer, names),
        basis=wording.say_basis(row.unit, is_single=False),
        counts=wording.say_counts(row.unit, names),
        state=say_state(row),
        is_open=row.is_open,
        is_inherited=row.is_inherited,
        said_differs=row.difference.reason if row.difference and row.is_contested else "",
    )


def say_state(row: BoardRow) -> str:
    if row.is_inherited:
        return _say_inherited(row)
    if row.is_open:
        return _("Not recorded yet") if row.is_workshop else _("Needs a conversation")
    if row.agreed.version:
        return _("Agreed") if row.agreed.kind else _("Left open")
    ratings = sum(row.unit.points.values())
    return _("Answers agree") if ratings > 1 else _("One rating") if ratings else _("No rating")


def _say_inherited(row: BoardRow) -> str:
    if row.is_contested:
        return _("Said to differ here")
    if row.agreed.kind:
        return _("Differs here")
    return _("Not settled yet") if row.is_waiting else _("Inherited")


def build_tally(question: Question, given: Given) -> Tally:
    """The distribution of one practice by group: who runs it, who lives with it, everybody else. One query."""
    tallies, choices = count_by_group(given, question), question.scale.choices
    order = [question.provider.key, *(role.key for role in question.users)]
    groups = sorted(list_groups(given), key=lambda group: (*order, group.key).index(group.key))
    said = [*((AnswerKind.RATED, choice.pk) for choice in choices), *((kind, None) for kind in UNRATED)]
    columns = (*(choice.name for choice in choices), *(str(kind.label) for kind in UNRATED))
    rows = tuple(
        TallyRow(
            name=name_group(group),
            part=_say_part(group, question),
            counts=tuple(tallies.get(group.key, {}).get((str(kind), point), 0) for kind, point in said),
        )
        for group in groups
    )
    return Tally(columns=columns, rows=rows)


def _say_part(group: Group, question: Question) -> str:
    """Nothing of the others: all kinds of people may be among them."""
    if group.key == question.provider.key:
        return _("runs it")
    return _("lives with it") if group.key in {role.key for role in question.users} else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceLine:
    """What one participant said, in words; by group without name and answer."""

    name: str
    said: str
    reason: str
    comment: str
    evidence: tuple[str, ...]


def describe_voice(voice: Voice, question: Question) -> VoiceLine:
    said = say_kind(voice.kind, voice.point, question.scale.point_names) if voice.name else ""
    return VoiceLine(name=voice.name, said=said, reason=voice.reason, comment=voice.comment, evidence=voice.evidence)


def name_group(group: Group) -> str:
    """The role, and how many people: "Developer, 4 people"."""
    name = group.name or (_("Other roles") if group.key == OTHER_ROLES else group.key)
    people = ngettext("%(count)d person", "%(count)d people", group.people) % {"count": group.people}
    return f"{name}, {people}"


def _list_roles(questions: Iterable[Question]) -> list[Named]:
    roles = {role.key: role for question in questions for role in (question.provider, *question.users)}
    return sorted(roles.values(), key=lambda role: role.name)
