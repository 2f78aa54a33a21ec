"""The addresses of the product, from its own tables, and which of them the table of access lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.access.table import PLACE, Row

# Any value that a placeholder may have: a number fits every kind of converter.
SAMPLE = "1"


def list_missing(rows: Iterable[Row]) -> list[str]:
    """Routes outside the administration for which the table has no line."""
    known = {find_route(row) for row in rows}
    return sorted(route for route in walk_routes(get_resolver()) if route not in known)


def list_strays(rows: Iterable[Row]) -> list[str]:
    """Lines of the table that lead nowhere."""
    return [str(row) for row in rows if find_route(row) is None]


def find_route(row: Row) -> str | None:
    try:
        return resolve(PLACE.sub(SAMPLE, row.address)).route
    except Resolver404:
        return None


def walk_routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern).removeprefix("^" if before else "")
        if isinstance(entry, URLPattern):
            yield route
        elif entry.namespace != "admin":
            yield from walk_routes(entry, route)


def list_admin_addresses() -> Iterator[str]:
    """An address for each page of the administration but its sign-in and sign-out; what it asks for need not exist."""
    admin = next(entry for entry in get_resolver().url_patterns if getattr(entry, "namespace", "") == "admin")
    for entry in walk_patterns(admin):
        if entry.name and entry.name not in ("login", "logout"):
            arguments = dict.fromkeys(entry.pattern.regex.groupindex, SAMPLE)
            if "app_label" not in arguments:
                yield reverse(f"admin:{entry.name}", kwargs=arguments)


def walk_patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from walk_patterns(entry)
