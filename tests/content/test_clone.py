"""The next draft of a version, and the next revision of a practice: what is published stays exactly as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.actions.clone import (
    NotClonableError,
    NotDraftError,
    clone_version,
    count_on,
    revise_practice,
)
from assessments.actions.publish import publish_versions, retire_versions
from assessments.exchange import VersionContent
from assessments.models import ModelVersion, PracticeRevision
from assessments.queries.content import load_content_set
from tests.assessments_factories import make_answering_role, make_model_version, make_revision

pytestmark = pytest.mark.django_db


def read(version: ModelVersion) -> VersionContent:
    return load_content_set(ModelVersion.objects.filter(pk=version.pk)).versions[0]


@pytest.mark.parametrize(
    ("number", "taken", "following"),
    [
        ("1.0", {"1.0"}, "1.1"),
        ("1.9", {"1.9", "1.10"}, "1.11"),
        ("2026-H2 final", set(), "2026-H3 final"),
        ("beta", {"beta"}, "beta.1"),
        ("beta", {"beta", "beta.1"}, "beta.2"),
        ("a" * 20, set(), "a" * 18 + ".1"),
        ("9" * 20, {"9" * 20, "2"}, "3"),
    ],
)
def test_number_counts_on_to_the_next_that_is_free(number: str, taken: set[str], following: str) -> None:
    assert count_on(number, taken) == following


def test_clone_is_a_draft_with_the_same_content() -> None:
    version = make_model_version(number="1.0", cross_walk_model="osmm", cross_walk_offset=1)
    made = clone_version(version=version)
    assert (made.status, made.published_at, made.number) == ("draft", None, "1.1")
    assert replace(read(made), number="1.0") == read(version)
    assert clone_version(version=version).number == "1.2"


def test_retired_version_can_be_cloned_and_a_draft_cannot() -> None:
    version = make_model_version()
    retire_versions(versions=[version])
    made = clone_version(version=version)
    with pytest.raises(NotClonableError):
        clone_version(version=made)


def test_clone_and_its_parts_have_a_history() -> None:
    made = clone_version(version=make_model_version())
    assert {row.history.get().history_type for row in made.criteria.all()} == {"+"}
    assert made.levels.all()[0].history.get().history_change_reason == "cloned"


def test_rewording_in_a_draft_makes_the_next_revision() -> None:
    version = make_model_version()
    published = read(version)
    made = clone_version(version=version)
    row = made.criteria.first()
    assert row is not None
    before = row.revision
    revision = revise_practice(criterion=row)
    assert (revision.number, revision.statement) == (before.number + 1, before.statement)
    assert list(revision.users.all()) == list(before.users.all())
    revision.statement = "We do something else."
    revision.save()
    revision.users.add(make_answering_role("procurement"))
    row.refresh_from_db()
    assert row.revision == revision
    assert read(version) == published
    assert PracticeRevision.objects.get(pk=before.pk).statement == before.statement


def test_revision_that_is_not_published_is_edited_as_it_is() -> None:
    row = make_model_version(published=False).criteria.first()
    assert row is not None
    assert revise_practice(criterion=row) == row.revision
    assert PracticeRevision.objects.filter(practice=row.revision.practice).count() == 1


def test_drafts_that_are_released_together_share_the_next_revision() -> None:
    shared = make_revision("shared")
    versions = [make_model_version(key, shared=[shared]) for key in ("a", "b")]
    drafts = [clone_version(version=version) for version in versions]
    first, second = (draft.criteria.get(revision=shared) for draft in drafts)
    assert revise_practice(criterion=first) == revise_practice(criterion=second)
    publish_versions(versions=drafts)
    assert PracticeRevision.objects.filter(practice=shared.practice).count() == 2


def test_model_that_is_released_later_takes_up_the_published_wording() -> None:
    shared = make_revision("shared")
    first, second = (clone_version(version=make_model_version(key, shared=[shared])) for key in ("a", "b"))
    newer = revise_practice(criterion=first.criteria.get(revision=shared))
    publish_versions(versions=[first])
    row = second.criteria.get(revision=shared)
    assert revise_practice(criterion=row) == newer
    row.refresh_from_db()
    assert revise_practice(criterion=row).number == newer.number + 1


def test_wording_of_a_published_version_cannot_be_revised() -> None:
    row = make_model_version().criteria.first()
    assert row is not None
    with pytest.raises(NotDraftError):
        revise_practice(criterion=row)
