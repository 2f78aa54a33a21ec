"""Reading what pages and PDFs show, for comparing their numbers."""

from __future__ import annotations

import re
import subprocess
from html.parser import HTMLParser

NUMBER = re.compile(r"\d+(?:\.\d+)?%|\d+ of \d+|n=\d+")


class _Text(HTMLParser):
    """The text of a page's main part, SVG included, its head and footer not."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = 0
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "main"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def read_text(page: str) -> str:
    parser = _Text()
    parser.feed(page)
    return " ".join(parser.parts)


def read_pdf_text(data: bytes) -> str:
    """The text of a PDF, by poppler's pdftotext (Debian package poppler-utils)."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)  # noqa: S607 - found on the PATH
    return done.stdout.decode()


def list_numbers(text: str) -> set[str]:
    """Per cents, "k of n" and n: every number that a score, a share or a count is shown by."""
    return set(NUMBER.findall(re.sub(r"\s+", " ", text)))
