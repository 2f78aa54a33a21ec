"""The table of pages × states: how a row is added, and which pages of the product it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from tests.a11y.stage import Stage

Play = Callable[[Stage], None]
# Addresses that show no page of ours, with the reason.
NO_PAGE = {
    "assessments:answer": "takes one answer, shows its state inside the section",
    "assessments:submit": "takes the submission; refused, it shows the page of the answers, see its state",
    "assessments:undo-move": "leads to the page of the versions",
    "assessments:suggestions": "leads to the task list",
    "assessments:end-handover": "leads to what was handed over",
    "assessments:dismiss-proposal": "leads to the people",
    "assessments:board-evidence": "shows the practice of the board again",
    "assessments:open": "leads to the people",
    "assessments:open-cycle": "leads to the cycle",
    "assessments:close-cycle": "leads to the cycle",
    "assessments:refuse-differs": "leads to the inherited practices; refused, it shows one of them again",
    "assessments:remove-baseline": "leads back to the earlier result",
    "assessments:close": "leads to the board",
    "assessments:remove-staffing": "leads to the profile",
    "assessments:reopen": "leads to the people",
    "assessments:remove-participant": "leads to the people",
    "assessments:remind": "leads to the progress",
    "accounts:choose-reminders": "leads to the profile",
    "assessments:tell": "leads to the people, or shows links, see the state of assessments:ask",
    "assessments:ask-again": "leads to the people, or shows links, see the state of assessments:ask",
    "assessments:take-part": "leads to the task list",
    "assessments:trail-csv": "a file",
    "assessments:next": "leads to the section of the next open question",
    "assessments:radar-figure": "numbers for the interactive chart",
    "mfa_edit_webauthn": "closed: a key keeps the name that it was added with",
    "mfa_download_recovery_codes": "a text file with the codes",
    "socialaccount_connections": "closed: whom single sign-on lets in is decided by their address",
    "socialaccount_signup": "closed: whoever comes by single sign-on has an account or an invitation",
    "usersessions_list": "closed: see accounts:sessions",
    "openid_connect_callback": "where the service of single sign-on sends people back to",
    "accounts:renew-invitation": "makes a new link, shows the list or the page with links, see their states",
    "accounts:withdraw-invitation": "ends a link, shows the list",
    "assessments:paper": "a file; when it fails, a page, see the state of the results",
    "assessments:preview-paper": "a file, likewise",
    "assessments:report-pdf": "a file; when it fails, a page, see its state",
    "favicon": "leads to the mark",
    "account_confirm_login_code": "closed: allauth offers it, this product does not use it",
    "account_confirm_email": "closed: allauth offers it, this product does not use it",
    "account_email": "closed: allauth offers it, this product does not use it",
    "account_email_verification_sent": "closed: allauth offers it, this product does not use it",
}


@dataclass(frozen=True, slots=True)
class State:
    """One row of the table."""

    url_name: str
    what: str
    play: Play
    is_error: bool | None = False

    def __str__(self) -> str:
        return f"{self.url_name}: {self.what}"


STATES: list[State] = []


def state(url_name: str, what: str, *, is_error: bool | None = False) -> Callable[[Play], Play]:
    """Add a row. `is_error`: something that was sent is refused, and the page says so in a summary with the focus.

    None for a page that shows such a summary only as an example.
    """

    def add(play: Play) -> Play:
        STATES.append(State(url_name, what, play, is_error))
        return play

    return add


def list_uncovered() -> list[str]:
    """Names of the project's addresses that the table neither holds nor explains."""
    known = {row.url_name for row in STATES} | set(NO_PAGE)
    return sorted(name for name in walk_names(get_resolver()) if name not in known)


def walk_names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    """Names of all addresses outside Django's own administration."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield from [f"{namespace}{entry.name}"] if entry.name else []
        elif entry.namespace != "admin":
            yield from walk_names(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


def visit(stage: Stage, url_name: str, *args: str, signed_in: bool = False) -> None:
    if signed_in:
        stage.enter()
    stage.visit(url_name, *args)


def add_plain(url_name: str, what: str, *args: str, signed_in: bool = False) -> None:
    """A page that needs nothing but somebody who looks at it."""
    STATES.append(State(url_name, what, lambda stage: visit(stage, url_name, *args, signed_in=signed_in)))
