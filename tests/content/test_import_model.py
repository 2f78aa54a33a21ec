"""Model files into drafts and back: nothing stored changes, nothing is lost, and a bad file leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection, transaction
from hypothesis import given, settings

from assessments.actions.content import load_content
from assessments.actions.import_model import import_model, preview_import
from assessments.actions.publish import publish_versions
from assessments.exchange import Code, Content, ContentError, write_json, write_yaml
from assessments.guards import install_guards, remove_guards
from assessments.models import Criterion, MaturityModel, ModelVersion, PracticeRevision, Scale
from assessments.queries.files import find_version, load_package, render_model_file
from roles.models import Activity, Role
from tests.exchange.samples import make_files, make_model, make_practice, write_files
from tests.exchange.strategies import contents

from .test_load_content import SHIPPED, hash_rows

pytestmark = pytest.mark.django_db
Change = Callable[[dict[str, Any]], object]


@pytest.fixture(autouse=True)
def _library(tmp_path: Path) -> None:
    """The small set: its roles and activities, and the published model `stages` 1.0."""
    load_content(folder=write_files(tmp_path, make_files()))


def make_file(change: Change = lambda _data: None) -> bytes:
    """The file of `stages` as it is stored, after a change."""
    version = find_version("stages")
    assert version is not None
    data = yaml.safe_load(render_model_file(version, "yaml"))
    change(data)
    return yaml.safe_dump(data, sort_keys=False).encode()


def refuse(data: bytes) -> list[tuple[Code, str]]:
    """What is wrong with the file, which changed nothing."""
    before = hash_rows()
    with pytest.raises(ContentError) as caught:
        import_model(data=data, file="a.yaml")
    assert hash_rows() == before
    return [(problem.code, problem.where.path) for problem in caught.value.problems]


def test_file_of_a_stored_version_becomes_its_next_draft() -> None:
    before = list(PracticeRevision.objects.values())
    draft, preview = import_model(data=make_file(), file="a.yaml")
    assert (draft.number, draft.status, preview.plan.number_in_file) == ("1.1", "draft", "1.0")
    assert list(PracticeRevision.objects.values()) == before
    assert len(preview.plan.unchanged) == 3


def test_practice_in_other_words_becomes_its_next_revision() -> None:
    def reword(data: dict[str, Any]) -> None:
        data["practices"][0]["statement"] = "We look at the licence of each component before our code uses it."

    draft, preview = import_model(data=make_file(reword), file="a.yaml")
    assert [(item.before.revision, item.after.revision) for item in preview.plan.reworded] == [(1, 2)]
    assert list(PracticeRevision.objects.filter(practice__key="review").values_list("number", flat=True)) == [1, 2]
    counted = Criterion.objects.filter(revision__practice__key="review").order_by("pk")
    assert list(counted.values_list("version__number", "revision__number")) == [("1.0", 1), (draft.number, 2)]


def test_same_words_again_use_the_revision_that_is_there() -> None:
    data = make_file(lambda data: data["practices"][0].update(title="Other title"))
    import_model(data=data, file="a.yaml")
    _draft, preview = import_model(data=data, file="a.yaml")
    assert (preview.plan.reworded, PracticeRevision.objects.count()) == ((), 4)
    assert preview.plan.version.criteria[0].revision == 2


def test_revision_number_of_the_file_is_kept_while_it_is_free() -> None:
    import_model(data=make_file(lambda data: put_revision(data, 7, "Other title")), file="a.yaml")
    assert list(PracticeRevision.objects.filter(practice__key="review").values_list("number", flat=True)) == [1, 7]


def put_revision(data: dict[str, Any], number: int, title: str) -> None:
    data["practices"][0].update(revision=number, title=title)
    data["criteria"][0]["revision"] = number


def test_dropped_and_new_practices_are_told() -> None:
    def exchange(data: dict[str, Any]) -> None:
        data["practices"][1] = make_practice("vetting")
        data["criteria"][1]["practice"] = "vetting"

    plan = preview_import(data=make_file(exchange), file="a.yaml").plan
    assert (plan.dropped, [item.key for item in plan.new_practices], plan.is_new_model) == (
        ("list",),
        ["vetting"],
        False,
    )


def test_preview_writes_nothing() -> None:
    before = hash_rows()
    preview_import(data=make_file(lambda data: data["model"].update(key="other")), file="a.yaml")
    assert hash_rows() == before


def test_new_model_brings_its_own_scales() -> None:
    data = make_model("other")
    data["scales"] = [
        {
            "key": "own",
            "name": "Own",
            "points": [
                {"code": "no", "name": "No", "value": "0"},
                {"code": "half", "name": "Half", "value": "1/4"},
                {"code": "yes", "name": "Yes", "value": "1"},
            ],
            "in_place": "yes",
        }
    ]
    data["practices"] = [{**make_practice("own-one"), "scale": "own", "evidence": {}}]
    data["criteria"] = [{**data["criteria"][0], "practice": "own-one"}]
    draft, preview = import_model(data=yaml.safe_dump(data).encode(), file="a.yaml")
    assert preview.plan.is_new_model
    assert [str(point.value) for point in Scale.objects.get(key="own").points.all()] == ["0", "1/4", "1"]
    publish_versions(versions=[draft])
    assert MaturityModel.objects.get(key="other").versions.get().status == ModelVersion.Status.PUBLISHED


def test_known_scale_must_be_the_same() -> None:
    data = make_file(lambda data: data["scales"][0]["points"][1].update(value="1/4"))
    assert refuse(data) == [(Code.SCALE_DIFFERS, "scales[fact].key")]


def test_practice_that_is_only_stored_may_be_counted() -> None:
    def leave_out(data: dict[str, Any]) -> None:
        data["practices"] = [item for item in data["practices"] if item["key"] != "list"]

    draft, _preview = import_model(data=make_file(leave_out), file="a.yaml")
    assert Criterion.objects.filter(version=draft, revision__practice__key="list", revision__number=1).exists()


def test_every_error_is_told_at_once_with_its_place() -> None:
    def spoil(data: dict[str, Any]) -> None:
        data["practices"][0].update(provider="nobody", coulour="red")
        data["practices"][1]["provider"] = "nobody"
        data["criteria"][1].update(weight="0", level=9)
        data["criteria"][2]["practice"] = "missing"

    assert refuse(make_file(spoil)) == [
        (Code.UNKNOWN_KEY, "practices[review].coulour"),
        (Code.UNKNOWN_REFERENCE, "practices[review].provider"),
        (Code.UNKNOWN_REFERENCE, "practices[list].provider"),
        (Code.WEIGHT, "criteria[list].weight"),
        (Code.UNKNOWN_REFERENCE, "criteria[list].level"),
        (Code.UNKNOWN_REFERENCE, "criteria[missing].practice"),
    ]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"", [Code.NO_FORMAT]),
        (b"\xff\xfe", [Code.NOT_UTF8]),
        (b"format: 1\nkind: risks\nrisks: []\n", [Code.NOT_A_MODEL]),
        (b"format: 1\nkind: model\nmodel: !!python/name:os.system x\n", [Code.TAG]),
        (b"a: &a [x]\nb: [*a, *a]\n", [Code.ANCHOR, Code.ANCHOR, Code.ANCHOR]),
        (b"x" * 2_000_001, [Code.TOO_LARGE]),
    ],
)
def test_file_of_another_kind_is_refused(data: bytes, codes: list[Code]) -> None:
    assert [code for code, _path in refuse(data)][: len(codes)] == codes


@settings(max_examples=12, deadline=None)
@given(content=contents())
def test_whatever_is_imported_is_exported_alike(content: Content) -> None:
    for form, write in (("yaml", write_yaml), ("json", write_json)):
        with transaction.atomic():
            text = write(content)
            draft, _preview = import_model(data=text.encode(), file=f"a.{form}")
            assert render_model_file(draft, form) == text
            transaction.set_rollback(True)


def test_shipped_versions_survive_the_journey_to_an_empty_library() -> None:
    """Export each, empty the tables of models, practices and scales, import: the same bytes, and the same rows."""
    empty()
    load_content(folder=SHIPPED)
    versions = list(ModelVersion.objects.order_by("pk"))
    assert len(versions) >= 4
    before = {version: load_package(version) for version in versions}
    files = [(form, render_model_file(version, form)) for version in versions for form in ("yaml", "json")]
    for form, text in files:
        with transaction.atomic():
            empty()
            draft, _preview = import_model(data=text.encode(), file=f"a.{form}")
            assert render_model_file(draft, form) == text
            assert load_package(draft) in before.values()
            transaction.set_rollback(True)


def empty() -> None:
    """A library without models, practices and scales. Drafts only may go, so the guards are taken away first."""
    remove_guards(connection)
    Criterion.objects.all().delete()
    ModelVersion.objects.all().delete()
    MaturityModel.objects.all().delete()
    PracticeRevision.objects.all().delete()
    Scale.objects.all().delete()
    install_guards(connection)
    assert Role.objects.exists()
    assert Activity.objects.exists()
