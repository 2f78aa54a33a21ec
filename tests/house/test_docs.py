from __future__ import annotations

from tests.house.docs import check_commands, check_links, list_pages, list_targets
from tests.house.source import ROOT, read, report

PAGE = ROOT / "docs" / "page.md"


def test_links_lead_somewhere() -> None:
    assert report(found for page in list_pages() for found in check_links(page, read(page))) == ""


def test_commands_exist() -> None:
    targets = list_targets()
    assert report(found for page in list_pages() for found in check_commands(page, read(page), targets=targets)) == ""


def test_decisions_are_all_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    index = read(folder / "README.md")
    assert [page.name for page in sorted(folder.glob("0*.md")) if f"({page.name})" not in index] == []


def test_link_that_leads_nowhere_is_found() -> None:
    text = "[a](../LICENSE) [b](no-such.md#x) [c](https://example.org) [d](#here)"
    assert report(check_links(PAGE, text)) == "docs/page.md: links to no-such.md, which is not there"


def test_command_that_does_not_exist_is_found() -> None:
    found = report(check_commands(PAGE, "`make run PORT=9000` and `make fun`", targets={"run"}))
    assert found == "docs/page.md: names `make fun`, which does not exist"
