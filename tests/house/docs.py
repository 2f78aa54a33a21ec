"""Finds what has gone stale in the documentation: links that lead nowhere and commands that do not exist."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.house.source import ROOT, Finding, read, shorten

LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
ELSEWHERE = ("http://", "https://", "mailto:", "#")
MAKE = re.compile(r"`make (?P<target>[a-z][a-z-]*)")
TARGET = re.compile(r"^(?P<target>[a-z][a-z-]*):", re.MULTILINE)
FOLDERS = (".", "docs", "docs/decisions", "LICENSES", "deploy")


def list_pages() -> list[Path]:
    return sorted(page for folder in FOLDERS for page in (ROOT / folder).glob("*.md"))


def check_links(page: Path, text: str) -> Iterator[Finding]:
    for match in LINK.finditer(text):
        target = match["target"].partition("#")[0]
        if not match["target"].startswith(ELSEWHERE) and not (page.parent / target).exists():
            yield Finding(where=shorten(page), what=f"links to {target}, which is not there")


def check_commands(page: Path, text: str, *, targets: Collection[str]) -> Iterator[Finding]:
    for match in MAKE.finditer(text):
        if match["target"] not in targets:
            yield Finding(where=shorten(page), what=f"names `make {match['target']}`, which does not exist")


def list_targets() -> set[str]:
    return set(TARGET.findall(read(ROOT / "Makefile")))
