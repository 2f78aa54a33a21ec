"""Model files in the administration: down as they are stored, up with a look before anything is stored."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessments.actions.content import load_content
from assessments.actions.editors import ensure_content_editors
from assessments.exchange.document import MAX_BYTES
from assessments.models import ModelVersion, PracticeRevision
from assessments.queries.files import find_version, render_model_file
from tests.exchange.samples import make_files, write_files
from tests.factories import make_user

pytestmark = pytest.mark.django_db
IMPORT = "admin:assessments_modelversion_import"


@pytest.fixture(autouse=True)
def _library(tmp_path: Path) -> None:
    load_content(folder=write_files(tmp_path, make_files()))


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody of the group of content editors, no administrator."""
    user = make_user("erin@example.org", is_staff=True)
    ensure_content_editors()
    user.groups.add(Group.objects.get(name="Content editors"))
    client.force_login(user)
    return client


def file_of(form: str = "yaml") -> str:
    version = find_version("stages")
    assert version is not None
    return render_model_file(version, form)


def upload(client: Client, text: str | bytes, name: str = "stages.yaml") -> tuple[int, str]:
    data = text if isinstance(text, bytes) else text.encode()
    response = client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, data)})
    return response.status_code, response.content.decode()


def read_fields(page: str) -> dict[str, str]:
    """The hidden fields of the second step, as a browser sends them back: with its own line ends."""
    found = re.findall(r'<input type="hidden" name="(text|name|seen)" value="([^"]*)"', page)
    return {name: html.unescape(value).replace("\n", "\r\n") for name, value in found}


@pytest.mark.parametrize(("form", "kind"), [("yaml", "application/yaml"), ("json", "application/json")])
def test_version_is_downloaded_as_it_is_stored(editor: Client, form: str, kind: str) -> None:
    version = ModelVersion.objects.get()
    response = editor.get(reverse("admin:assessments_modelversion_file", args=[version.pk, form]))
    assert response.content.decode() == file_of(form)
    assert response["Content-Disposition"] == f'attachment; filename="stages-1.0.{form}"'
    assert response["Content-Type"] == f"{kind}; charset=utf-8"


def test_pages_lead_to_the_files(editor: Client) -> None:
    version = ModelVersion.objects.get()
    listed = editor.get(reverse("admin:assessments_modelversion_changelist")).content.decode()
    shown = editor.get(reverse("admin:assessments_modelversion_change", args=[version.pk])).content.decode()
    assert reverse(IMPORT) in listed
    assert reverse("admin:assessments_modelversion_file", args=[version.pk, "yaml"]) in shown
    assert reverse("admin:assessments_modelversion_schema") in editor.get(reverse(IMPORT)).content.decode()


def test_schema_is_downloaded(editor: Client) -> None:
    response = editor.get(reverse("admin:assessments_modelversion_schema"))
    assert response["Content-Disposition"] == 'attachment; filename="model.schema.json"'
    assert response.json()["properties"]["kind"] == {"enum": ["model"]}


def test_unknown_form_or_version_is_not_found(editor: Client) -> None:
    version = ModelVersion.objects.get()
    assert editor.get(reverse("admin:assessments_modelversion_file", args=[version.pk, "xml"])).status_code == 404
    assert editor.get(reverse("admin:assessments_modelversion_file", args=[4711, "yaml"])).status_code == 404


def test_upload_is_looked_at_and_then_stored(editor: Client) -> None:
    text = file_of().replace("title: Review\n", "title: Reviewing\n")
    status, page = upload(editor, text)
    assert (status, ModelVersion.objects.count()) == (200, 1)
    assert "A new draft, The stages 1.1; version 1.0, as the file calls it, is there already." in page
    assert "1 reworded practice" in page
    assert "not by those of the source" in page
    response = editor.post(reverse(IMPORT), read_fields(page))
    draft = ModelVersion.objects.get(number="1.1")
    assert response["Location"] == reverse("admin:assessments_modelversion_change", args=[draft.pk])
    assert (draft.status, PracticeRevision.objects.get(number=2).title) == ("draft", "Reviewing")
    assert LogEntry.objects.get().object_id == str(draft.pk)


