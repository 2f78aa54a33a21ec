"""Reading one mapping of a file key by key: whatever is missing, wrong or unknown is collected, never raised.

A value that cannot be read is replaced by a harmless one, and the item is marked broken (`Where.broken`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from fractions import Fraction

from assessments.exchange.codes import Code
from assessments.exchange.nodes import Decimal, Node
from assessments.exchange.problems import Problems, Where
from assessments.exchange.texts import find_control, join_line_ends, shorten

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FRACTION = re.compile(r"[0-9]{1,6}(/[0-9]{1,6})?")
NAMING = ("practice", "key", "code", "number", "level")
LONGEST_TEXT = 20_000
LONGEST_KEY = 60
LONGEST_NAME = 100
MOST_ENTRIES = 5_000


class Fields:
    """One mapping. Call `where()` last: it reports the keys that nobody asked for."""

    def __init__(self, node: Node, place: Where, problems: Problems) -> None:
        self._place = Where(file=place.file, line=node.line, path=place.path)
        self._problems = problems
        self._before = len(problems)
        self._asked: list[str] = []
        self._nodes: dict[str, Node] = {}
        if isinstance(node.value, dict):
            self._nodes = node.value
        else:
            self._wrong(self._place, "a mapping (key: value)", node)

    def where(self) -> Where:
        """The place of the mapping, marked as broken when anything in it was wrong."""
        for key in self._nodes:
            if key not in self._asked:
                known = ", ".join(sorted(set(self._asked)))
                self._problems.add(Code.UNKNOWN_KEY, self._place_of(key), key=key, known=known)
        broken = len(self._problems) > self._before
        return Where(file=self._place.file, line=self._place.line, path=self._place.path, broken=broken)

    def text(self, key: str, *, longest: int = LONGEST_TEXT, empty: bool = False) -> str:
        """Required text; `empty` says that it may be ""."""
        node = self._take(key)
        return "" if node is None else self._read_text(self._place_of(key), node, longest, empty=empty)

    def optional_text(self, key: str, *, longest: int = LONGEST_TEXT) -> str:
        """Text that may be empty, null or left out."""
        node = self._find(key)
        return "" if node is None else self._read_text(self._place_of(key), node, longest, empty=True)

    def address(self, key: str) -> str:
        """A web address that may be left out."""
        text = self.optional_text(key, longest=500)
        if text and not text.startswith(("https://", "http://")):
            self._problems.add(Code.BAD_ADDRESS, self._place_of(key), text=text)
        return text

    def slug(self, key: str, *, longest: int = LONGEST_KEY) -> str:
        node = self._take(key)
        return "" if node is None else self._read_slug(self._place_of(key), node, longest)

    def optional_slug(self, key: str, *, longest: int = LONGEST_KEY) -> str | None:
        node = self._find(key)
        return None if node is None else self._read_slug(self._place_of(key), node, longest) or None

    def choice(self, key: str, choices: Collection[str]) -> str:
        text = self.text(key)
        if text and text not in choices:
            self._problems.add(Code.NOT_A_CHOICE, self._place_of(key), text=text, choices=", ".join(choices))
        return text

    def number(self, key: str, *, lowest: int, highest: int) -> int:
        node = self._take(key)
        return lowest if node is None else self._read_number(key, node, lowest, highest)

    def optional_number(self, key: str, *, lowest: int, highest: int) -> int | None:
        node = self._find(key)
        return None if node is None else self._read_number(key, node, lowest, highest)

    def flag(self, key: str) -> bool:
        node = self._take(key)
        if node is not None and not isinstance(node.value, bool):
            self._wrong(self._place_of(key), "true or false", node)
        return node is not None and node.value is True

    def fraction(self, key: str) -> Fraction:
        """A fraction of at most six digits over six, written "3/4", "1" or 1."""
        node = self._take(key)
        if node is None:
            return Fraction(1)
        text = str(node.value) if _is_whole(node) else node.value
        if isinstance(text, str) and FRACTION.fullmatch(text) and not re.search(r"/0+$", text):
            return Fraction(text)
        shown = text.text if isinstance(text, Decimal) else text if isinstance(text, str) else _describe(node)
        self._problems.add(Code.BAD_FRACTION, self._place_of(key), text=shown)
        return Fraction(1)

    def lines(self, key: str) -> tuple[str, ...]:
        """A list of texts of one line each; may be empty."""
        return tuple(self._read_line(place, node) for place, node in self._entries(key))

    def optional_lines(self, key: str) -> tuple[str, ...]:
        return self.lines(key) if key in self._nodes else self._skip(key)

    def slugs(self, key: str) -> tuple[str, ...]:
        """A set of keys, in alphabetical order; may be empty."""
        slugs = [self._read_slug(place, node, LONGEST_KEY) for place, node in self._entries(key)]
        for slug in sorted(slug for slug, count in Counter(slugs).items() if slug and count > 1):
            self._problems.add(Code.DUPLICATE, self._place_of(key), what="key", key=slug, first="the same list")
        return tuple(sorted({slug for slug in slugs if slug}))

    def optional_slugs(self, key: str) -> tuple[str, ...]:
        return self.slugs(key) if key in self._nodes else self._skip(key)

    def texts(self, key: str) -> dict[str, str]:
        """A mapping of words to texts of one line; may be empty."""
        node = self._take(key)
        if node is None:
            return {}
        if not isinstance(node.value, dict):
            self._wrong(self._place_of(key), "a mapping (key: value)", node)
            return {}
        return {
            name: self._read_line(self._place_of(f"{key}.{name}", below), below) for name, below in node.value.items()
        }

    def optional_texts(self, key: str) -> dict[str, str]:
        return self.texts(key) if self._find(key) else {}

    def item(self, key: str) -> Fields:
        """One mapping below this one."""
        node = self._take(key) or Node({}, self._place.line or 1)
        return Fields(node, self._place_of(key), self._problems)

    def optional_item(self, key: str) -> Fields | None:
        """One mapping below this one that may be null or left out."""
        node = self._find(key)
        return None if node is None else Fields(node, self._place_of(key), self._problems)

    def items(self, key: str, *, most: int = MOST_ENTRIES) -> Iterator[Fields]:
        """A list of mappings, each known by its key where it has one. With more than `most` none of them is read."""
        for place, node in self._entries(key, most=most):
            yield Fields(node, place, self._problems)

    def optional_items(self, key: str, *, most: int = MOST_ENTRIES) -> Iterator[Fields]:
        """The same for a list that may be left out."""
        if key in self._nodes:
            yield from self.items(key, most=most)
        self._skip(key)

    def _entries(self, key: str, *, most: int = MOST_ENTRIES) -> list[tuple[Where, Node]]:
        node = self._take(key)
        if node is None:
            return []
        if not isinstance(node.value, list):
            self._wrong(self._place_of(key), "a list", node)
            return []
        if len(node.value) > most:
            self._problems.add(Code.TOO_MANY, self._place_of(key), count=len(node.value), limit=most)
            return []
        return [(self._place_of(f"{key}[{_name(below, i)}]", below), below) for i, below in enumerate(node.value)]

    def _find(self, key: str) -> Node | None:
        """The node of a key; None when it is left out or null."""
        self._skip(key)
        node = self._nodes.get(key)
        return None if node is None or node.value is None else node

    def _take(self, key: str) -> Node | None:
        node = self._find(key)
        if node is None:
            self._problems.add(Code.MISSING, self._place, key=key)
        return node

    def _skip(self, key: str) -> tuple[str, ...]:
        self._asked.append(key)
        return ()

    def _read_text(self, place: Where, node: Node, longest: int, *, empty: bool) -> str:
        if not isinstance(node.value, str):
            self._wrong(place, "text", node)
            return ""
        text = join_line_ends(node.value).strip()
        if not text and not empty:
            self._problems.add(Code.EMPTY, place)
        control = find_control(text)
        if control is not None:
            self._problems.add(Code.CONTROL_CHARACTER, place, character=control)
        if len(text) > longest:
            self._problems.add(Code.TOO_LONG, place, length=len(text), longest=longest)
        return text

    def _read_line(self, place: Where, node: Node) -> str:
        text = self._read_text(place, node, LONGEST_TEXT, empty=False)
        if len(text.splitlines()) > 1:
            self._problems.add(Code.SEVERAL_LINES, place)
        return text

    def _read_slug(self, place: Where, node: Node, longest: int) -> str:
        text = self._read_text(place, node, longest, empty=False)
        if text and not SLUG.fullmatch(text):
            self._problems.add(Code.BAD_SLUG, place, text=text, longest=longest)
            return ""
        return text

    def _read_number(self, key: str, node: Node, lowest: int, highest: int) -> int:
        number = node.value
        if not isinstance(number, int) or isinstance(number, bool):
            self._wrong(self._place_of(key), "a whole number", node)
        elif not lowest <= number <= highest:
            self._problems.add(Code.OUT_OF_RANGE, self._place_of(key), number=number, lowest=lowest, highest=highest)
        else:
            return number
        return lowest

    def _place_of(self, name: str, node: Node | None = None) -> Where:
        known = node or self._nodes.get(name)
        shown = shorten(name, LONGEST_NAME)
        path = f"{self._place.path}.{shown}" if self._place.path else shown
        return Where(file=self._place.file, line=known.line if known else self._place.line, path=path)

    def _wrong(self, place: Where, expected: str, node: Node) -> None:
        sentence = expected[0].upper() + expected[1:]
        self._problems.add(Code.WRONG_TYPE, place, expected=sentence, found=_describe(node))


def _is_whole(node: Node) -> bool:
    return isinstance(node.value, int) and not isinstance(node.value, bool)


def _describe(node: Node) -> str:
    """What a value looks like to whoever wrote it."""
    match node.value:
        case None:
            return "nothing"
        case bool():
            return "true or false (put it in quotes if it is text)"
        case int() | Decimal():
            return "a number (put it in quotes if it is text)"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _name(node: Node, index: int) -> str:
    """How a path calls an entry of a list: by its key, else by its position from 0."""
    nodes = node.value if isinstance(node.value, dict) else {}
    named = (nodes[key].value for key in NAMING if key in nodes)
    words = (str(value) for value in named if isinstance(value, (str, int)) and not isinstance(value, bool))
    return next(words, str(index))
