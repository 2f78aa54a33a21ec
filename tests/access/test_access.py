"""Everybody gets at every address exactly what the table says, and never anything of another organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, override_settings

from tests.access.routes import list_admin_addresses
from tests.access.table import ROWS, SIGN_IN, Row
from tests.access.world import CANARY, KINDS, World, make_world
from tests.report.reading import read_pdf_text

pytestmark = pytest.mark.django_db
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
REFUSED = {SIGN_IN, "401", "403", "404", "405"}
ALLAUTH = "/accounts/"


@pytest.fixture
def world() -> World:
    return make_world()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is changed inside is as before afterwards, the counted tries too."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """One request, in the session as it was. A report is not rendered: that it could not be says as much (503)."""
    kept = SimpleCookie(client.cookies.output(header="", sep=";"))
    with undone(), override_settings(PDF_SECONDS=0):
        response = read_whole(client.generic(method, path))
    client.cookies = kept
    return response


def read_whole(response: HttpResponse | StreamingHttpResponse) -> HttpResponse:
    """A file that comes in pieces, in one."""
    if not isinstance(response, StreamingHttpResponse):
        return response
    return HttpResponse(b"".join(response), status=response.status_code, headers=dict(response.headers))  # type: ignore[arg-type]


def ask_all(client: Client, rows: Iterable[Row], places: Mapping[str, str]) -> dict[str, HttpResponse]:
    return {str(row): ask(client, row.method, row.fill(places)) for row in rows}


def read_answers(responses: Mapping[str, HttpResponse]) -> dict[str, str]:
    return {row: read_answer(response) for row, response in responses.items()}


def list_leaks(responses: Mapping[str, HttpResponse], kind: str) -> list[str]:
    """Where something of the other organisation is shown; to the outsider it is their own."""
    if kind == "outsider":
        return []
    return [row for row, response in responses.items() if CANARY.lower() in read_body(response).lower()]


def read_body(response: HttpResponse) -> str:
    return response.content.decode(errors="replace")


def read_answer(response: HttpResponse) -> str:
    target = response.headers.get("Location", "")
    is_sign_in = response.status_code == 302 and "/login/?next=" in target
    return SIGN_IN if is_sign_in else str(response.status_code)


def test_each_line_is_answered_to_somebody_who_may(world: World) -> None:
    """So every page is asked for, on every database."""
    asked = defaultdict(list)
    for row in ROWS:
        asked[find_somebody(row)].append(row)
    for kind, rows in asked.items():
        responses = ask_all(world.sign_in(kind), rows, world.places)
        assert read_answers(responses) == {str(row): row.answers[kind] for row in rows}


def find_somebody(row: Row) -> str:
    return next((kind for kind in KINDS if row.answers[kind] not in REFUSED), KINDS[0])


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
def test_everybody_gets_what_the_table_says(world: World, kind: str) -> None:
    responses = ask_all(world.sign_in(kind), ROWS, world.places)
    assert read_answers(responses) == {str(row): row.answers[kind] for row in ROWS}
    assert list_leaks(responses, kind) == []


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
def test_methods_that_the_table_does_not_name_are_refused(world: World, kind: str) -> None:
    client, let_in = world.sign_in(kind), set()
    for address, known in group_by_address().items():
        for method in set(METHODS) - list_methods(known):
            answer = read_answer(ask(client, method, known[0].fill(world.places)))
            if answer not in REFUSED | shown_alike(known, kind):
                let_in.add(f"{method} {address}: {answer}")
    assert let_in == set()


def group_by_address() -> dict[str, list[Row]]:
    grouped = defaultdict(list)
    for row in ROWS:
        grouped[row.address].append(row)
    return grouped


def list_methods(known: list[Row]) -> set[str]:
    """HEAD goes with GET, and for the form views of allauth PUT with POST: nothing is sent, so the form comes again."""
    methods = {row.method for row in known}
    with_put = {"PUT"} if "POST" in methods and known[0].address.startswith(ALLAUTH) else set()
    return methods | with_put | ({"HEAD"} if "GET" in methods else set())


def shown_alike(known: list[Row], kind: str) -> set[str]:
    """Some pages of allauth tell or redirect before they look at the method: then it is as if one had only read."""
    is_foreign = known[0].address.startswith(ALLAUTH)
    return {row.answers[kind] for row in known if row.method == "GET" and is_foreign}


@pytest.mark.once
@pytest.mark.parametrize("kind", KINDS)
def test_what_belongs_to_others_is_not_found(world: World, kind: str) -> None:
    if kind == "outsider":
        # To them the other organisation is their own, and the first one the foreign one.
        world.foreign = world.places
    owned = [row for row in ROWS if row.is_owned]
    responses = ask_all(world.sign_in(kind), owned, world.foreign)
    assert read_answers(responses) == {str(row): row.answers[kind] if kind == "visitor" else "404" for row in owned}
    assert list_leaks(responses, kind) == []


def test_nothing_of_another_organisation_is_in_the_report(world: World) -> None:
    report = world.sign_in("lead").get(f"/assessments/{world.places['assessment']}/report.pdf")
    text = read_pdf_text(response_bytes(report))
    assert ("Acme comment" in text, CANARY in text) == (True, False)


@pytest.mark.parametrize("page", ["trail/", "trail.csv"])
def test_trail_and_its_file_hold_what_was_written_here_and_nothing_of_others(world: World, page: str) -> None:
    text = ask(world.sign_in("lead"), "GET", f"/assessments/{world.places['assessment']}/{page}").content.decode()
    assert ("Acme in the trail" in text, CANARY in text) == (True, False)


def response_bytes(response: HttpResponse) -> bytes:
    assert response.headers["Content-Type"] == "application/pdf"
    return response.content


@pytest.mark.once
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "staff"])
def test_administration_is_for_staff_only(world: World, kind: str) -> None:
    client = world.sign_in(kind)
    addresses = list(list_admin_addresses())
    assert len(addresses) > 50
    found = {f"{method} {path}": ask(client, method, path) for path in addresses for method in ("GET", "POST")}
    let_in = {asked for asked, response in found.items() if read_answer(response) not in (SIGN_IN, "403", "404")}
    assert {asked for asked in let_in if not leads_to_sign_in(found[asked])} == set()


def leads_to_sign_in(response: HttpResponse) -> bool:
    pages = ("/accounts/login/", "/admin/login/")
    return response.status_code == 302 and response.headers["Location"].startswith(pages)
