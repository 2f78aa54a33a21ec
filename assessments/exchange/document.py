"""Text of a content file to plain nodes that know their line.

YAML is read from parser events, never through a loader that builds objects. Of it we take mappings, lists and
scalars; tags, anchors, aliases, repeated keys and a second document are problems. Plain `yes` and `no` are
words here, as in YAML 1.2; only `true`, `false`, `null` and numbers are not text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from assessments.exchange.codes import Code
from assessments.exchange.json_document import parse_json
from assessments.exchange.nodes import MAX_DEPTH, Decimal, Node, TooDeepError, Value
from assessments.exchange.problems import Problems, Where

MAX_BYTES = 2_000_000
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
DECIMAL = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))([eE][-+]?[0-9]+)?")


def parse_document(data: bytes, *, file: str, problems: Problems) -> Node | None:
    """The one document in `data`, at most 2 MB of UTF-8. None when it cannot be read; `problems` then says why."""
    where = Where(file=file)
    if len(data) > MAX_BYTES:
        problems.add(Code.TOO_LARGE, where, size=len(data), limit=MAX_BYTES)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.add(Code.NOT_UTF8, where, byte=error.start)
        return None
    return _parse_text(text, file=file, problems=problems)


def _parse_text(text: str, *, file: str, problems: Problems) -> Node | None:
    try:
        if file.endswith(".json"):
            return parse_json(text, file=file, problems=problems)
        return _Builder(yaml.parse(text, Loader=PARSER), file, problems).build()
    except TooDeepError as error:
        problems.add(Code.TOO_DEEP, Where(file=file, line=error.line), limit=MAX_DEPTH)
    except json.JSONDecodeError as error:
        problems.add(Code.BAD_JSON, Where(file=file, line=error.lineno), reason=error.msg)
    except yaml.YAMLError as error:
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
        problems.add(Code.BAD_YAML, Where(file=file, line=_find_line(error, text)), reason=reason)
    return None


def _find_line(error: yaml.YAMLError, text: str) -> int | None:
    """Where parsing stopped; of a character that YAML does not allow only its offset in bytes is known."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    if isinstance(error, yaml.reader.ReaderError):
        return text.encode()[: error.position].count(b"\n") + 1
    return None


class _Builder:
    """Turns parser events into nodes, depth first."""

    def __init__(self, events: Iterator[Any], file: str, problems: Problems) -> None:
        self._events = events
        self._file = file
        self._problems = problems

    def build(self) -> Node | None:
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self._problems.add(Code.SEVERAL_DOCUMENTS, self._where(event))
                return None
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, depth=0)
        return root or Node(None, 1)

    def _where(self, event: Any) -> Where:
        return Where(file=self._file, line=event.start_mark.line + 1)

    def _node(self, event: Any, *, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise TooDeepError(event.start_mark.line + 1)
        self._refuse_extras(event)
        line = event.start_mark.line + 1
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(depth=depth), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(self._sequence(depth=depth), line)
        return Node(_resolve(event) if isinstance(event, yaml.ScalarEvent) else None, line)

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            self._problems.add(Code.ANCHOR, self._where(event), name=event.anchor)
        tag = getattr(event, "tag", None)
        if tag:
            self._problems.add(Code.TAG, self._where(event), tag=tag)

    def _sequence(self, *, depth: int) -> list[Node]:
        nodes: list[Node] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            nodes.append(self._node(event, depth=depth + 1))
        return nodes

    def _mapping(self, *, depth: int) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, depth=depth + 1).value
            node = self._node(next(self._events), depth=depth + 1)
            if not isinstance(key, str):
                self._problems.add(Code.BAD_KEY, self._where(event))
            elif key in nodes:
                self._problems.add(Code.REPEATED_KEY, self._where(event), key=key)
            else:
                nodes[key] = node
        return nodes


def _resolve(event: Any) -> Value:
    """A quoted or block scalar is text; a plain one may be a number, a truth value or nothing."""
    text: str = event.value
    return resolve_plain(text) if event.implicit[0] else text


def resolve_plain(text: str) -> Value:
    """What a scalar without quotes means."""
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return int(text)
    return Decimal(text) if DECIMAL.fullmatch(text) else text


def reads_as_text(text: str) -> bool:
    """Whether the text is still text when it is written without quotes."""
    return isinstance(resolve_plain(text), str)
