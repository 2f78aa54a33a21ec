"""Text of a JSON file to the same nodes as YAML, with their lines.

A parser of its own, because `json` knows no lines and YAML is no full superset of JSON: it refuses pairs of surrogates
and long keys. Numbers, words and bounds are those of `document`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from itertools import accumulate
from json.decoder import scanstring  # type: ignore[attr-defined] # it has no types, and has been there since 2.6

from assessments.exchange.codes import Code
from assessments.exchange.nodes import MAX_DEPTH, Decimal, Node, TooDeepError, Value
from assessments.exchange.problems import Problems, Where

BLANK = re.compile(r"[ \t\n\r]*")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
WORDS = {"true": True, "false": False, "null": None}
LONGEST_WHOLE = 18


def parse_json(text: str, *, file: str, problems: Problems) -> Node:
    """The one value in `text`. Raises `json.JSONDecodeError`, or `TooDeepError`, where it cannot be read."""
    return _Reader(text, file, problems).read()


class _Reader:
    def __init__(self, text: str, file: str, problems: Problems) -> None:
        self._text = text
        self._at = 0
        self._file = file
        self._problems = problems
        self._starts = [0, *accumulate(len(line) for line in text.split("\n"))]
        self._starts = [start + n for n, start in enumerate(self._starts)]

    def read(self) -> Node:
        node = self._node(depth=0)
        if self._peek():
            raise self._error("something follows the end")
        return node

    def _peek(self) -> str:
        """The next character that is not blank; "" at the end."""
        found = BLANK.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._text[self._at : self._at + 1]

    def _line(self) -> int:
        return bisect_right(self._starts, self._at)

    def _error(self, reason: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(reason, self._text, self._at)

    def _take(self, mark: str) -> bool:
        if self._peek() != mark:
            return False
        self._at += 1
        return True

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            raise self._error(f"{mark} is missing")

    def _node(self, *, depth: int) -> Node:
        mark, line = self._peek(), self._line()
        if depth > MAX_DEPTH:
            raise TooDeepError(line)
        if mark == "{":
            return Node(self._mapping(depth=depth), line)
        if mark == "[":
            return Node(self._list(depth=depth), line)
        return Node(self._string() if mark == '"' else self._plain(), line)

    def _mapping(self, *, depth: int) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        self._need("{")
        while not self._take("}"):
            if nodes:
                self._need(",")
            if self._peek() != '"':
                raise self._error("a key in quotes is missing")
            where, key = Where(file=self._file, line=self._line()), self._string()
            self._need(":")
            node = self._node(depth=depth + 1)
            if key in nodes:
                self._problems.add(Code.REPEATED_KEY, where, key=key)
            nodes.setdefault(key, node)
        return nodes

    def _list(self, *, depth: int) -> list[Node]:
        nodes: list[Node] = []
        self._need("[")
        while not self._take("]"):
            if nodes:
                self._need(",")
            nodes.append(self._node(depth=depth + 1))
        return nodes

    def _string(self) -> str:
        text, self._at = scanstring(self._text, self._at + 1)
        return str(text)

    def _plain(self) -> Value:
        for word, value in WORDS.items():
            if self._text.startswith(word, self._at):
                self._at += len(word)
                return value
        found = NUMBER.match(self._text, self._at)
        if found is None:
            raise self._error("a value is missing")
        self._at = found.end()
        text = found.group()
        if found.group(2) or found.group(3):
            return Decimal(text)
        return int(text) if len(text.lstrip("-")) <= LONGEST_WHOLE else text
