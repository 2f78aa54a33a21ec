"""Our own pages inside the administration, each with what brings its states about. The stock ones are Django's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from django.contrib.admin import ModelAdmin
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import FilePayload

from accounts.models import User
from assessments.actions.clone import clone_version
from assessments.models import Criterion
from tests.a11y.stage import PERSON, Stage
from tests.a11y.table import Play, State
from tests.assessments_factories import make_answering_role, make_model_version
from tests.factories import make_membership, make_organisation, make_role, make_user

SAMM = Path(__file__).parents[1] / "exchange" / "models" / "samm-shape.yaml"
VERSION = "admin:assessments_modelversion_"
# Addresses of ours that show no page of ours, with the reason.
NO_PAGE = {
    f"{VERSION}next_draft": "leads to the form of the draft",
    f"{VERSION}schema": "a file",
    f"{VERSION}file": "a file",
}
STATES: list[State] = []


def state(url_name: str, what: str) -> Callable[[Play], Play]:
    def add(play: Play) -> Play:
        STATES.append(State(url_name, what, play))
        return play

    return add


def list_uncovered() -> list[str]:
    """Views of ours in the administration that the table neither holds nor explains."""
    known = {row.url_name for row in STATES} | set(NO_PAGE)
    views: dict[str, set[str]] = {}
    for name, entry in _walk(get_resolver()):
        views.setdefault(entry.callback.__qualname__, set()).add(name)
    return sorted(view for view, names in views.items() if not names & known)


def _walk(resolver: URLResolver, *, inside: bool = False) -> Iterator[tuple[str, URLPattern]]:
    """What is ours below the administration; a view of Django's that ours only extends keeps Django's page."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, inside=inside or entry.namespace == "admin")
        elif inside and _is_own(entry.callback):
            yield f"admin:{entry.name}", entry


def _is_own(view: Callable[..., object]) -> bool:
    is_stock = hasattr(ModelAdmin, view.__name__) and view.__name__ != "history_view"
    return view.__module__.split(".")[0] in ("accounts", "assessments", "roles") and not is_stock


def enter(stage: Stage) -> User:
    """Somebody who may do everything."""
    user = make_user("ada@example.org", name=PERSON, is_staff=True, is_superuser=True)
    stage.sign_in(user)
    return user


def look_at_file(stage: Stage, file: Path | FilePayload, *, status: int = 200) -> None:
    enter(stage)
    stage.visit(f"{VERSION}import")
    stage.page.get_by_label("Model file").set_input_files(file)
    stage.press("Look at the file", status=status)


@state(f"{VERSION}import", "empty")
def show_upload(stage: Stage) -> None:
    enter(stage)
    stage.visit(f"{VERSION}import")


@state(f"{VERSION}import", "no file")
def refuse_nothing(stage: Stage) -> None:
    show_upload(stage)
    with stage.leave(status=200):
        stage.page.evaluate("document.querySelector('#content form').submit()")


@state(f"{VERSION}import", "the file has problems")
def refuse_file(stage: Stage) -> None:
    wrong: FilePayload = {"name": "wrong.yaml", "mimeType": "application/yaml", "buffer": b"format: 1\nmodle: {}\n"}
    look_at_file(stage, wrong, status=422)


@state(f"{VERSION}import", "what the file would do")
def show_file(stage: Stage) -> None:
    for key in ("security-lead", "developer", "software-architect"):
        make_answering_role(key)
    look_at_file(stage, SAMM)


@state(f"{VERSION}publish", "warnings to accept")
def show_warnings(stage: Stage) -> None:
    enter(stage)
    draft = clone_version(version=make_model_version(name="TODO maturity stages"))
    stage.visit(f"{VERSION}publish", query=f"?ids={draft.pk}")


@state(f"{VERSION}publish", "errors")
def show_errors(stage: Stage) -> None:
    enter(stage)
    draft = make_model_version(name="TODO maturity stages", published=False)
    Criterion.objects.filter(version=draft, level__number=2).delete()
    stage.visit(f"{VERSION}publish", query=f"?ids={draft.pk}")


@state(f"{VERSION}retire", "asked")
def show_retiring(stage: Stage) -> None:
    enter(stage)
    stage.visit(f"{VERSION}retire", query=f"?ids={make_model_version(name='TODO maturity stages').pk}")


@state(f"{VERSION}reword", "asked")
def show_rewording(stage: Stage) -> None:
    enter(stage)
    draft = clone_version(version=make_model_version(name="TODO maturity stages"))
    stage.visit(f"{VERSION}reword", draft.pk, draft.criteria.earliest("position").pk)


@state(f"{VERSION}change", "a published version, to be cloned")
def show_version(stage: Stage) -> None:
    enter(stage)
    stage.visit(f"{VERSION}change", make_model_version(name="TODO maturity stages").pk)


@state("admin:roles_role_preview", "texts of a form")
def show_texts(stage: Stage) -> None:
    enter(stage)
    stage.visit("admin:roles_role_change", make_role().pk)
    stage.page.locator("[data-preview-button]").evaluate("button => button.removeAttribute('formtarget')")
    stage.press("Preview the texts in a new tab")


@state("admin:roles_role_history", "a change")
def show_history(stage: Stage) -> None:
    enter(stage)
    role = make_role()
    role.summary = "Builds and mends."
    role.save()
    stage.visit("admin:roles_role_history", role.pk)


@state("admin:accounts_user_erase", "asked")
def show_erasing(stage: Stage) -> None:
    enter(stage)
    stage.visit("admin:accounts_user_erase", make_user("bob@example.org").pk)


@state("admin:accounts_user_erase", "refused")
def refuse_erasing(stage: Stage) -> None:
    user = enter(stage)
    make_membership(user, make_organisation())
    stage.visit("admin:accounts_user_erase", user.pk)
