"""Which practices of an assessment are a participant's own, and are put to them first."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.queries.answers import load_role_keys
from assessments.queries.questionnaires import compute_minutes

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.queries.questionnaires import Question, Questionnaire, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """One participant's share of a questionnaire, by practice key. `of_roles`: what their roles are asked for.

    Where their roles are asked for nothing at all, everything is theirs.
    """

    keys: frozenset[str]
    of_roles: frozenset[str]

    @property
    def minutes(self) -> int:
        return compute_minutes(len(self.keys))

    def select(self, questions: Iterable[Question]) -> list[Question]:
        """Those of the questions that are theirs, in the same order."""
        return [question for question in questions if question.key in self.keys]

    def following(self, questionnaire: Questionnaire, section: Section) -> Section | None:
        """The section to go on with: the next one that holds something of theirs, after one that does not any."""
        later = questionnaire.sections[questionnaire.sections.index(section) + 1 :]
        if not self.select(section.questions):
            return later[0] if later else None
        return next((item for item in later if self.select(item.questions)), None)


def find_own(questionnaire: Questionnaire, roles: Set[str]) -> OwnPart:
    """The share of somebody who holds the roles, given by their keys."""
    of_roles = frozenset(key for key, question in questionnaire.questions.items() if question.concerns(roles))
    return OwnPart(keys=of_roles or frozenset(questionnaire.questions), of_roles=of_roles)


def load_own(participant: Participant, questionnaire: Questionnaire) -> OwnPart:
    """The share of a participant. One query."""
    return find_own(questionnaire, load_role_keys(participant))
