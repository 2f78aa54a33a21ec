from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import ProfileForm
from accounts.models import Membership, User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

OK, BAD = 200, 400


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """How the person is called, and where they belong."""
    # Not `request.user`: a refused form would show what was typed in the menu too.
    person = get_object_or_404(User, pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=person)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:profile")
    memberships = Membership.objects.filter(user=person).select_related("organisation", "unit")
    context = {"form": form, "memberships": memberships.order_by("organisation__name")}
    return render(request, "accounts/profile.html", context, status=BAD if form.errors else OK)


def closed(_request: HttpRequest, **_place: str) -> HttpResponse:
    """An address of allauth that this product does not use. Nobody adds an address that nobody has checked."""
    raise Http404
