"""How text is kept: without what surrounds it, with one kind of line end, and without control characters."""

from __future__ import annotations

import re

# All of category Cc but tab and line feed, and the halves of a surrogate pair. No database keeps all of them.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def tidy_text(text: str) -> str:
    """The text as a file can hold it: whatever was stored, writing and reading it again changes nothing more."""
    return CONTROL.sub("", join_line_ends(text)).strip()


def tidy_line(text: str) -> str:
    """The same for an entry of a list, which has one line."""
    return " ".join(tidy_text(text).split())


def join_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def shorten(text: str, longest: int = 1_000) -> str:
    """Something from a file, as a message can quote it."""
    shown = CONTROL.sub("\ufffd", text[: longest + 1])
    return shown if len(shown) <= longest else f"{shown[:longest]}…"


def find_control(text: str) -> str | None:
    """The first character that no content may have, such as U+0000; None when there is none."""
    found = CONTROL.search(text)
    return f"U+{ord(found.group()):04X}" if found else None
