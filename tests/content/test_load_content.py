"""Files into the database: what comes in is what the files say, once, and all of it or nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.actions import content as module
from assessments.actions.content import load_content
from assessments.exchange import Code, Content, ContentError, Difference, Problems, Why, read_folder
from assessments.exchange.merge import KEYS
from assessments.models import (
    Criterion,
    Dimension,
    Level,
    MaturityModel,
    ModelVersion,
    Practice,
    PracticeRevision,
    Scale,
    ScalePoint,
)
from assessments.queries.content import load_content_set
from assessments.queries.shipped import load_memories
from roles.models import Activity, Expectation, Guide, Risk, Role
from tests.exchange.samples import Files, make_criterion, make_files, make_model, make_practice, write_files

SHIPPED = Path(__file__).parents[2] / "fixtures"
MODEL = "models/stages.yaml"
TABLES = (
    Scale,
    ScalePoint,
    Role,
    Expectation,
    Risk,
    Activity,
    Guide,
    Practice,
    PracticeRevision,
    MaturityModel,
    ModelVersion,
    Level,
    Dimension,
    Criterion,
)
WRITES = ("INSERT", "UPDATE", "DELETE")

pytestmark = pytest.mark.django_db


def hash_rows() -> str:
    """All columns and links of every row of content."""
    rows = [row for table in TABLES for row in table._default_manager.order_by("pk")]
    return hashlib.sha256(serializers.serialize("json", rows).encode()).hexdigest()


def load(folder: Path, files: Files) -> Any:
    return load_content(folder=write_files(folder, files))


def read(folder: Path) -> Content:
    content = read_folder(folder, Problems())
    assert content is not None
    return content


def index(content: Content) -> dict[str, dict[str, object]]:
    """Every item by its kind and key: rows have no order of their own."""
    return {kind: {key_of(item): item for item in getattr(content, kind)} for kind, key_of in KEYS.items()}


def test_rows_say_what_the_shipped_files_say() -> None:
    load_content(folder=SHIPPED)
    assert index(load_content_set()) == index(read(SHIPPED))


def test_keys_that_may_be_left_out_are_stored_too(tmp_path: Path) -> None:
    files = make_files()
    files[MODEL]["model"]["position"] = 7
    files[MODEL]["practices"][0]["remarks"] = ["Tried on two teams.", "Reworded once."]
    files[MODEL]["practices"][0]["exceptions"] = {"long_title": "A name that people know."}
    files[MODEL]["dimensions"][0]["exceptions"] = {"empty_cell": "The source is silent."}
    files[MODEL]["version"]["exceptions"] = {"no_core": "Too small for a quick pass."}
    files["risks.yaml"]["risks"][0] |= {"licence": "CC-BY-4.0", "attribution": "Ours."}
    load(tmp_path, files)
    assert index(load_content_set()) == index(read(tmp_path))
    assert MaturityModel.objects.get().position == 7


def test_load_counts_what_it_added(tmp_path: Path) -> None:
    report = load(tmp_path, make_files())
    expected = {"scales": 2, "roles": 3, "risks": 1, "activities": 1, "guides": 1, "practices": 3, "versions": 1}
    assert report.added == expected
    assert (report.unchanged, report.kept, report.is_empty) == (0, (), False)


def test_order_of_the_files_is_kept(tmp_path: Path) -> None:
    load(tmp_path, make_files())
    assert list(Role.objects.values_list("key", flat=True)) == ["developer", "legal-counsel", "ceo-board"]
    criteria = Criterion.objects.order_by("position").values_list("revision__practice__key", flat=True)
    assert list(criteria) == ["review", "list", "budget"]
    points = ScalePoint.objects.filter(scale__key="fact").values_list("code", "position", "is_in_place")
    assert list(points) == [("no", 0, False), ("partly", 1, False), ("yes", 2, True)]


def test_loaded_version_is_published(tmp_path: Path) -> None:
    load(tmp_path, make_files())
    version = ModelVersion.objects.get()
    assert (version.status, version.published_at is not None) == ("published", True)


def test_second_load_writes_nothing() -> None:
    load_content(folder=SHIPPED)
    before = hash_rows()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load_content(folder=SHIPPED)
    assert [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(WRITES)] == []
    assert (report.is_empty, report.kept, hash_rows()) == (True, (), before)


def test_queries_of_a_load_do_not_grow_with_the_content(tmp_path: Path) -> None:
    with CaptureQueriesContext(connection) as small, transaction.atomic():
        load(tmp_path / "small", make_files())
        transaction.set_rollback(True)
    with CaptureQueriesContext(connection) as large:
        load_content(folder=SHIPPED)
    assert abs(len(large) - len(small)) <= 20  # SQLite takes many rows in several batches


@pytest.mark.parametrize("file", ["scales.yaml", "roles.yaml", "activities.yaml", MODEL])
def test_broken_file_changes_no_row(tmp_path: Path, file: str) -> None:
    load(tmp_path, make_files())
    before = hash_rows()
    files = make_files()
    files["models/new.yaml"] = make_model(number="2.0") | {"practices": []}
    write_files(tmp_path, files)
    text = (tmp_path / file).read_text().replace("source: ours", "sauce: ours").replace("value: ", "worth: ")
    (tmp_path / file).write_text(text)
    with pytest.raises(ContentError) as caught:
        load_content(folder=tmp_path)
    assert {problem.where.file for problem in caught.value.problems} == {file}
    assert hash_rows() == before


def test_future_file_changes_no_row(tmp_path: Path) -> None:
    files = make_files()
    files["roles.yaml"]["format"] = 2
    with pytest.raises(ContentError) as caught:
        load(tmp_path, files)
    assert [problem.code for problem in caught.value.problems] == [Code.NEWER_FORMAT]
    assert [table._default_manager.count() for table in TABLES] == [0] * len(TABLES)


def test_every_error_is_raised_and_no_warning(tmp_path: Path) -> None:
    files = make_files()
    files[MODEL]["practices"][0] |= {"provider": "nobody", "title": "A title of five words"}
    files[MODEL]["criteria"][0]["weight"] = "0"
    with pytest.raises(ContentError) as caught:
        load(tmp_path, files)
    assert [problem.code for problem in caught.value.problems] == [Code.UNKNOWN_REFERENCE, Code.WEIGHT]


def test_edited_rows_are_kept_and_told(tmp_path: Path) -> None:
    load(tmp_path, make_files())
    Role.objects.filter(key="developer").update(summary="Edited here.")
    Activity.objects.get().roles.clear()
    report = load_content(folder=tmp_path)
    kept = tuple(
        Difference(kind=kind, key=key, why=Why.EDITED)
        for kind, key in (("roles", "developer"), ("activities", "licence-management"))
    )
    assert (report.kept, report.is_empty, report.unchanged) == (kept, True, 10)
    assert Role.objects.get(key="developer").summary == "Edited here."


def test_published_version_is_never_changed_by_its_file(tmp_path: Path) -> None:
    load(tmp_path, make_files())
    before = hash_rows()
    files = make_files()
    files[MODEL]["criteria"][0]["weight"] = "2"
    files[MODEL]["practices"][1]["statement"] = "We keep a list of the components that our code uses."
    report = load(tmp_path, files)
    kept = tuple(
        Difference(kind=kind, key=key, why=Why.FIXED)
        for kind, key in (("practices", "list 1"), ("versions", "stages 1.0"))
    )
    assert (report.kept, hash_rows()) == (kept, before)


def test_new_version_is_added_beside_the_old_one(tmp_path: Path) -> None:
    load(tmp_path, make_files())
    files = make_files()
    second = make_model(number="1.1")
    second["practices"] = [{**make_practice("review"), "revision": 2}, make_practice("vetting")]
    second["criteria"] = [
        make_criterion("review", revision=2, key=True, core=True),
        make_criterion("vetting"),
        make_criterion("list"),
    ]
    second["dimensions"] = second["dimensions"][:1]
    report = load(tmp_path, files | {"models/stages-1.1.yaml": second})
    assert (report.added["versions"], report.added["practices"], report.kept) == (1, 2, ())
    assert MaturityModel.objects.count() == 1
    assert Practice.objects.count() == 4
    assert set(ModelVersion.objects.values_list("number", "status")) == {("1.0", "published"), ("1.1", "published")}


def test_draft_with_the_number_of_a_file_is_left_alone(tmp_path: Path) -> None:
    model = MaturityModel.objects.create(key="stages", name="The stages")
    draft = ModelVersion.objects.create(maturity_model=model, number="1.0", name="Mine", summary="S.", source="ours")
    report = load(tmp_path, make_files())
    assert report.kept == (Difference(kind="versions", key="stages 1.0", why=Why.UNKNOWN),)
    draft.refresh_from_db()
    assert (draft.status, draft.name) == ("draft", "Mine")


def test_what_the_database_made_of_a_role_can_stop_a_new_version(tmp_path: Path) -> None:
    """A role that was turned into a reading one here cannot provide a practice: nothing of the file comes in."""
    files = make_files()
    model = files.pop(MODEL)
    load(tmp_path, files)
    Role.objects.filter(key="developer").update(kind=Role.Kind.READING)
    before = hash_rows()
    with pytest.raises(ContentError) as caught:
        load(tmp_path, files | {MODEL: model})
    assert {problem.code for problem in caught.value.problems} == {Code.READING_ROLE}
    assert hash_rows() == before


@pytest.mark.django_db(transaction=True)
def test_load_that_loses_a_race_finds_the_other_ones_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look at the database comes before another load's commit, the second after it."""
    looks: list[int] = []

    def look() -> Content:
        looks.append(1)
        if len(looks) > 1:
            return load_content_set()
        return Content()

    load(tmp_path, make_files())
    before = hash_rows()
    monkeypatch.setattr(module, "load_content_set", look)
    monkeypatch.setattr(module, "load_memories", lambda: load_memories() if looks else {})
    report = load_content(folder=tmp_path)
    assert (len(looks), report.is_empty, hash_rows()) == (2, True, before)


def test_history_says_that_content_was_shipped(tmp_path: Path) -> None:
    load(tmp_path, make_files())
    load(tmp_path, make_files())
    entries = Criterion.history.values_list("history_type", "history_change_reason", "history_user")
    assert list(entries) == [("+", "shipped content", None)] * Criterion.objects.count()
    roles = Activity.history.get().roles.values_list("role__key", flat=True)
    assert list(roles) == list(Activity.objects.get().roles.values_list("key", flat=True))


def test_history_of_a_version_says_when_it_was_published(tmp_path: Path) -> None:
    load(tmp_path, make_files())
    entries = ModelVersion.history.order_by("history_id").values_list("history_change_reason", "status")
    assert list(entries) == [("shipped content", "draft"), ("published", "published")]
