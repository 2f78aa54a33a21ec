"""Hand-written rows: people, organisations and the body of knowledge. The product's are in `assessments_factories`."""

from __future__ import annotations

from typing import Any

from accounts.actions import add_member, add_unit, create_organisation
from accounts.models import Membership, Organisation, Unit, User
from roles.models import Activity, Guide, Risk, Role

PASSWORD = "correct horse battery"  # noqa: S105 - nobody signs in with it outside tests


def make_user(email: str = "alice@example.org", **fields: Any) -> User:
    return User.objects.create_user(email, PASSWORD, **{"name": email.split("@")[0].title(), **fields})


def make_organisation(name: str = "Acme") -> Organisation:
    """An organisation with its root unit."""
    return create_organisation(name=name)


def make_unit(parent: Unit, name: str = "Payments") -> Unit:
    return add_unit(parent=parent, name=name)


def make_membership(
    user: User, organisation: Organisation, kind: str = Membership.Kind.LEAD, **fields: Any
) -> Membership:
    return add_member(organisation=organisation, user=user, kind=kind, **fields)


def make_role(key: str = "developer", **fields: Any) -> Role:
    values = {"name": key.replace("-", " ").title(), "kind": Role.Kind.ANSWERING, "source": "ours"}
    return Role.objects.create(key=key, **{**values, "summary": "Builds.", "engagement": "Uses it.", **fields})


def make_activity(key: str = "software-inventory", **fields: Any) -> Activity:
    values = {"name": key.replace("-", " ").capitalize(), "level": 2, "summary": "Know it.", "source": "ours"}
    return Activity.objects.create(key=key, **{**values, **fields})


def make_risk(key: str = "legal", **fields: Any) -> Risk:
    values = {"name": key.replace("-", " ").capitalize(), "summary": "It can go wrong.", "source": "ours"}
    return Risk.objects.create(key=key, **{**values, **fields})


def make_guide(key: str = "structure-virtual", **fields: Any) -> Guide:
    values = {"name": key.replace("-", " ").capitalize(), "kind": Guide.Kind.STRUCTURE, "source": "ours"}
    return Guide.objects.create(key=key, **{**values, "summary": "A head without staff.", **fields})
