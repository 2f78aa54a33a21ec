"""Reads the people that somebody pasted: on each line an address, roles and perhaps a unit. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accounts.address_lists import read_address, shorten

MOST_LINES, MOST_ROLES = 500, 20
COLUMN = re.compile(r"[\t,]")
ROLE = re.compile(r"[;|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedLine:
    """One line that is not empty; `number` counts from 1, the empty ones too. Without an address `email` is "".

    `entry` is what stood where the address should be, `roles`, each once, and `unit` are words as they were written.
    """

    number: int
    entry: str
    email: str
    roles: tuple[str, ...] = ()
    unit: str = ""
    surplus: str = ""


def count_lines(text: str) -> int:
    """How many lines are not empty, whatever they are worth."""
    return sum(1 for line in text.splitlines() if line.strip())


def read_lines(text: str) -> tuple[PastedLine, ...]:
    """The lines of a text.

    >>> read_lines("Ann <Ann@Example.org>, Developer; Legal, Payments")[0].roles
    ('Developer', 'Legal')
    """
    numbered = enumerate(text.splitlines(), start=1)
    return tuple(_read(number, line) for number, line in numbered if line.strip(" \t,"))


def _read(number: int, line: str) -> PastedLine:
    cells = [cell.strip() for cell in COLUMN.split(line)]
    entry, roles, unit, *more = [*cells, "", ""]
    return PastedLine(
        number=number,
        entry=shorten(entry),
        email=read_address(entry),
        roles=tuple(dict.fromkeys(word.strip() for word in ROLE.split(roles) if word.strip())),
        unit=unit,
        surplus=shorten(" ".join(cell for cell in more if cell)),
    )
