"""How long publishing takes: all checks of a version of a hundred practices, and the history of its row."""

from __future__ import annotations

from assessments.actions.clone import clone_version
from assessments.actions.publish import publish_versions
from assessments.models import Criterion, ModelVersion, PracticeRevision
from tests.bench.data import list_versions
from tests.bench.figures import Figure, take_times

ROUNDS, WARM_UP, PRACTICES = 8, 1, 100


def measure_publishing() -> Figure:
    """Each round publishes another draft; they are made before. Measure it last: later versions are offered then."""
    drafts = iter([_make_draft() for _ in range(ROUNDS + WARM_UP)])
    times = take_times(lambda: publish_versions(versions=[next(drafts)]), rounds=ROUNDS, warm_up=WARM_UP)
    return Figure(name=f"publishing a version of {PRACTICES} practices", times=times, bound=2000)


def _make_draft() -> ModelVersion:
    """The OSMM as a draft, with practices of the TODO stages up to a hundred."""
    draft = clone_version(version=list_versions()[1])
    known = draft.criteria.values("revision__practice")
    others = PracticeRevision.objects.exclude(practice__in=known).order_by("practice", "-number")
    fresh = list({row.practice_id: row for row in others}.values())[: PRACTICES - draft.criteria.count()]
    place = draft.criteria.exclude(level=None).earliest("position")
    Criterion.objects.bulk_create(
        Criterion(version=draft, revision=row, dimension=place.dimension, level=place.level, position=1000 + number)
        for number, row in enumerate(fresh)
    )
    return draft
