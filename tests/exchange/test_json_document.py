"""JSON files: the same nodes as from YAML, each with its line, and every fault at its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exchange import Code, Problems
from assessments.exchange.document import parse_document
from assessments.exchange.nodes import Decimal, Node

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=12,
)


def parse(text: str, file: str = "a.json") -> tuple[Node | None, list[tuple[Code, int | None]]]:
    problems = Problems()
    node = parse_document(text.encode(), file=file, problems=problems)
    return node, [(problem.code, problem.where.line) for problem in problems]


def to_value(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: to_value(below) for key, below in node.value.items()}
    return [to_value(below) for below in node.value] if isinstance(node.value, list) else node.value


@given(value=VALUES, indent=st.sampled_from([None, 2, "\t"]), plain=st.booleans())
def test_whatever_json_says_is_read(value: object, indent: int | str | None, plain: bool) -> None:
    node, problems = parse(json.dumps(value, indent=indent, ensure_ascii=plain))
    if [code for code, _line in problems] == [Code.TOO_DEEP]:
        return
    assert (node is not None and to_value(node), problems) == (value, [])


def test_lines_are_those_of_the_file() -> None:
    node, problems = parse('{\n "a": [\n  1,\n  {"b": "c"}\n ]\n}\n')
    assert (node, problems) == (Node({"a": Node([Node(1, 3), Node({"b": Node("c", 4)}, 4)], 2)}, 1), [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.50", Decimal("1.50")),
        ("1e3", Decimal("1e3")),
        ("9" * 30, "9" * 30),
        ("-" + "9" * 18, -int("9" * 18)),
        ('"\\ud83d\\ude00"', "\N{GRINNING FACE}"),
        ('{"' + "k" * 2000 + '": 1}', {"k" * 2000: Node(1, 1)}),
    ],
)
def test_unusual_value_is_read(text: str, value: object) -> None:
    assert parse(text) == (Node(value, 1), [])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1,\n "a": 2}', [(Code.REPEATED_KEY, 2)]),
        ('{"a": 1,\n}', [(Code.BAD_JSON, 2)]),
        ('{"a"\n 1}', [(Code.BAD_JSON, 2)]),
        ("[1\n2]", [(Code.BAD_JSON, 2)]),
        ('{"a": 1}\n{"b": 2}', [(Code.BAD_JSON, 2)]),
        ("{a: 1}", [(Code.BAD_JSON, 1)]),
        ("[tru]", [(Code.BAD_JSON, 1)]),
        ("", [(Code.BAD_JSON, 1)]),
        ('"a\nb"', [(Code.BAD_JSON, 1)]),
        ('{"a": "b', [(Code.BAD_JSON, 1)]),
        ("[\n" * 5000, [(Code.TOO_DEEP, 14)]),
        ("NaN", [(Code.BAD_JSON, 1)]),
    ],
)
def test_fault_has_its_line(text: str, found: list[tuple[Code, int | None]]) -> None:
    assert parse(text)[1] == found
