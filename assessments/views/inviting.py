"""Asking people to answer: many at once with a preview, those of last time, and again whoever has not come yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.mails import send_invitations
from assessments.actions.collecting import NotCollectingError
from assessments.actions.inviting import Asked, ask_again, ask_people, gather_untold, get_text, keep_text, note_told
from assessments.actions.mailing import tell_participants
from assessments.actions.plans import drop_plan, take_up
from assessments.forms import AskForm
from assessments.queries import scoped
from assessments.queries.inheriting import load_asked
from assessments.queries.inviting import list_last_people
from assessments.queries.progress import WARN_ABOVE
from assessments.queries.questionnaires import compute_minutes
from assessments.views.access import sign_in_required
from assessments.wording.inviting import say_way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessments.models import Assessment, Participant
    from assessments.queries.inviting import Ask
    from assessments.queries.questionnaires import Questionnaire
    from assessments.views.access import SignedInRequest

OK, BAD, CONFLICT = 200, 400, 409
CONSOLE = "django.core.mail.backends.console.EmailBackend"


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("asked")
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who shall answer; then a preview; then it is done. `?from=last` fills in the people of last time."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    if not assessment.is_open:
        messages.error(request, _("Collecting is over; nobody can be added any more."))
        return redirect("assessments:people", pk)
    form = _make_form(request, assessment)
    if "change" in request.POST or not form.is_valid():
        status = BAD if form.is_bound and "change" not in request.POST else OK
        return render(request, "assessments/ask.html", {"assessment": assessment, "form": form}, status=status)
    if "send" not in request.POST:
        return render(request, "assessments/ask_preview.html", _describe_preview(assessment, form))
    try:
        keep_text(assessment=assessment, text=form.cleaned_data["text"], by=request.user)
        asked = ask_people(asks=form.asks, organisation=assessment.unit.organisation, by=request.user)
    except (ValidationError, NotCollectingError):  # somebody else was quicker in this very moment
        form.add_error(None, _("Something changed meanwhile. Look at the people once more, then try again."))
        return render(request, "assessments/ask.html", {"assessment": assessment, "form": form}, status=CONFLICT)
    return tell(request, assessment, asked, by_mail=form.cleaned_data["delivery"] == AskForm.Delivery.EMAIL)


@sign_in_required
@require_POST
@sensitive_variables("asked")
def tell_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Tell everybody whom nobody has told yet: by mail, or by links to pass on."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    if not assessment.is_collecting:
        messages.info(request, _("People are told once answers are being collected."))
        return redirect("assessments:people", pk)
    asked = gather_untold(assessment=assessment, by=request.user)
    return tell(request, assessment, asked, by_mail="link" not in request.POST)


@sign_in_required
@require_POST
@sensitive_variables("asked")
def again(request: SignedInRequest, pk: int, plan: int) -> HttpResponse:
    """Invite an address once more, by mail or for a link; "drop" asks it no more."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    planned = get_object_or_404(assessment.planned.select_related("assessment__unit__organisation"), pk=plan)
    if "drop" in request.POST:
        drop_plan(plan=planned, by=request.user)
        messages.success(request, _("%(address)s is not asked any more.") % {"address": planned.email})
        return redirect("assessments:people", pk)
    if not assessment.is_collecting:
        messages.info(request, _("People are told once answers are being collected."))
        return redirect("assessments:people", pk)
    asked = ask_again(plan=planned, by=request.user)
    if not asked.sent and not asked.untold:
        text = _("An administrator invited %(address)s. That link leads here; ask the administrator to renew it.")
        messages.info(request, text % {"address": planned.email})
    return tell(request, assessment, asked, by_mail="link" not in request.POST)


