"""Reads addresses that somebody pasted: from a mail, a spreadsheet or a list, in one go. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST_ADDRESSES = 500
LONGEST_ADDRESS, LONGEST_SHOWN = 254, 80
# Separators of mail programs, of spreadsheets and of lists; commas within a quoted name do not occur in practice.
SEPARATOR = re.compile(r"[\n\r,;\t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressList:
    """Valid addresses in lower case, each once and in their order; what could not be read, shortened for showing."""

    addresses: tuple[str, ...]
    unreadable: tuple[str, ...]


def count_entries(text: str) -> int:
    """How many entries there are, whatever they are worth."""
    return sum(1 for _entry in _split(text))


def read_addresses(text: str) -> AddressList:
    """The addresses in a text.

    >>> read_addresses("Ann <Ann@Example.org>; bob@example.org, ann@example.org").addresses
    ('ann@example.org', 'bob@example.org')
    """
    read = {entry: read_address(entry) for entry in _split(text)}
    return AddressList(
        addresses=tuple(dict.fromkeys(address for address in read.values() if address)),
        unreadable=tuple(shorten(entry) for entry, address in read.items() if not address),
    )


def shorten(entry: str) -> str:
    return entry if len(entry) <= LONGEST_SHOWN else f"{entry[: LONGEST_SHOWN - 1]}…"


def _split(text: str) -> Iterator[str]:
    return (entry.strip() for entry in SEPARATOR.split(text) if entry.strip())


def read_address(entry: str) -> str:
    """The address of "Ann <ann@example.org>" or of a bare one, in lower case; "" when it is none."""
    address = parseaddr(entry)[1] if "<" in entry else entry
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address.lower() if len(address) <= LONGEST_ADDRESS else ""
