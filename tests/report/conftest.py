"""An assessment with something of everything: answers, comments, evidence, what does not apply."""

from __future__ import annotations

from itertools import cycle

import pytest

from assessments.models import AnswerKind, Assessment, Criterion, Participant
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_unit, make_user

POINTS = ("standard", "partial", "checked", "improved", "individual", "standard", "not-done")


@pytest.fixture
def assessment() -> Assessment:
    unit = make_unit(make_organisation().units.get(), "Payments")
    return make_assessment(unit, [make_model_version(per_cell=3), make_model_version("osmm", per_cell=3)])


@pytest.fixture
def alice(assessment: Assessment) -> Participant:
    """A participant who answered nearly all."""
    participant = make_participant(assessment, make_user("alice@example.org"))
    keys = Criterion.objects.order_by("version_id", "position").values_list("revision__practice__key", flat=True)
    for number, (key, point) in enumerate(zip(list(keys), cycle(POINTS), strict=False)):
        if number % 8 == 7:
            continue
        if number == 4:
            make_answer(participant, key, kind=AnswerKind.NOT_APPLICABLE, reason="We sell no software.")
        else:
            make_answer(participant, key, point, comment=f"Comment number {number}.")
    return participant