@sign_in_required
@require_POST
def take_part(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody who was asked by their address, and became a member in another way, takes it up."""
    plan = scoped.get_plan(request.user, pk)
    try:
        take_up(plan=plan, user=request.user)
    except NotCollectingError:
        messages.info(request, _("Collecting is over; nobody can be added any more."))
    return redirect("assessments:assessment", pk)


@sensitive_variables("asked", "links", "shown")
def tell(request: SignedInRequest, assessment: Assessment, asked: Asked, *, by_mail: bool) -> HttpResponse:
    """Mail everybody, or show the links. Those who could not be mailed are shown: a code cannot be had again."""
    address = request.build_absolute_uri(reverse("accounts:invitation"))
    shown = send_invitations(asked.sent, address=address) if by_mail else list(asked.sent)
    people = _tell(request, asked, by_mail=by_mail)
    mailed = len(asked.sent) + len(asked.untold) - len(shown) - len(people)
    if mailed:
        text = ngettext("%(count)d e-mail is sent.", "%(count)d e-mails are sent.", mailed)
        messages.success(request, text % {"count": mailed})
    if not shown and not people:
        return redirect("assessments:people", assessment.pk)
    links = [(item.invitation.email, f"{address}#{item.code}") for item in shown]
    context = {"assessment": assessment, "links": links, "people": people, "mail_failed": by_mail}
    page = request.build_absolute_uri(assessment.get_absolute_url())
    return render(request, "assessments/ask_links.html", {**context, "page": page})


@sensitive_variables("asked", "refused")
def mail_untold(request: SignedInRequest, assessments: Iterable[Assessment]) -> None:
    """Mail everybody whom nobody has told in assessments that collect now. Whom the server does not take stays untold,
    or can be mailed again, on the page of the people; without mail that page asks to tell them in another way.
    """
    address = request.build_absolute_uri(reverse("accounts:invitation"))
    sent = refused = 0
    for assessment in assessments if has_mail() else ():
        asked = gather_untold(assessment=assessment, by=request.user)
        failed = len(send_invitations(asked.sent, address=address)) + len(_tell(request, asked, by_mail=True))
        sent, refused = sent + len(asked.sent) + len(asked.untold) - failed, refused + failed
    if sent:
        text = ngettext("%(count)d e-mail is sent.", "%(count)d e-mails are sent.", sent)
        messages.success(request, text % {"count": sent})
    if refused:
        messages.error(request, _("The mail server did not take some mails. The pages of the people say who waits."))


def has_mail() -> bool:
    """Whether mails reach anybody; the default only prints them."""
    return settings.EMAIL_BACKEND != CONSOLE


def _tell(request: SignedInRequest, asked: Asked, *, by_mail: bool) -> list[Participant]:
    if by_mail:
        return tell_participants(asked.untold, by=request.user, link=request.build_absolute_uri)
    note_told(asked.untold)
    return list(asked.untold)


def _make_form(request: SignedInRequest, assessment: Assessment) -> AskForm:
    initial = {
        "lines": _write_last(assessment) if request.GET.get("from") == "last" else "",
        "text": get_text(assessment),
        "delivery": AskForm.Delivery.EMAIL if has_mail() else AskForm.Delivery.LINK,
    }
    sent = request.POST if request.method == "POST" else None
    return AskForm(sent, assessment=assessment, by=request.user, initial=initial)


def _write_last(assessment: Assessment) -> str:
    """The people of last time as the lines that one would paste."""
    rows = list_last_people(assessment)
    return "\n".join(f"{row.user.email}, {'; '.join(role.name for role in row.roles.all())}" for row in rows)


def _describe_preview(assessment: Assessment, form: AskForm) -> dict[str, object]:
    held = {item.assessment.pk: item.assessment for item in form.asks}
    questionnaires = {pk: load_asked(asked) for pk, asked in held.items()}
    rows = [_describe_ask(item, questionnaires[item.assessment.pk]) for item in form.asks]
    return {
        "assessment": assessment,
        "form": form,
        "rows": rows,
        "burdened": sum(bool(row["has_many"]) for row in rows),
        "warn_above": WARN_ABOVE,
        "is_draft": not assessment.is_collecting,
        "by_mail": form.cleaned_data["delivery"] == AskForm.Delivery.EMAIL,
    }


def _describe_ask(item: Ask, questionnaire: Questionnaire) -> dict[str, object]:
    asked = questionnaire.count_for({role.key for role in item.roles})
    return {
        "name": item.name,
        "email": item.email if item.user else "",
        "roles": [role.name for role in item.roles],
        "unit": item.assessment.unit,
        "asked": asked,
        "minutes": compute_minutes(asked),
        "has_many": asked > WARN_ABOVE,
        "way": say_way(item.way),
    }
