"""Which practices of an assessment are a participant's own, and are put to them first."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessments.queries.answers import load_role_keys
from assessments.queries.handovers import NO_HANDOVERS, Handovers, load_handovers
from assessments.queries.questionnaires import compute_minutes

if TYPE_CHECKING:
    from assessments.models import Participant
    from assessments.queries.questionnaires import Question, Questionnaire, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """One participant's share of a questionnaire, by practice key. `of_roles`: what their roles are asked for.

    Where their roles are asked for nothing at all, everything is theirs. What they handed over is not, what was handed
    to them is.
    """

    keys: frozenset[str]
    of_roles: frozenset[str]
    handovers: Handovers = NO_HANDOVERS

    @property
    def minutes(self) -> int:
        return compute_minutes(len(self.keys))

    def select(self, questions: Iterable[Question]) -> list[Question]:
        """Those of the questions that are theirs, in the same order."""
        return [question for question in questions if question.key in self.keys]

    def may_hand_over(self, key: str) -> bool:
        """Theirs, and neither handed over already nor handed to them."""
        return key in self.keys and key not in self.handovers.given and key not in self.handovers.received

    def following(self, questionnaire: Questionnaire, section: Section) -> Section | None:
        """The section to go on with: the next one that holds something of theirs, after one that does not any."""
        later = questionnaire.sections[questionnaire.sections.index(section) + 1 :]
        if not self.select(section.questions):
            return later[0] if later else None
        return next((item for item in later if self.select(item.questions)), None)


def find_own(questionnaire: Questionnaire, roles: Set[str], handovers: Handovers = NO_HANDOVERS) -> OwnPart:
    """The share of somebody who holds the roles, given by their keys."""
    asked = questionnaire.questions.keys()
    of_roles = frozenset(key for key, question in questionnaire.questions.items() if question.concerns(roles))
    kept = (of_roles or frozenset(asked)) - handovers.away
    return OwnPart(keys=kept | (handovers.received.keys() & asked), of_roles=of_roles, handovers=handovers)


def load_own(participant: Participant, questionnaire: Questionnaire) -> OwnPart:
    """The share of a participant. Two queries."""
    handovers = load_handovers([participant.pk])[participant.pk]
    return find_own(questionnaire, load_role_keys(participant), handovers)
