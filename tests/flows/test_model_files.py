"""A content editor brings in a model file in a real browser, under the strict policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.actions.editors import ensure_content_editors
from assessments.models import ModelVersion
from tests.browsing import sign_in
from tests.factories import make_user

pytestmark = pytest.mark.browser
SAMM = Path(__file__).parents[1] / "exchange" / "models" / "samm-shape.yaml"


@pytest.fixture
def editor(page: Page, context: BrowserContext, live_server: LiveServer) -> Page:
    call_command("load_content", verbosity=0)
    user = make_user("edna@example.org", is_staff=True)
    user.groups.add(ensure_content_editors())
    sign_in(context, user, live_server.url)
    return page


def test_file_is_looked_at_stored_and_downloaded_again(editor: Page, tmp_path: Path) -> None:
    editor.goto("/admin/assessments/modelversion/")
    editor.get_by_role("link", name="Bring in a file…").click()
    editor.get_by_label("Model file").set_input_files(SAMM)
    editor.get_by_role("button", name="Look at the file").click()
    expect(editor.locator("#content")).to_contain_text("A new model, with the draft")
    editor.locator("summary", has_text="18 new practices").click()
    expect(editor.locator("details[open] li").first).to_contain_text("samm-policy-a1")
    assert not ModelVersion.objects.filter(maturity_model__key="samm-shape").exists()
    editor.get_by_role("button", name="Store it as a draft").click()
    expect(editor.locator(".messagelist")).to_contain_text("is stored as a draft")
    with editor.expect_download() as download:
        editor.get_by_role("link", name="Download YAML").click()
    assert Path(download.value.path()).read_bytes() == SAMM.read_bytes()


def test_problems_are_listed_and_the_file_can_be_chosen_again(editor: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(SAMM.read_text().replace("provider: security-lead", "provider: nobody"))
    editor.goto("/admin/assessments/modelversion/import/")
    editor.get_by_label("Model file").set_input_files(wrong)
    editor.get_by_role("button", name="Look at the file").click()
    expect(editor.locator(".errorlist li")).to_have_count(18)
    editor.get_by_label("Model file").set_input_files(SAMM)
    editor.get_by_role("button", name="Look at the file").click()
    expect(editor.get_by_role("button", name="Store it as a draft")).to_be_visible()
