"""The inspection finds what it is for: a page with one fault of each kind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.a11y.inspection import LOW, NARROW, WIDE, Inspection, Look, check_html

pytestmark = pytest.mark.browser
FRAME = """<!doctype html><html lang="en" dir="ltr">
<head><title>Page – OSPO Maturity</title><style>{style}</style></head>
<body><header>Head</header><main>{main}</main><footer>Foot</footer></body></html>"""
SOUND = "<h1>One</h1><h2>Two</h2><p>Words</p><a href='#a' id='a'>Link</a>"


def inspect(page: Page, main: str, style: str = "") -> Inspection:
    page.set_viewport_size(WIDE)
    page.set_content(FRAME.format(main=main, style=":focus-visible { outline: 3px solid #000 }" + style))
    return Inspection.begin(page)


def test_sound_page_has_no_faults(page: Page) -> None:
    inspection = inspect(page, SOUND)
    faults = [*inspection.check_first_look(is_error=False), *inspection.check_other_looks(), *inspection.check_focus()]
    assert faults == []


@pytest.mark.parametrize(
    ("main", "fault"),
    [
        ("<h1>One</h1><h3>Three</h3>", "skips to level 3: h3 “Three”"),
        ("<h2>Two</h2>", "0 first headings"),
        ("<h1 id='a'>One</h1><p id='a'>Two</p>", "id a is there twice"),
        ("<h1>One</h1><p role='status'>a</p><p role='status'>b</p>", "2 live regions: p “a”, p “b”"),
    ],
)
def test_structure_fault_is_found(page: Page, main: str, fault: str) -> None:
    assert fault in inspect(page, main).ask("checkStructure")


@pytest.mark.parametrize(
    ("main", "style", "rule"),
    [
        ("<h1>One</h1><p>Faint</p>", "p { color: #aaa; background: #fff }", "color-contrast"),
        ("<h1>One</h1><img src='data:,'>", "", "image-alt"),
        (
            "<h1>One</h1><button>a</button><button>b</button>",
            "button { block-size: 9px; inline-size: 9px; padding: 0; margin: 0; border: 0 }",
            "target-size",
        ),
    ],
)
def test_broken_rule_is_found(page: Page, main: str, style: str, rule: str) -> None:
    faults = list(inspect(page, main, style).check_first_look(is_error=False))
    assert {fault.partition(":")[0] for fault in faults} == {rule}


def test_contrast_that_is_poor_in_the_dark_only_is_found(page: Page) -> None:
    style = "html { color-scheme: light dark } @media (prefers-color-scheme: dark) { p { color: #333 } }"
    inspection = inspect(page, SOUND, style)
    assert list(inspection.check_first_look(is_error=False)) == []
    looks = {fault.partition(":")[0] for fault in inspection.check_other_looks()}
    assert looks == {"1280 dark", "320 dark"}


def test_target_that_is_small_in_the_dark_only_is_found(page: Page) -> None:
    """Where no box moves, the size of targets is not checked again."""
    style = """
      button { block-size: 30px; padding: 0; margin: 9px; border: 0 }
      @media (prefers-color-scheme: dark) { button { block-size: 9px; inline-size: 9px; margin: 0 } }
    """
    inspection = inspect(page, SOUND + "<button>a</button><button>b</button>", style)
    assert list(inspection.check_first_look(is_error=False)) == []
    looks = {fault.partition(": target-size")[0] for fault in inspection.check_other_looks()}
    assert looks == {"1280 dark", "320 dark"}


def test_content_wider_than_a_phone_is_found(page: Page) -> None:
    inspection = inspect(page, "<h1>One</h1><p>Wide</p>", "body { margin: 0 } p { inline-size: 400px }")
    inspection.wear(Look("narrow", NARROW, "light"))
    assert inspection.ask("checkReflow") == ["400 px wide in 320 px: p “Wide”"]


def test_text_cut_off_by_wide_spacing_is_found(page: Page) -> None:
    style = "b { display: block; inline-size: 6em; overflow: hidden; white-space: nowrap; font: 16px monospace }"
    inspection = inspect(page, "<h1>One</h1><b>Ten letter</b>", style)
    assert inspection.ask("checkClipping") == []
    assert list(inspection.check_spacing()) == ["spaced: cut off: b “Ten letter”"]


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("a:focus-visible { outline: 0 }", "focus is not seen: a#a “Link”"),
        ("a:focus-visible { outline-color: #ddd }", "focus is hardly seen: a#a “Link”"),
        ("footer { position: fixed; inset: 0; background: #fff }", "focus is covered: a#a “Link”"),
    ],
)
def test_focus_that_cannot_be_seen_is_found(page: Page, style: str, fault: str) -> None:
    assert set(inspect(page, SOUND, style).check_focus()) == {fault}


def test_stop_that_tab_leaves_out_is_found(page: Page) -> None:
    inspection = inspect(page, SOUND + "<a href='#b' id='b'>Other</a>")
    page.set_viewport_size(LOW)
    inspection.ask("beginRound")
    page.locator("#b").focus()
    inspection.ask("checkStop")
    assert inspection.ask("checkRound") == ["Tab does not reach a#a “Link”"]


def test_refusal_without_summary_is_found(page: Page) -> None:
    assert inspect(page, SOUND).ask("checkErrorSummary", True) == [
        "title is “Page – OSPO Maturity”",
        "error summary: none",
    ]


def test_motion_is_found(page: Page) -> None:
    inspection = inspect(page, SOUND, "a { transition: color 1s }")
    assert inspection.ask("checkMotion") == ["moves: a#a “Link”"]


def test_wrong_nesting_is_found() -> None:
    faults = check_html("<!doctype html><html lang='en'><title>x</title><body><p><div></div></p></body></html>")
    assert [fault.partition(" {")[0] for fault in faults] == ["line 1: unexpected-end-tag"]