def test_json_and_byte_order_mark_are_taken(editor: Client) -> None:
    assert "A new draft" in upload(editor, file_of("json"), "stages.json")[1]
    assert "A new draft" in upload(editor, b"\xef\xbb\xbf" + file_of().replace("\n", "\r\n").encode())[1]


def test_content_that_changed_in_between_is_shown_anew(editor: Client) -> None:
    fields = read_fields(upload(editor, file_of())[1])
    editor.post(reverse(IMPORT), fields)
    page = editor.post(reverse(IMPORT), fields).content.decode()
    assert "has changed since you looked" in page
    assert "A new draft, The stages 1.2" in page
    assert ModelVersion.objects.count() == 2


def test_every_problem_is_listed_and_nothing_is_stored(editor: Client) -> None:
    text = file_of().replace("provider: developer", "provider: nobody").replace('weight: "1"', 'weight: "0"')
    status, page = upload(editor, text)
    line = text.splitlines().index("  - key: review") + 1
    assert (status, ModelVersion.objects.count()) == (422, 1)
    assert "6 problems in stages.yaml" in page
    assert f"stages.yaml:{line}: practices[review].provider" in page
    assert "There is no role &#x27;nobody&#x27;. Add it or correct the key." in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"x" * 2_000_001, "too large"),
        (b"format: 1\nkind: risks\nrisks: []\n", "holds no model version"),
        (b"a: &a [x]\n", "Anchors and aliases"),
        (b"a: !!python/name:os.system\n", "is not allowed"),
        ("a: '<script>alert(1)</script>\ud800'".encode("utf-8", "surrogatepass"), "not UTF-8"),
    ],
)
def test_file_that_is_none_is_refused(editor: Client, data: bytes, said: str) -> None:
    status, page = upload(editor, data, "<b>a</b>.yaml")
    assert (status, said in page, "<b>a</b>" in page) == (422, True, False)
    assert ModelVersion.objects.count() == 1


def test_upload_without_a_file_says_so(editor: Client) -> None:
    assert "This field is required." in editor.post(reverse(IMPORT)).content.decode()
    assert upload(editor, b"")[1].count("The submitted file is empty.") == 1


def test_forged_second_step_is_checked_like_any_file(editor: Client) -> None:
    response = editor.post(reverse(IMPORT), {"text": "format: 1\nkind: model\n", "name": "a.yaml", "seen": "x"})
    assert (response.status_code, ModelVersion.objects.count()) == (422, 1)


@pytest.mark.parametrize("page", ["import", "schema", "file"])
def test_only_content_editors_get_there(client: Client, page: str) -> None:
    arguments = [ModelVersion.objects.get().pk, "yaml"] if page == "file" else []
    address = reverse(f"admin:assessments_modelversion_{page}", args=arguments)
    assert client.get(address)["Location"].startswith(reverse("admin:login"))
    client.force_login(make_user("bob@example.org", is_staff=True))
    assert client.get(address).status_code == 403
    client.force_login(make_user("charlie@example.org"))
    assert client.get(address).status_code == 302


def test_downloads_cannot_be_posted_to(editor: Client) -> None:
    address = reverse("admin:assessments_modelversion_file", args=[ModelVersion.objects.get().pk, "yaml"])
    assert editor.post(address).status_code == 405


def test_line_ends_of_a_form_do_not_make_a_file_too_large(editor: Client) -> None:
    fields = read_fields(upload(editor, file_of())[1])
    text = fields["text"] + "#..................\r\n" * 97_000
    assert len(text.replace("\r", "")) < MAX_BYTES < len(text)
    assert editor.post(reverse(IMPORT), {**fields, "text": text}).status_code == 302
