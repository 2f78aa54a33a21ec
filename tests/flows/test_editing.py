"""Content editors at work in a real browser: lists, forms, searching, preview and history under the strict policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.actions.editors import ensure_content_editors
from assessments.models import ModelVersion
from roles.models import Role
from tests.assessments_factories import make_model_version
from tests.browsing import sign_in
from tests.factories import make_activity, make_role, make_user

pytestmark = pytest.mark.browser


@pytest.fixture
def edna(context: BrowserContext) -> User:
    """An editor. The context comes first: it has the database that the server sees."""
    user = make_user("edna@example.org", is_staff=True)
    user.groups.add(ensure_content_editors())
    return user


@pytest.fixture
def editor(page: Page, context: BrowserContext, edna: User, live_server: LiveServer) -> Page:
    sign_in(context, edna, live_server.url)
    return page


def test_text_is_previewed_saved_and_stands_in_the_history(editor: Page) -> None:
    role = make_role()
    editor.goto(f"/admin/roles/role/{role.pk}/change/")
    preview = editor.locator("details", has_text="Preview of Summary")
    preview.locator("summary").click()
    expect(preview.locator("p")).to_have_text("Builds.")
    editor.get_by_label("Summary:").fill("Builds **and** mends.\n\n<script>document.title = 'Run'</script>")
    expect(preview.locator("strong")).to_have_text("and")
    expect(preview).to_contain_text("<script>document.title")
    editor.get_by_label("Why this change:").fill("asked by legal")
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.locator(".messagelist")).to_contain_text("was changed successfully")
    editor.goto(f"/admin/roles/role/{role.pk}/history/")
    expect(editor.locator("#change-history")).to_contain_text("asked by legal")
    expect(editor.locator("#change-history ins")).to_contain_text("Builds **and** mends.")
    expect(editor).to_have_title("Change history: Developer | OSPO Maturity administration")


def test_preview_that_fails_says_so_and_keeps_the_text(editor: Page) -> None:
    editor.goto("/admin/roles/role/add/")
    expect(editor.locator("details", has_text="Preview of Summary")).to_have_count(1)
    editor.context.set_offline(True)
    editor.get_by_label("Summary:").fill("Typed")
    preview = editor.locator("details", has_text="Preview of Summary")
    preview.locator("summary").click()
    expect(preview).to_contain_text("The preview could not be made.")
    expect(editor.get_by_label("Summary:")).to_have_value("Typed")


def test_button_shows_all_texts_in_a_new_tab(editor: Page) -> None:
    editor.goto("/admin/roles/role/add/")
    editor.get_by_label("Summary:").fill("Builds **it**.")
    with editor.expect_popup() as opened:
        editor.get_by_role("button", name="Preview the texts in a new tab").click()
    expect(opened.value.locator("strong", has_text="it")).to_be_visible()
    expect(editor.get_by_label("Summary:")).to_have_value("Builds **it**.")
    assert not Role.objects.exists()


def test_roles_are_found_by_typing(editor: Page) -> None:
    make_role("legal-counsel")
    activity = make_activity()
    editor.goto(f"/admin/roles/activity/{activity.pk}/change/")
    editor.locator(".field-roles .select2-selection").click()
    editor.locator(".field-roles .select2-search__field").fill("coun")
    editor.locator(".select2-results__option", has_text="Legal Counsel").click()
    editor.get_by_role("button", name="Save", exact=True).click()
    expect(editor.locator(".messagelist")).to_contain_text("was changed successfully")
    assert list(activity.roles.values_list("key", flat=True)) == ["legal-counsel"]


def test_criteria_of_a_draft_are_moved_from_their_list(editor: Page) -> None:
    draft = make_model_version(published=False)
    level = draft.levels.get(number=2)
    editor.goto(f"/admin/assessments/modelversion/{draft.pk}/change/")
    editor.get_by_role("link", name="8 criteria").click()
    editor.locator("#result_list tbody input.action-select").first.check()
    editor.locator("select[name=action]").select_option("set_level")
    editor.locator("select[name=level]").select_option(str(level.pk))
    editor.get_by_role("button", name="Go").click()
    expect(editor.locator(".messagelist")).to_contain_text("1 entry was changed.")
    assert level.criteria.count() == 5


def test_no_page_for_editors_needs_what_the_policy_forbids(editor: Page) -> None:
    """The page fixture fails the test when the policy stopped something."""
    version = make_model_version(published=False)
    revision = version.criteria.first().revision
    rows = {
        "assessments/modelversion": version.pk,
        "assessments/maturitymodel": version.maturity_model_id,
        "assessments/practicerevision": revision.pk,
        "assessments/practice": revision.practice_id,
        "assessments/scale": revision.scale_id,
        "assessments/criterion": version.criteria.first().pk,
        "roles/role": revision.provider_id,
        "roles/activity": make_activity().pk,
    }
    for name, pk in rows.items():
        for page in ("", "add/", f"{pk}/change/", f"{pk}/history/", f"{pk}/delete/"):
            response = editor.goto(f"/admin/{name}/{page}")
            assert response is not None
            assert response.status == 200, f"{name}/{page}"
            expect(editor.locator("#content")).to_be_visible()
    assert ModelVersion.objects.filter(pk=version.pk).exists()
