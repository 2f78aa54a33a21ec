"""Rules for page templates: nothing inline that a strict policy forbids, and no visible text outside gettext."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.house.source import Finding

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# Names in capitals, such as SHA-256 or PDF, read the same in every language.
LETTERS = re.compile(r"[^\W\d_]*[a-zß-öø-ÿ][^\W\d_]*(?<=..)")
CLASSES = re.compile(r"\{%\s*block\s+\w*class(?:es)?\s*%\}.*?\{%\s*endblock\b.*?%\}")
READ_ALOUD = (
    "title",
    "alt",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "placeholder",
    "label",
    "summary",
)
BUTTONS = ("submit", "button", "reset")
# A filter or a tag may hold text of its own: {{ value|default:"None" }} is as visible as None.
SPOKEN_FILTER = re.compile(
    r"\|(?:default|default_if_none|yesno|pluralize|join|add):(?P<quote>[\"'])(?P<text>.*?)(?P=quote)"
)
# The filter stands in an attribute that nobody reads: <html lang="{{ code|default:"en" }}">
NOT_SPOKEN = re.compile(r"\s(?:lang|dir|class|id|for|href|name|type|value)=[\"'][^\"'<>]*$")


def check_template(where: str, text: str) -> Iterator[Finding]:
    """Everything in one HTML template that breaks a rule."""
    reader = TemplateReader(where)
    reader.feed(strip_code(text))
    reader.close()
    yield from reader.findings
    yield from check_filters(where, text)


def check_text_template(where: str, text: str) -> Iterator[Finding]:
    """The same for a template that makes plain text, such as a mail."""
    for number, line in enumerate(strip_code(text).splitlines(), start=1):
        if LETTERS.search(line):
            yield Finding(where=f"{where}:{number}", what=f"text outside gettext: {line.strip()!r}")


def check_filters(where: str, text: str) -> Iterator[Finding]:
    for match in SPOKEN_FILTER.finditer(COMMENT.sub(blank, text)):
        is_attribute = NOT_SPOKEN.search(text, 0, match.start()) is not None
        if LETTERS.search(match["text"]) and not is_attribute:
            line = text.count("\n", 0, match.start()) + 1
            yield Finding(where=f"{where}:{line}", what=f"text outside gettext: {match['text']!r}")


def strip_code(text: str) -> str:
    """The template without comments, translated blocks, blocks of class names and template code; line numbers stay."""
    for pattern in (COMMENT, TRANSLATED, CLASSES, CODE):
        text = pattern.sub(blank, text)
    return text


def blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


class TemplateReader(HTMLParser):
    """Walks the tags that are left and notes what should not be there."""

    def __init__(self, where: str) -> None:
        super().__init__(convert_charrefs=True)
        self.where = where
        self.inside = ""
        self.findings: list[Finding] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.inside = tag if tag in ("script", "style") else ""
        if tag == "style":
            self.note("inline <style>")
        if tag == "script" and "src" not in given:
            self.note("inline <script>")
        for name, value in given.items():
            self.check_attribute(tag, name, value, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.inside = ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if LETTERS.search(data) and not self.inside:
            self.note(f"text outside gettext: {' '.join(data.split())!r}")

    def check_attribute(self, tag: str, name: str, value: str, given: dict[str, str]) -> None:
        if name == "style" or name.startswith(("on", "hx-on")):
            self.note(f"inline {name}=")
        if value.strip().lower().startswith(("javascript:", "js:")):
            self.note(f"script in {name}=")
        spoken = name in READ_ALOUD or (tag == "input" and name == "value" and given.get("type") in BUTTONS)
        if spoken and LETTERS.search(value):
            self.note(f"text outside gettext: {name}={value!r}")

    def note(self, what: str) -> None:
        self.findings.append(Finding(where=f"{self.where}:{self.getpos()[0]}", what=what))
