"""Inviting people into an organisation: for administrators of the whole organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access, queries
from accounts.actions import Invitee, SentInvitation, create_invitations, renew_invitation, withdraw_invitation
from accounts.actions.invitations import InvitationClosedError
from accounts.forms import InviteForm
from accounts.mails import send_invitations
from accounts.models import Membership
from accounts.views.requests import BAD, OK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from accounts.models import Organisation
    from accounts.views.requests import SignedInRequest

Delivery = InviteForm.Delivery


@login_required
@require_safe
def invitations(request: SignedInRequest, slug: str) -> HttpResponse:
    """The invitations that nobody has taken up yet."""
    organisation = access.get_organisation_to_manage(request.user, slug)
    waiting = queries.list_waiting_invitations(organisation)
    return render(request, "accounts/invitations.html", {"organisation": organisation, "invitations": waiting})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("sent")
def invite(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who shall be invited; then a preview; then it is done. Going back from the preview keeps what was entered."""
    organisation = access.get_organisation_to_manage(request.user, slug)
    posted = request.POST if request.method == "POST" else None
    form = InviteForm(posted, organisation=organisation, initial={"kind": Membership.Kind.RESPONDENT})
    context = {"organisation": organisation, "form": form}
    if "change" in request.POST or not form.is_valid():
        status = BAD if form.is_bound and "change" not in request.POST else OK
        return render(request, "accounts/invite.html", context, status=status)
    if "send" not in request.POST:
        return render(request, "accounts/invite_preview.html", context)
    try:
        sent = create_invitations(organisation=organisation, invitees=_list_invitees(form), invited_by=request.user)
    except ValidationError as problem:  # somebody else invited one of them in this very moment
        form.add_error(None, problem)
        return render(request, "accounts/invite.html", context, status=BAD)
    return _deliver(request, organisation, sent, by_mail=form.cleaned_data["delivery"] == Delivery.EMAIL)


@login_required
@require_POST
@sensitive_variables("sent")
def renew(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Invite the same address again: by mail, or for a link to pass on."""
    organisation = access.get_organisation_to_manage(request.user, slug)
    invitation = queries.get_invitation(organisation, pk)
    try:
        sent = renew_invitation(invitation=invitation, invited_by=request.user)
    except InvitationClosedError:
        messages.info(request, _("%(address)s has accepted meanwhile.") % {"address": invitation.email})
        return redirect("accounts:invitations", organisation.slug)
    return _deliver(request, organisation, [sent], by_mail="link" not in request.POST)


@login_required
@require_POST
def withdraw(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    organisation = access.get_organisation_to_manage(request.user, slug)
    invitation = queries.get_invitation(organisation, pk)
    withdraw_invitation(invitation=invitation)
    messages.success(request, _("The link for %(address)s no longer works.") % {"address": invitation.email})
    return redirect("accounts:invitations", organisation.slug)


def _list_invitees(form: InviteForm) -> list[Invitee]:
    data = form.cleaned_data
    return [
        Invitee(email=address, kind=data["kind"], unit=data["unit"], is_reviewer=data["is_reviewer"])
        for address in data["addresses"]
    ]


def _deliver(
    request: HttpRequest, organisation: Organisation, sent: Sequence[SentInvitation], *, by_mail: bool
) -> HttpResponse:
    """Mail the links, or show them. Those that could not be mailed are shown: a code cannot be had a second time."""
    address = request.build_absolute_uri(reverse("accounts:invitation"))
    shown = send_invitations(sent, address=address) if by_mail else list(sent)
    if not shown:
        text = ngettext("%(count)d invitation is sent.", "%(count)d invitations are sent.", len(sent))
        messages.success(request, text % {"count": len(sent)})
        return redirect("accounts:invitations", organisation.slug)
    links = [(item.invitation, f"{address}#{item.code}") for item in shown]
    context = {"organisation": organisation, "links": links, "mail_failed": by_mail, "mailed": len(sent) - len(shown)}
    return render(request, "accounts/invite_links.html", context)
