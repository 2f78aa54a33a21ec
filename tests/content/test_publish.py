"""Publishing: a whole set or nothing, and only what passes every check on what the database holds."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from assessments.actions.publish import WarningsNotAcceptedError, publish_versions, retire_versions
from assessments.exchange import Code, ContentError
from assessments.models import Criterion, ModelVersion, PracticeRevision, Scale
from assessments.queries.publishing import identify
from roles.models import Role
from tests.assessments_factories import make_model_version, make_revision

pytestmark = pytest.mark.django_db


def list_states() -> list[tuple[str, str, bool]]:
    rows = ModelVersion.objects.order_by("maturity_model__key")
    return [(row.maturity_model.key, row.status, row.published_at is not None) for row in rows]


def refuse(versions: list[ModelVersion]) -> list[tuple[Code, str]]:
    with pytest.raises(ContentError) as caught:
        publish_versions(versions=versions)
    return [(problem.code, problem.where.path) for problem in caught.value.problems]


def test_drafts_are_published_at_one_moment() -> None:
    versions = [make_model_version(key, published=False) for key in ("one", "two")]
    publish_versions(versions=versions)
    assert list_states() == [("one", "published", True), ("two", "published", True)]
    assert ModelVersion.objects.values("published_at").distinct().count() == 1


def test_one_bad_version_keeps_the_whole_set_back() -> None:
    good, bad = make_model_version("one", published=False), make_model_version("two", published=False)
    bad.criteria.filter(level__number=2).delete()
    number = ModelVersion.objects.get(pk=bad.pk).number
    assert refuse([good, bad]) == [(Code.BARE_LEVEL, f"two {number}: levels[2]")]
    assert list_states() == [("one", "draft", False), ("two", "draft", False)]


def test_published_version_is_not_published_again() -> None:
    version = make_model_version("one")
    before = ModelVersion.objects.get(pk=version.pk).published_at
    assert refuse([version]) == [(Code.NOT_DRAFT, f"one {version.number}")]
    assert ModelVersion.objects.get(pk=version.pk).published_at == before


def test_every_error_of_the_rows_is_told() -> None:
    version = make_model_version("one", published=False, per_cell=1)
    Role.objects.filter(key="developer").update(kind=Role.Kind.READING)
    Criterion.objects.filter(version=version, is_key=True).update(level_source="ours", weight="0")
    keys = ["one-inventory-1-0", "one-inventory-2-0", "one-licences-1-0", "one-licences-2-0"]
    first, second = (f"one {version.number}: criteria[one-licences-{level}-0]" for level in (1, 2))
    assert refuse([version]) == [
        *((Code.READING_ROLE, f"practices[{key}].provider") for key in keys),
        (Code.WEIGHT, f"{first}.weight"),
        (Code.KEY_NOT_PUBLISHED, f"{first}.key"),
        (Code.WEIGHT, f"{second}.weight"),
        (Code.KEY_NOT_PUBLISHED, f"{second}.key"),
    ]


def test_two_revisions_of_a_practice_are_refused() -> None:
    version = make_model_version("one", published=False)
    first = version.criteria.select_related("revision__practice").first()
    assert first is not None
    second = make_revision(first.revision.practice.key, number=2)
    Criterion.objects.create(
        version=version, revision=second, dimension=first.dimension, level=first.level, position=99
    )
    key = first.revision.practice.key
    assert refuse([version]) == [(Code.TWO_REVISIONS, f"one {version.number}: criteria[{key}]")]


def test_what_no_version_of_the_set_counts_does_not_matter() -> None:
    version = make_model_version("one", published=False)
    lonely = make_revision("lonely")
    lonely.users.clear()
    Scale.objects.create(key="unfinished", name="Unfinished")
    publish_versions(versions=[version])
    assert list_states() == [("one", "published", True)]
    assert PracticeRevision.objects.filter(pk=lonely.pk).exists()


def test_warning_that_nobody_accepted_keeps_the_set_back() -> None:
    version = make_model_version("one", published=False, per_cell=1)
    with pytest.raises(WarningsNotAcceptedError) as caught:
        publish_versions(versions=[version], accepted=set())
    accepted = {identify(problem) for problem in caught.value.problems}
    assert list_states() == [("one", "draft", False)]
    PracticeRevision.objects.filter(criteria__version=version, practice__key="one-licences-1-0").update(title="A " * 6)
    with pytest.raises(WarningsNotAcceptedError) as caught:
        publish_versions(versions=[version], accepted=accepted)
    assert [problem.code for problem in caught.value.problems] == [Code.LONG_TITLE]


def test_versions_are_retired_together() -> None:
    published, draft = make_model_version("one"), make_model_version("two", published=False)
    with pytest.raises(ContentError) as caught:
        retire_versions(versions=[published, draft])
    assert [problem.code for problem in caught.value.problems] == [Code.NOT_PUBLISHED]
    assert [status for _, status, _ in list_states()] == ["published", "draft"]
    retire_versions(versions=[published])
    assert [status for _, status, _ in list_states()] == ["retired", "draft"]


@pytest.mark.parametrize("reasons", [["degree"], "degree", {"degree": ""}, {"degree": 3}])
def test_accepted_warning_needs_a_reason(reasons: object) -> None:
    with pytest.raises(ValidationError):
        PracticeRevision._meta.get_field("exceptions").clean(reasons, None)
