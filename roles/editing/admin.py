"""The base of every admin page of content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.editing.bulk import change_rows
from roles.editing.fields import REASON, ContentForm, RichFieldsMixin
from roles.editing.history import MOST_SHOWN, Parts, build_history
from roles.editing.links import list_obstacles
from roles.editing.preview import build_previews, list_rich_fields
from roles.history import record_history

if TYPE_CHECKING:
    from django.db.models import Field, Model, QuerySet
    from django.urls import URLPattern
    from django.utils.functional import _StrPromise


class ContentInline(RichFieldsMixin, admin.StackedInline):
    """Parts of a piece of content, edited on its page."""

    extra = 0


class ContentAdmin(RichFieldsMixin, admin.ModelAdmin):
    """A history with reasons, a preview of Markdown, and deleting one by one only what nothing refers to.

    `history_parts` are the kinds whose changes belong into the history of this one, each with the column that points
    here. Whatever a form changes about a row, its links included, makes one entry. `refusal` says why an action left
    rows alone.
    """

    form = ContentForm
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}
    history_parts: Parts = ()
    refusal: str | _StrPromise = ""
    list_per_page = 50

    class Media:
        css: ClassVar = {"all": ["editing/content.css"]}
        js: ClassVar = [Script("js/preview.js", type="module")]

    def get_urls(self) -> list[URLPattern]:
        pages = path("preview/", self.admin_site.admin_view(self.preview_view), name=self._name_page("preview"))
        return [pages, *super().get_urls()]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != REASON]

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """The question for the reason comes last, and only where something can be saved."""
        asked = [(None, {"fields": [REASON]})] if self._may_save(request, obj) else []
        return [*super().get_fieldsets(request, obj), *asked]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        if self._may_save(request, obj) and self._list_rich_fields(request):
            context["preview_url"] = reverse(f"{self.admin_site.name}:{self._name_page('preview')}")
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The entry is made in `save_related`, when the links are there too."""
        obj.skip_history_when_saving = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.has_changed() or not change:
            record_history([form.instance], reason=form.cleaned_data.get(REASON, ""), is_new=not change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for part in formset.forms:
            part.instance._change_reason = form.cleaned_data.get(REASON, "")
        super().save_formset(request, form, formset, change)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        obstacles = list_obstacles(row) if row and self.has_delete_permission(request, row) else []
        if not row or not obstacles:
            return super().delete_view(request, object_id, extra_context)
        words = {"name": row, "obstacles": ", ".join(obstacles)}
        messages.error(request, _("“%(name)s” cannot be deleted while it is named by: %(obstacles)s.") % words)
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:{self._name_page('change')}", args=[row.pk]))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = build_history(self.model, row.pk, parts=self.history_parts)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % row,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            "media": self.media,
            "opts": self.opts,
            "object": row,
            "entries": entries,
            "is_cut": len(entries) == MOST_SHOWN,
        }
        return TemplateResponse(request, "admin/content/history.html", context)

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The Markdown of a sent form as readers will see it. Stores nothing."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self._may_save(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "opts": self.opts,
            "media": self.media,
            "previews": list(build_previews(request.POST.dict(), self._list_rich_fields(request))),
        }
        return TemplateResponse(request, "admin/content/preview.html", context)

    def filter_changeable(self, chosen: QuerySet[Model]) -> list[Any]:
        """Those of the chosen rows that an action may change; the rest stays as it is."""
        return list(chosen)

    def change_chosen(self, request: HttpRequest, chosen: QuerySet[Any], **values: Any) -> None:
        """Give the chosen rows these values, and say how many changed and how many may not."""
        rows = self.filter_changeable(chosen)
        self.say_changed(request, change_rows(rows=rows, values=values, reason=""), chosen.count() - len(rows))

    def say_changed(self, request: HttpRequest, changed: int, refused: int) -> None:
        words = ngettext("%(n)d entry was changed.", "%(n)d entries were changed.", changed)
        messages.success(request, words % {"n": changed})
        if refused:
            left = ngettext("%(n)d entry stays as it is.", "%(n)d entries stay as they are.", refused) % {"n": refused}
            messages.warning(request, " ".join((left, str(self.refusal))))

    def _may_save(self, request: HttpRequest, obj: Any = None) -> bool:
        may_change = self.has_change_permission(request, obj)
        return may_change if obj else may_change or self.has_add_permission(request)

    def _list_rich_fields(self, request: HttpRequest) -> dict[str, Field[Any, Any]]:
        found = list_rich_fields(self.model, self.rich_fields)
        for formset, inline in self.get_formsets_with_inlines(request):
            names = getattr(inline, "rich_fields", ())
            found |= list_rich_fields(inline.model, names, prefix=formset.get_default_prefix())
        return found

    def _name_page(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"
