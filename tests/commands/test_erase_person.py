from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("erase_person", *arguments, stdout=out)
    return out.getvalue()


def test_dry_run_says_what_would_go_and_keeps_it() -> None:
    make_membership(make_user("bob@example.org"), make_organisation())
    said = run("bob@example.org", "--dry-run")
    assert said.startswith("Would be erased:\n- name, address, sign-in and sessions\n- 1 membership\n")
    assert User.objects.get().memberships.count() == 1


def test_person_is_found_in_any_case_and_erased() -> None:
    make_user("bob@example.org")
    assert run("Bob@Example.org").startswith("Erased:")
    assert User.objects.get().is_erased


def test_unknown_address_and_last_administrator_are_refused_with_the_reason() -> None:
    make_membership(make_user("bob@example.org"), make_organisation(), "admin")
    for address, reason in (("eve@example.org", "nobody signs in"), ("bob@example.org", "last administrator")):
        with pytest.raises(CommandError, match=reason):
            run(address)
    assert not User.objects.get().is_erased
