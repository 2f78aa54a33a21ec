"""What the parser takes of YAML, and how it refuses the rest with a line."""

from __future__ import annotations

import pytest
import yaml

from assessments.exchange import Code, Problems
from assessments.exchange import document as module
from assessments.exchange.document import MAX_BYTES, parse_document
from assessments.exchange.nodes import Decimal, Node


def parse(text: str | bytes) -> tuple[Node | None, list[tuple[Code, int | None]]]:
    problems = Problems()
    data = text if isinstance(text, bytes) else text.encode()
    node = parse_document(data, file="a.yaml", problems=problems)
    return node, [(problem.code, problem.where.line) for problem in problems]


def value_of(text: str) -> object:
    node, problems = parse(text)
    assert problems == []
    assert node is not None
    return node.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0x10", "0x10"),
        ("12:30", "12:30"),
        ("2026-11-20", "2026-11-20"),
        ("1.0", Decimal("1.0")),
        ("1e3", Decimal("1e3")),
        ("3/4", "3/4"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("9" * 30, "9" * 30),
    ],
)
def test_scalar_is_read_as_written(text: str, value: object) -> None:
    assert value_of(text) == value


def test_folded_text_is_one_line() -> None:
    assert value_of(">-\n  one\n  two\n") == "one two"


def test_lines_are_those_of_the_file() -> None:
    node, problems = parse("a: 1\nb:\n  - x\n  - c: y\n")
    assert problems == []
    expected = {"a": Node(1, 1), "b": Node([Node("x", 3), Node({"c": Node("y", 4)}, 4)], 3)}
    assert node == Node(expected, 1)


def test_json_is_read_too() -> None:
    assert value_of('{"a": ["x", 1, true, null]}') == {
        "a": Node([Node("x", 1), Node(1, 1), Node(True, 1), Node(None, 1)], 1)
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [(Code.REPEATED_KEY, 3)]),
        ("a: !!python/object:os.system x\n", [(Code.TAG, 1)]),
        ("a: !!str x\n", [(Code.TAG, 1)]),
        ("a: &x 1\nb: *x\n", [(Code.ANCHOR, 1), (Code.ANCHOR, 2)]),
        ("a: &x [1]\n", [(Code.ANCHOR, 1)]),
        ("<<: {a: 1}\n", []),
        ("1: a\n", [(Code.BAD_KEY, 1)]),
        ("? [a]\n: b\n", [(Code.BAD_KEY, 1)]),
        ("a: 1\n---\nb: 2\n", [(Code.SEVERAL_DOCUMENTS, 2)]),
        ("a: [1\nb: 2\n", [(Code.BAD_YAML, 2)]),
        ("a: b: c\n", [(Code.BAD_YAML, 1)]),
        ("\ta: 1\n", [(Code.BAD_YAML, 1)]),
        ("a: *nowhere\n", [(Code.ANCHOR, 1)]),
        ("a: '\x07'\n", [(Code.BAD_YAML, 1)]),
        ("a: ä\nb: '\x07'\n", [(Code.BAD_YAML, 2)]),
        ("[" * 40 + "]" * 40, [(Code.TOO_DEEP, 1)]),
        (b"a: \xff\n", [(Code.NOT_UTF8, None)]),
        (b"x" * (MAX_BYTES + 1), [(Code.TOO_LARGE, None)]),
    ],
)
def test_what_is_not_taken_has_its_line(text: str | bytes, found: list[tuple[Code, int | None]]) -> None:
    assert parse(text)[1] == found


def test_alias_bomb_is_refused_quickly() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert {code for code, _line in parse(bomb)[1]} == {Code.ANCHOR}


def test_parser_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: {b: [1, 'x', ~]}\nc: >-\n  one\n  two\nd: no\n"
    fast = parse(text)
    monkeypatch.setattr(module, "PARSER", yaml.SafeLoader)
    assert parse(text) == fast
