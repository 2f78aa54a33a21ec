"""Nothing that somebody reads while signed in stays in a cache."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db
PRIVATE = {"private", "no-store"}


def list_addresses(resolver: URLResolver, namespace: str = "", above: dict[str, str] | None = None) -> Iterator[str]:
    """One address of each page, our own and allauth's. What it asks for need not exist: refusals are private too."""
    for entry in resolver.url_patterns:
        values = {**(above or {}), **list_values(entry)}
        if isinstance(entry, URLPattern):
            # Some addresses of old have no name; they are closed.
            yield from [reverse(f"{namespace}{entry.name}", kwargs=values)] if entry.name else []
        elif entry.namespace != "admin":
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from list_addresses(entry, inner, values)


def list_values(entry: URLPattern | URLResolver) -> dict[str, str]:
    numbers = {name: "1" for name, kind in entry.pattern.converters.items() if kind.regex == "[0-9]+"}
    return {**dict.fromkeys(entry.pattern.regex.groupindex, "none"), **numbers}


def read_directives(client: Client, path: str) -> set[str]:
    return set(client.get(path).headers.get("Cache-Control", "").split(", "))


def test_every_page_of_somebody_signed_in_is_private(client: Client) -> None:
    addresses = [*list_addresses(get_resolver()), "/admin/", "/no-such-page/"]
    assert len(addresses) > 30
    client.force_login(make_user(is_staff=True, is_superuser=True))
    assert [path for path in addresses if not read_directives(client, path) >= PRIVATE] == []


def test_pages_for_everybody_may_be_kept(client: Client) -> None:
    assert not read_directives(client, reverse("roles:roles")) & PRIVATE
