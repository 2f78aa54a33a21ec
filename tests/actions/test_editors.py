"""Content editors edit the content, all of it, and reach nothing else of the administration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Membership
from assessments.actions.editors import CONTENT_EDITORS, ensure_content_editors
from assessments.models import Criterion, MaturityModel, ModelVersion, Practice, PracticeRevision, Scale
from roles.models import Activity, Guide, Risk, Role
from tests.assessments_factories import make_model_version
from tests.exchange.samples import make_files, write_files
from tests.factories import make_activity, make_guide, make_membership, make_organisation, make_risk, make_user

pytestmark = pytest.mark.django_db
CONTENT = {Role, Activity, Risk, Guide, Scale, Practice, PracticeRevision, MaturityModel, ModelVersion, Criterion}


@pytest.fixture
def editor(client: Client) -> Client:
    """Edna; and a row of everything that the administration knows."""
    edna = make_user("edna@example.org", is_staff=True)
    edna.groups.add(ensure_content_editors())
    make_membership(make_user("lead@example.org"), make_organisation(), Membership.Kind.LEAD)
    make_model_version(published=False)
    for make in (make_activity, make_risk, make_guide):
        make()
    client.force_login(edna)
    return client


def list_pages(kind: type[Model]) -> Iterator[str]:
    name, row = f"admin:{kind._meta.app_label}_{kind._meta.model_name}", kind._default_manager.first()
    yield from (reverse(f"{name}_{page}") for page in ("changelist", "add"))
    if row is not None:
        yield from (reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "delete", "history"))


def test_registered_kinds_are_those_that_the_tests_below_sort() -> None:
    others = {kind._meta.label for kind in admin.site._registry if kind not in CONTENT}
    assert set(admin.site._registry) >= CONTENT
    assert {"accounts.User", "accounts.Organisation", "accounts.Unit", "accounts.Membership", "auth.Group"} <= others
    assert not {label for label in others if label.startswith("roles.")}


@pytest.mark.parametrize(
    "method",
    ["get", "post", *(pytest.param(name, marks=pytest.mark.once) for name in ("head", "put", "delete", "patch"))],
)
def test_content_and_nothing_else_is_open_to_editors(editor: Client, method: str) -> None:
    for kind in admin.site._registry:
        assert kind not in CONTENT or kind._default_manager.exists(), kind
        answers = {page: getattr(editor, method)(page).status_code for page in list_pages(kind)}
        if kind not in CONTENT:
            assert set(answers.values()) == {403}, kind
        elif method in ("get", "head"):
            # Some rows are still named elsewhere; their deletion leads back to their page.
            assert set(answers.values()) <= {200, 302}, (kind, answers)
        else:
            assert 403 not in answers.values(), (kind, answers)


def test_index_names_content_only(editor: Client) -> None:
    page = editor.get("/admin/")
    assertContains(page, "/admin/roles/role/")
    assertContains(page, "/admin/assessments/modelversion/")
    for address in ("/admin/accounts/", "/admin/auth/", "/admin/account/"):
        assertNotContains(page, address)


def test_editors_see_no_answers_and_no_organisations(editor: Client) -> None:
    organisation = make_organisation("Other")
    assert editor.get(f"/organisations/{organisation.slug}/").status_code == 404
    assert editor.get(f"/units/{organisation.units.get().pk}/").status_code == 404


def test_editors_look_at_drafts_and_bring_files_in(editor: Client) -> None:
    draft = ModelVersion.objects.get()
    for address in (reverse("assessments:preview", args=[draft.pk]), "/admin/assessments/modelversion/import/"):
        assert editor.get(address).status_code == 200


def test_group_without_being_staff_opens_nothing(client: Client) -> None:
    fay = make_user("fay@example.org")
    fay.groups.add(ensure_content_editors())
    client.force_login(fay)
    assert client.get("/admin/roles/role/").status_code == 302


def test_group_has_its_permissions_and_no_others() -> None:
    group = ensure_content_editors()
    stray = Permission.objects.get(codename="change_user")
    group.permissions.set([stray])
    ensure_content_editors()
    names = set(group.permissions.values_list("codename", flat=True))
    assert stray.codename not in names
    assert {"add_role", "change_guide", "delete_criterion", "view_expectation", "change_level"} <= names
    assert not {name for name in names if "historical" in name or "answer" in name or "assessment" in name}
    with CaptureQueriesContext(connection) as queries:
        ensure_content_editors()
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_loading_content_makes_the_group(tmp_path: object) -> None:
    call_command("load_content", folder=write_files(tmp_path, make_files()))  # type: ignore[arg-type]
    assert Group.objects.get(name=CONTENT_EDITORS).permissions.exists()
