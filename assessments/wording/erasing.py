"""What erasing a person took away, or would take away, in words."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Counts(Protocol):
    """What `actions.erase` counted."""

    @property
    def assessments(self) -> int: ...
    @property
    def answers(self) -> int: ...
    @property
    def texts(self) -> int: ...
    @property
    def reports(self) -> int: ...
    @property
    def memberships(self) -> int: ...


def list_erased(counts: Counts) -> tuple[str, ...]:
    """One line for each kind of thing."""
    count = counts.reports
    reports = ngettext("their part in %(count)d frozen report", "their part in %(count)d frozen reports", count)
    texts = ngettext("%(count)d text in the trail", "%(count)d texts in the trail", counts.texts)
    answers = ngettext(
        "reasons, comments and links of %(count)d answer; the answer itself stays",
        "reasons, comments and links of %(count)d answers; the answers themselves stay",
        counts.answers,
    )
    noted = ngettext("the trail of %(count)d assessment", "the trails of %(count)d assessments", counts.assessments)
    return (
        _("name, address, sign-in and sessions"),
        ngettext("%(count)d membership", "%(count)d memberships", counts.memberships) % {"count": counts.memberships},
        answers % {"count": counts.answers},
        texts % {"count": counts.texts},
        reports % {"count": count},
        _("who they were, from %(trails)s") % {"trails": noted % {"count": counts.assessments}},
    )
