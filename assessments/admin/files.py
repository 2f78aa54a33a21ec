"""Model files in the administration: a version as a download, and an upload that is looked at before it is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions.import_model import Preview, import_model, preview_import
from assessments.exchange import ContentError, Problem, write_schema
from assessments.exchange.document import MAX_BYTES
from assessments.exchange.texts import join_line_ends, shorten
from assessments.models import ModelVersion
from assessments.queries.files import WRITERS, name_model_file, render_model_file
from assessments.wording.files import list_counts, say_draft, say_scores_are_ours, say_size
from assessments.wording.problems import say_fix, say_message

if TYPE_CHECKING:
    from assessments.admin.versions import ModelVersionAdmin

TYPES = {"yaml": "application/yaml", "json": "application/json"}
LONGEST_FILE_NAME = 100
View = Callable[..., HttpResponse]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Model file"), help_text=gettext_lazy("YAML or JSON in UTF-8, at most 2 MB.")
    )


class StoreForm(forms.Form):
    """The file that was looked at, once more: nothing is kept between the two steps."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=MAX_BYTES + MAX_BYTES // 4)
    name = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_FILE_NAME)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


def list_file_urls(owner: ModelVersionAdmin) -> list[URLPattern]:
    name, wrap = "assessments_modelversion_", owner.admin_site.admin_view
    return [
        path("import/", wrap(build_import_page(owner)), name=f"{name}import"),
        path("schema/", wrap(build_schema_download(owner)), name=f"{name}schema"),
        path("<int:pk>/file/<slug:form>/", wrap(build_download(owner)), name=f"{name}file"),
    ]


def build_download(owner: ModelVersionAdmin) -> View:
    @require_safe
    def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
        """The version as a file; drafts too."""
        if not owner.has_view_permission(request):
            raise PermissionDenied
        if form not in WRITERS:
            raise Http404
        version = get_object_or_404(ModelVersion.objects.select_related("maturity_model"), pk=pk)
        return _attach(render_model_file(version, form), name_model_file(version, form), TYPES[form])

    return download


def build_schema_download(owner: ModelVersionAdmin) -> View:
    @require_safe
    def schema(request: HttpRequest) -> HttpResponse:
        if not owner.has_view_permission(request):
            raise PermissionDenied
        return _attach(write_schema(), "model.schema.json", "application/schema+json")

    return schema


def build_import_page(owner: ModelVersionAdmin) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def import_page(request: HttpRequest) -> HttpResponse:
        """First step: choose a file. Second step: see what it would do, or all that is wrong. Third step: a draft."""
        if not owner.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return _render(owner, request, {"form": UploadForm()})
        store = StoreForm(request.POST) if "text" in request.POST else None
        if store is not None and store.is_valid():
            return _store(owner, request, **store.cleaned_data)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return _render(owner, request, {"form": form})
        upload = form.cleaned_data["file"]
        return _look(owner, request, upload.read(MAX_BYTES + 1), shorten(upload.name, LONGEST_FILE_NAME - 1))

    return import_page


def _look(owner: ModelVersionAdmin, request: HttpRequest, data: bytes, name: str) -> HttpResponse:
    try:
        # A form sends its texts back with other line ends, so they are made the same before the first look.
        text = join_line_ends(data.decode("utf-8-sig"))
        data = text.encode()
        preview = preview_import(data=data, file=name)
    except UnicodeDecodeError:
        return _refuse(owner, request, name, _find_problems(data, name))
    except ContentError as error:
        return _refuse(owner, request, name, error.problems)
    shown = StoreForm(initial={"text": text, "name": name, "seen": _digest(preview)})
    return _render(owner, request, {"store": shown, "name": name, **_describe_preview(preview)})


def _store(owner: ModelVersionAdmin, request: HttpRequest, *, text: str, name: str, seen: str) -> HttpResponse:
    """What is stored is what was shown; when the content has changed in between, it is shown anew."""
    data = join_line_ends(text).encode()
    try:
        if _digest(preview_import(data=data, file=name)) != seen:
            messages.warning(
                request, _("The stored content has changed since you looked. Look again before you go on.")
            )
            return _look(owner, request, data, name)
        draft, _preview = import_model(data=data, file=name)
    except ContentError as error:
        return _refuse(owner, request, name, error.problems)
    owner.log_addition(request, draft, [{"added": {}}])
    messages.success(
        request, _("%(draft)s is stored as a draft. Look through it, then check and publish it.") % {"draft": draft}
    )
    return HttpResponseRedirect(reverse("admin:assessments_modelversion_change", args=[draft.pk]))


def _find_problems(data: bytes, name: str) -> tuple[Problem, ...]:
    try:
        preview_import(data=data, file=name)
    except ContentError as error:
        return error.problems
    return ()


def _refuse(owner: ModelVersionAdmin, request: HttpRequest, name: str, problems: tuple[Problem, ...]) -> HttpResponse:
    context = {"form": UploadForm(), "name": name, "problems": [_describe(problem) for problem in problems]}
    return _render(owner, request, context, status=422)


def _describe(problem: Problem) -> tuple[str, str]:
    return str(problem.where), f"{say_message(problem)} {say_fix(problem)}".strip()


def _describe_preview(preview: Preview) -> dict[str, Any]:
    return {
        "sentences": (say_draft(preview.plan), say_size(preview.plan), say_scores_are_ours()),
        "counts": list_counts(preview.plan),
        "warnings": [_describe(problem) for problem in preview.warnings],
    }


def _digest(preview: Preview) -> str:
    """The same as long as importing the same file does the same."""
    return hashlib.sha256(repr(preview.plan).encode()).hexdigest()


def _attach(text: str, name: str, kind: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers={"Content-Disposition": disposition})


def _render(owner: ModelVersionAdmin, request: HttpRequest, extra: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {
        **owner.admin_site.each_context(request),
        "opts": ModelVersion._meta,
        "title": _("Bring in a model file"),
        **extra,
    }
    return render(request, "admin/assessments/modelversion/import.html", context, status=status)
