"""Taking an invitation up. Its code never stands in the path of an address, so that no log can hold it.

The link carries the code behind a #, which browsers keep to themselves. A script moves it into the form of the first
page; without one people paste it there. Sent by POST, it is exchanged for its hash in the session, and the second page
goes on from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.utils import perform_login
from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.actions import accept_invitation, accept_invitation_as_new
from accounts.actions.invitations import InvitationClosedError, PausedError, hash_code
from accounts.forms import CodeForm, NewAccountForm
from accounts.models import Invitation, User
from accounts.views.requests import BAD, FORBIDDEN, GONE, NOT_FOUND, OK

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

IN_SESSION = "invitation"


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
@sensitive_variables("form")
def invitation(request: HttpRequest) -> HttpResponse:
    """Where the link of an invitation leads: takes its code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = BAD if form.is_bound else OK
        return render(request, "accounts/invitation.html", {"form": form}, status=status)
    code_hash = hash_code(form.cleaned_data["code"])
    found = Invitation.objects.filter(code_hash=code_hash).first()
    if found is None:
        form.add_error("code", _("No invitation has this code. Copy the whole link or code once more."))
        return render(request, "accounts/invitation.html", {"form": form}, status=NOT_FOUND)
    if found.state != Invitation.State.OPEN:
        return _render_closed(request, found)
    request.session[IN_SESSION] = code_hash
    return redirect("accounts:join")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def join(request: HttpRequest) -> HttpResponse:
    """Accepting: signed in already, after signing in, or with a new account."""
    rows = Invitation.objects.select_related("organisation", "unit", "invited_by")
    found = rows.filter(code_hash=request.session.get(IN_SESSION, "")).first()
    if found is None:
        return redirect("accounts:invitation")
    if found.state != Invitation.State.OPEN:
        return _render_closed(request, found)
    try:
        return _join_as(request, found)
    except InvitationClosedError as problem:
        return _render_closed(request, problem.invitation)


def _join_as(request: HttpRequest, found: Invitation) -> HttpResponse:
    if isinstance(request.user, User):
        return _join_signed_in(request, found, request.user)
    if User.objects.filter(email__iexact=found.email).exists():
        context = {"invitation": found, "next": reverse("accounts:join")}
        return render(request, "accounts/join_sign_in.html", context)
    return _join_as_new(request, found)


def _join_signed_in(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    context = {"invitation": found}
    if not found.fits(user):
        return render(request, "accounts/join_other_address.html", context, status=FORBIDDEN)
    if request.method != "POST":
        return render(request, "accounts/join.html", context)
    try:
        accept_invitation(invitation=found, user=user)
    except PausedError:
        return render(request, "accounts/join_paused.html", context, status=FORBIDDEN)
    messages.success(request, _("Welcome to %(organisation)s.") % {"organisation": found.organisation})
    return redirect(find_target(found))


@sensitive_variables("form")
def _join_as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewAccountForm(request.POST if request.method == "POST" else None, email=found.email)
    if not form.is_valid():
        context = {"invitation": found, "form": form}
        return render(request, "accounts/join_new.html", context, status=BAD if form.is_bound else OK)
    try:
        user = accept_invitation_as_new(invitation=found, **form.cleaned_data)
    except IntegrityError:  # the address got an account in this very moment: now it is about signing in
        return redirect("accounts:join")
    messages.success(request, _("Welcome to %(organisation)s.") % {"organisation": found.organisation})
    return perform_login(request, user, email_verification="none", redirect_url=find_target(found))


def find_target(accepted: Invitation) -> str:
    """What the person was invited to: a page of this site, or the organisation's."""
    own = accepted.target
    is_ours = own.startswith("/") and url_has_allowed_host_and_scheme(own, allowed_hosts=None)
    return own if is_ours else reverse("assessments:organisation", args=[accepted.organisation.slug])


def _render_closed(request: HttpRequest, found: Invitation) -> HttpResponse:
    context = {"invitation": found, "state": found.state, "State": Invitation.State}
    return render(request, "accounts/invitation_closed.html", context, status=GONE)
