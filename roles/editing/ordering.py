"""Choosing the order of content without dragging: numbers in the list, and actions that move what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from roles.editing.admin import ContentAdmin
from roles.editing.bulk import move_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


class OrderedAdmin(ContentAdmin):
    """Content with a position. `order_within` are the columns whose rows have an order of their own."""

    order_within: tuple[str, ...] = ()
    actions: Sequence[str] = ("move_up", "move_down")

    @admin.action(description=_("Move up by one place"), permissions=["change"])
    def move_up(self, request: HttpRequest, chosen: QuerySet[Model]) -> None:
        self._move(request, chosen, step=-1)

    @admin.action(description=_("Move down by one place"), permissions=["change"])
    def move_down(self, request: HttpRequest, chosen: QuerySet[Model]) -> None:
        self._move(request, chosen, step=1)

    def _move(self, request: HttpRequest, chosen: QuerySet[Model], *, step: int) -> None:
        rows = self.filter_changeable(chosen)
        groups = {tuple(getattr(row, name) for name in self.order_within) for row in rows}
        moved = 0
        for group in sorted(groups):
            siblings = self._list_siblings(dict(zip(self.order_within, group, strict=True)))
            moved += move_rows(siblings=siblings, chosen=rows, step=step, reason=str(_("moved")))
        words = ngettext("%(n)d entry has another place now.", "%(n)d entries have another place now.", moved)
        messages.success(request, words % {"n": moved})

    def _list_siblings(self, group: dict[str, Any]) -> list[Model]:
        return list(self.model._default_manager.filter(**group).order_by("position", "pk"))
