"""Finds text in Python that people will read and that does not go through gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.source import Finding

LETTERS = re.compile(r"[^\W\d_]{2,}")
SHOWN_KEYWORDS = ("label", "help_text", "verbose_name", "verbose_name_plural", "empty_label", "error_messages")
SHOWN_CALLS = ("ValidationError", "add_error")
MESSAGES = ("debug", "info", "success", "warning", "error", "add_message")


def check_strings(where: str, text: str) -> Iterator[Finding]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            for shown in [*_list_keywords(node), *_list_arguments(node)]:
                yield from _check(where, shown)


def _list_keywords(call: ast.Call) -> list[ast.expr]:
    return [keyword.value for keyword in call.keywords if keyword.arg in SHOWN_KEYWORDS]


def _list_arguments(call: ast.Call) -> list[ast.expr]:
    """What an error or a message says: all of a ValidationError, the last arguments of the others."""
    if isinstance(call.func, ast.Name):
        return call.args[:1] if call.func.id in SHOWN_CALLS else []
    if not isinstance(call.func, ast.Attribute):
        return []
    of_messages = isinstance(call.func.value, ast.Name) and call.func.value.id == "messages"
    return call.args[1:] if call.func.attr == "add_error" or (of_messages and call.func.attr in MESSAGES) else []


def _check(where: str, shown: ast.expr) -> Iterator[Finding]:
    """Plain and formatted strings are found, also inside a list or a dict; calls such as _("…") are fine."""
    parts = _open(shown)
    for part in parts:
        plain = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
        if LETTERS.search(plain) or isinstance(part, ast.JoinedStr):
            yield Finding(where=f"{where}:{part.lineno}", what=f"text outside gettext: {ast.unparse(part)}")


def _open(shown: ast.expr) -> list[ast.expr]:
    if isinstance(shown, ast.Dict):
        return [part for value in shown.values for part in _open(value)]
    if isinstance(shown, ast.List | ast.Tuple):
        return [part for value in shown.elts for part in _open(value)]
    return [shown]
