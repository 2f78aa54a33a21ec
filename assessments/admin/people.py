"""Erasing a person in the administration, in place of deleting: deleting would take answers out of results."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.admin import PersonAdmin
from accounts.models import User
from assessments.actions.erase import AlreadyErasedError, Erasure, erase_person, try_erasing
from assessments.report.redacting import redact
from assessments.wording.erasing import list_erased

if TYPE_CHECKING:
    from collections.abc import Callable

admin.site.unregister(User)


@admin.register(User)
class ErasablePersonAdmin(PersonAdmin):
    """People are erased and never deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(build_erase_page(self))
        return [path("<int:pk>/erase/", page, name="accounts_user_erase"), *super().get_urls()]


def build_erase_page(owner: ErasablePersonAdmin) -> Callable[[HttpRequest, int], HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def erase_page(request: HttpRequest, pk: int) -> HttpResponse:
        """Says what will be gone, and asks; whoever may delete people may do it."""
        if not request.user.has_perm("accounts.delete_user"):
            raise PermissionDenied
        person = get_object_or_404(User, pk=pk)
        erasure, refusal = _try(person, request.user if request.method == "POST" else None)
        if request.method == "POST" and erasure is not None:
            messages.success(request, _("The person is erased."))
            return HttpResponseRedirect(reverse("admin:accounts_user_changelist"))
        context = {
            **owner.admin_site.each_context(request),
            "opts": User._meta,
            "title": _("Erase a person"),
            "person": person,
            "lines": list_erased(erasure) if erasure else (),
            "refusal": refusal,
        }
        status = 409 if refusal and request.method == "POST" else 200
        return render(request, "admin/accounts/user/erase.html", context, status=status)

    return erase_page


def _try(person: User, by: object) -> tuple[Erasure | None, str]:
    """What was erased, or would be when nobody does it yet; or why it cannot be."""
    try:
        if isinstance(by, User):
            return erase_person(user=person, by=by, redact=redact), ""
        return try_erasing(user=person, redact=redact), ""
    except AlreadyErasedError:
        return None, _("This person was erased already.")
    except ValidationError as error:
        return None, " ".join(error.messages)
