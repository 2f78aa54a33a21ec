"""A new release over an old one: what nobody touched follows the files, what somebody edited stays and is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assessments.actions.clone import clone_version, revise_practice
from assessments.actions.content import LoadReport, load_content
from assessments.exchange import Why
from assessments.models import Criterion, ModelVersion, PracticeRevision, ShippedItem
from assessments.queries.content import load_content_set
from roles.models import Activity, Expectation, Guide, Risk, Role
from tests.exchange.samples import Files, make_criterion, make_files, make_model, make_practice, make_risk, write_files

from .test_load_content import MODEL, hash_rows

pytestmark = pytest.mark.django_db
NO_LINKS: list[str] = []


@pytest.fixture
def load(tmp_path: Path) -> Callable[[Files], LoadReport]:
    """Load one release after another from the same folder."""
    return lambda files: load_content(folder=write_files(tmp_path, files))


def release(files: Files | None = None) -> Files:
    """The second release: a role, a risk and an activity say something else; the links of the activity change too."""
    files = files or make_files()
    files["roles.yaml"]["roles"][0] |= {"summary": "Who this is now.", "works_with": []}
    files["roles.yaml"]["roles"][0]["expectations"] = [
        {"level": 1, "structure": "", "state": "Somebody asks.", "responsibilities": [], "encouraged": []},
        {"level": 2, "structure": "", "state": "Everybody asks.", "responsibilities": ["Asks"], "encouraged": []},
    ]
    files["risks.yaml"]["risks"][0]["lowered_by"] = ["Care"]
    files["activities.yaml"]["activities"][0] |= {"why": "Because it counts.", "roles": ["developer"]}
    return files


def list_kept(report: LoadReport) -> list[tuple[str, str, Why]]:
    return [(item.kind, item.key, item.why) for item in report.kept]


def test_unedited_content_follows_its_files(load: Any, tmp_path: Path) -> None:
    load(make_files())
    report = load(release())
    assert (report.updated["roles"], report.updated["risks"], report.updated["activities"]) == (1, 1, 1)
    assert (report.kept, any(report.added.values())) == ((), False)
    role, activity = Role.objects.get(key="developer"), Activity.objects.get()
    assert (role.summary, list(role.works_with.all())) == ("Who this is now.", NO_LINKS)
    assert list(role.expectations.values_list("level", "state")) == [(1, "Somebody asks."), (2, "Everybody asks.")]
    assert list(activity.roles.values_list("key", flat=True)) == ["developer"]
    stored = load_content_set()
    load_content(folder=write_files(tmp_path / "again", release()))
    assert load_content_set() == stored


def test_update_keeps_rows_and_tells_their_history(load: Any) -> None:
    load(make_files())
    before = Role.objects.get(key="developer").pk
    load(release())
    role = Role.objects.get(key="developer")
    assert role.pk == before
    reasons = (
        Role.history.filter(key="developer").order_by("history_id").values_list("history_change_reason", "summary")
    )
    assert list(reasons) == [
        ("shipped content", "Who this is."),
        ("updated with shipped content", "Who this is now."),
    ]
    assert list(Activity.history.latest().roles.values_list("role__key", flat=True)) == ["developer"]


def test_edited_content_stays_and_the_rest_follows(load: Any) -> None:
    load(make_files())
    Role.objects.filter(key="developer").update(summary="Edited here.")
    Expectation.objects.filter(role__key="legal-counsel").update(state="Edited too.")
    report = load(release())
    assert list_kept(report) == [
        ("roles", "developer", Why.BOTH_CHANGED),
        ("roles", "legal-counsel", Why.EDITED),
    ]
    assert Role.objects.get(key="developer").summary == "Edited here."
    assert Risk.objects.get().lowered_by == "Care"


def test_release_after_release_a_row_follows(load: Any) -> None:
    load(make_files())
    load(release())
    files = release()
    files["risks.yaml"]["risks"][0]["summary"] = "A third wording."
    assert load(files).updated["risks"] == 1
    assert Risk.objects.get().summary == "A third wording."


def test_edit_that_is_taken_back_follows_again(load: Any) -> None:
    load(make_files())
    Risk.objects.update(summary="Edited here.")
    assert list_kept(load(make_files())) == [("risks", "legal", Why.EDITED)]
    Risk.objects.update(summary="A claim.")
    assert load(release()).updated["risks"] == 1


def test_second_load_of_a_release_writes_nothing(load: Any) -> None:
    load(make_files())
    Risk.objects.update(summary="Edited here.")
    load(release())
    before, memories = hash_rows(), list(ShippedItem.objects.order_by("pk").values())
    report = load(release())
    assert (report.is_empty, list_kept(report)) == (True, [("risks", "legal", Why.BOTH_CHANGED)])
    assert (hash_rows(), list(ShippedItem.objects.order_by("pk").values())) == (before, memories)


def test_what_was_removed_here_stays_away(load: Any) -> None:
    files = make_files()
    files["risks.yaml"]["risks"].append({**make_risk(), "key": "staff"})
    load(files)
    Risk.objects.filter(key="staff").delete()
    assert list_kept(load(files)) == [("risks", "staff", Why.REMOVED)]
    assert not Risk.objects.filter(key="staff").exists()


def test_what_was_removed_comes_back_when_something_new_needs_it(load: Any) -> None:
    files = make_files()
    files["risks.yaml"]["risks"].append({**make_risk(), "key": "staff"})
    load(files)
    Risk.objects.filter(key="staff").delete()
    files["activities.yaml"]["activities"][0]["risks"] = ["legal", "staff"]
    report = load(files)
    assert (report.added["risks"], report.updated["activities"], report.kept) == (1, 1, ())
    assert list(Activity.objects.get().risks.values_list("key", flat=True)) == ["legal", "staff"]


def make_second_version(files: Files) -> Files:
    """Version 1.1 with `review` in other words, beside the file of 1.0."""
    second = make_model(number="1.1")
    second["practices"] = [{**make_practice("review"), "revision": 2, "title": "Reviewed"}]
    second["criteria"][0] = make_criterion("review", revision=2, key=True, core=True)
    return files | {"models/stages-1.1.yaml": second}


def test_new_number_adds_a_version_and_keeps_the_old_one(load: Any) -> None:
    load(make_files())
    report = load(make_second_version(make_files()))
    assert (report.added["versions"], report.added["practices"], report.kept) == (1, 1, ())
    assert list(ModelVersion.objects.order_by("pk").values_list("number", "status")) == [
        ("1.0", "published"),
        ("1.1", "published"),
    ]


def test_file_of_the_old_version_may_be_gone(load: Any, tmp_path: Path) -> None:
    load(make_files())
    files = make_second_version(make_files())
    files["models/stages-1.1.yaml"]["practices"] += [make_practice("list"), make_practice("budget", scale="fact")]
    del files[MODEL]
    report = load_content(folder=write_files(tmp_path / "next", files))
    assert (report.added["versions"], report.kept) == (1, ())
    assert ModelVersion.objects.filter(status="published").count() == 2


def test_new_version_never_counts_words_that_were_written_here(load: Any) -> None:
    """An editor reworded `review` in a draft, as revision 2, before the release brought a revision 2 of its own."""
    load(make_files())
    draft = clone_version(version=ModelVersion.objects.get())
    ModelVersion.objects.filter(pk=draft.pk).update(number="mine")
    revision = revise_practice(criterion=draft.criteria.get(revision__practice__key="review"))
    PracticeRevision.objects.filter(pk=revision.pk).update(title="Ours")
    report = load(make_second_version(make_files()))
    counted = Criterion.objects.get(version__number="1.1", revision__practice__key="review").revision
    assert (counted.number, counted.title) == (3, "Reviewed")
    assert PracticeRevision.objects.get(pk=revision.pk).title == "Ours"
    assert list_kept(report) == [("practices", "review 2", Why.UNKNOWN)]
    assert load(make_second_version(make_files())).kept == ()


def test_number_that_a_draft_has_taken_is_told_until_it_is_free(load: Any) -> None:
    load(make_files())
    draft = clone_version(version=ModelVersion.objects.get())
    assert draft.number == "1.1"
    report = load(make_second_version(make_files()))
    assert list_kept(report) == [("versions", "stages 1.1", Why.UNKNOWN)]
    ModelVersion.objects.filter(pk=draft.pk).update(number="1.1-mine")
    assert load(make_second_version(make_files())).added["versions"] == 1


def test_rows_from_before_the_memories_are_remembered_when_they_match(load: Any) -> None:
    load(make_files())
    ShippedItem.objects.all().delete()
    assert load(make_files()).is_empty
    assert load(release()).updated["roles"] == 1


def test_broken_release_changes_nothing(load: Any) -> None:
    load(make_files())
    before = hash_rows()
    files = release()
    files["roles.yaml"]["roles"][1]["kind"] = "both"
    with pytest.raises(ValueError, match="not_a_choice"):
        load(files)
    assert hash_rows() == before


def test_guides_follow_too(load: Any) -> None:
    files = make_files()
    load(files)
    files["guides.yaml"]["guides"][0] |= {"summary": "Another summary.", "roles": ["developer"]}
    assert load(files).updated["guides"] == 1
    guide = Guide.objects.get(key=files["guides.yaml"]["guides"][0]["key"])
    assert (guide.summary, [role.key for role in guide.roles.all()]) == ("Another summary.", ["developer"])
