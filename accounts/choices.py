"""Choices of a form that explain themselves."""

from __future__ import annotations

from django.utils.translation import gettext

from accounts.models import Membership

Kind = Membership.Kind


class ChoiceLabel(str):
    """The name of a choice, with a line that describes it and that the form pack shows below the name."""

    __slots__ = ("description",)
    description: str

    @classmethod
    def build(cls, name: str, description: str) -> ChoiceLabel:
        label = cls(name)
        label.description = description
        return label


def list_kinds() -> list[tuple[str, ChoiceLabel]]:
    """What a member may be, each with what it means."""
    described = {
        Kind.ADMIN: gettext("Manages people and units, and may do all that a lead may"),
        Kind.LEAD: gettext("Starts assessments and reads results"),
        Kind.RESPONDENT: gettext("Answers where they take part"),
        Kind.VIEWER: gettext("Reads results"),
    }
    return [(kind.value, ChoiceLabel.build(str(kind.label), text)) for kind, text in described.items()]
