"""Looks at the page that a tab shows, in words: every method returns the faults it found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize
from tinyhtml5.parser import HTMLParser

Scheme = Literal["light", "dark"]
IS_FULL = os.environ.get("ACCESSIBILITY") == "full"
PROBES = (Path(__file__).parent / "probes.js").read_text(encoding="utf-8")
# Given to a profile, so that its pages know axe and the probes. They are read and run only when an inspection begins.
BEGINNING = f"window.beginInspection = () => {{ {AXE_SCRIPT}\n{PROBES} }}"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# axe leaves this rule out unless it is named, although it has the tag of WCAG 2.2.
TARGETS: dict[str, Any] = {"target-size": {"enabled": True}}
EVERYTHING = {"runOnly": {"type": "tag", "values": list(TAGS)}, "rules": TARGETS}
WHAT_LOOKS_CHANGE = {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
# A window of 1280 × 1024 pixels at 400 %, and one so low that the bar of the questionnaire lies over its questions.
ZOOMED: ViewportSize = {"width": 320, "height": 256}
LOW: ViewportSize = {"width": 1280, "height": 600}
MOST_STOPS = 400


@dataclass(frozen=True, slots=True)
class Look:
    """A width and a colour scheme."""

    name: str
    size: ViewportSize
    scheme: Scheme


FIRST_LOOK = Look("1280 light", WIDE, "light")
OTHER_LOOKS = (
    Look("1280 dark", WIDE, "dark"),
    Look("320 dark", NARROW, "dark"),
    Look("320 light", NARROW, "light"),
)


@dataclass(frozen=True, slots=True)
class Inspection:
    """A page that is ready to be asked."""

    page: Page

    @classmethod
    def begin(cls, page: Page) -> Inspection:
        page.evaluate("() => window.beginInspection()")
        return cls(page)

    def ask(self, probe: str, *arguments: object) -> Any:
        return self.page.evaluate("([probe, arguments]) => probes[probe](...arguments)", [probe, list(arguments)])

    def wear(self, look: Look) -> None:
        self.page.set_viewport_size(look.size)
        # What a click set in motion before less motion was asked for may end first.
        self.page.evaluate("() => Promise.allSettled(document.getAnimations().map((moving) => moving.finished))")
        self.page.emulate_media(color_scheme=look.scheme, reduced_motion="reduce")

    def check_first_look(self, *, is_error: bool | None) -> Iterator[str]:
        """Everything that does not depend on how the page looks, and all of axe."""
        self.wear(FIRST_LOOK)
        if is_error is not None:
            yield from self.ask("checkErrorSummary", is_error)
        yield from self.ask("checkStructure")
        yield from self.ask("checkMotion")
        yield from self.ask("checkReflow")
        yield from self.ask("checkRules", EVERYTHING)
        yield from self.check_spacing()

    def check_other_looks(self) -> Iterator[str]:
        """Contrast, size of targets and reflow; all of axe when the run is a full one."""
        for look in OTHER_LOOKS:
            self.wear(look)
            rules = self.ask("checkRules", EVERYTHING) if IS_FULL else self.ask("checkRulesOfLook", WHAT_LOOKS_CHANGE)
            faults = [*self.ask("checkReflow"), *rules]
            yield from (f"{look.name}: {fault}" for fault in faults)
        yield from self.check_room()

    def check_room(self) -> Iterator[str]:
        """Whether everything fits on a phone, with wide spacing too, and in a window at 400 %."""
        self.page.set_viewport_size(NARROW)
        yield from self.ask("checkReflow")
        yield from self.check_spacing()
        self.page.set_viewport_size(ZOOMED)
        yield from self.ask("checkReflow")

    def check_spacing(self) -> Iterator[str]:
        """Text with as much room between letters, words and lines as somebody may need (WCAG 1.4.12)."""
        self.ask("setSpacing", True)
        yield from (f"spaced: {fault}" for fault in [*self.ask("checkReflow"), *self.ask("checkClipping")])
        self.ask("setSpacing", False)

    def check_focus(self) -> Iterator[str]:
        """Walk round the page with Tab, from wherever the focus is: each stop is seen, none is covered or left out."""
        for size in (LOW, NARROW) if IS_FULL else (LOW,):
            self.page.set_viewport_size(size)
            self.ask("beginRound")
            yield from self._walk()
            yield from self.ask("checkRound")

    def _walk(self) -> Iterator[str]:
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            faults = self.ask("checkStop")
            if faults is None:
                return
            yield from faults
        yield f"Tab does not come to an end in {MOST_STOPS} stops"


def check_html(source: str) -> list[str]:
    """What the parser of the HTML standard has to mend, as "line: what"."""
    parser = HTMLParser()
    parser.parse(source)
    return [f"line {place[0]}: {code} {details}" for place, code, details in parser.errors]
