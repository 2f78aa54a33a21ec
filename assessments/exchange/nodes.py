"""Plain values that know their line, whatever kind of file they were read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number with a decimal point. It is kept as text, because no value of ours is one."""

    text: str


Value: TypeAlias = "bool | int | Decimal | str | list[Node] | dict[str, Node] | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line (from 1) on which it starts."""

    value: Value
    line: int


class TooDeepError(ValueError):
    """Nesting beyond the bound; nothing below is read."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line
