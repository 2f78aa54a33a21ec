"""States of the pages about people: managing an organisation, inviting, accepting."""

from __future__ import annotations

from accounts.actions import Invitee, SentInvitation, create_invitations, withdraw_invitation
from accounts.models import Membership, Organisation, User
from accounts.reminders import build_stop_path
from tests.a11y.stage import PERSON, Stage
from tests.a11y.table import state
from tests.factories import make_membership, make_user

LONG_ADDRESS = "friederike-charlotte.von-wolkenstein@subsidiary-in-a-far-country.example.org"


def manage(stage: Stage, url_name: str, *args: object, status: int = 200) -> Organisation:
    """An administrator opens a page of their organisation, in which a viewer is paused."""
    organisation = stage.enter(Membership.Kind.ADMIN).memberships.get().organisation
    viewer = make_membership(make_user(LONG_ADDRESS, name=PERSON), organisation, Membership.Kind.VIEWER)
    Membership.objects.filter(pk=viewer.pk).update(is_active=False, is_reviewer=True)
    if url_name:
        stage.visit(url_name, organisation.slug, *args, status=status)
    return organisation


def find_inviter(organisation: Organisation) -> User:
    """Somebody of the organisation, who may be the only one that this needs."""
    member = organisation.memberships.select_related("user").first()
    return member.user if member else make_user("inviter@example.org")


def make_invitation(organisation: Organisation, email: str = LONG_ADDRESS) -> SentInvitation:
    invitee = Invitee(email=email, kind=Membership.Kind.LEAD, is_reviewer=True)
    return create_invitations(organisation=organisation, invitees=[invitee], invited_by=find_inviter(organisation))[0]


def open_link(stage: Stage, sent: SentInvitation, *, status: int = 200) -> None:
    """As somebody does who pastes the code."""
    stage.visit("accounts:invitation")
    stage.page.get_by_label("Code of the invitation").fill(sent.code)
    stage.press("Open the invitation", status=status)


@state("accounts:stop-reminders", "before and after")
def stop_reminders(stage: Stage) -> None:
    stage.go(build_stop_path(make_user(LONG_ADDRESS)))
    stage.press("Stop reminders")


# --- Members ---
@state("accounts:members", "one is paused")
def show_members(stage: Stage) -> None:
    manage(stage, "accounts:members")


def open_member(stage: Stage, url_name: str) -> Membership:
    organisation = manage(stage, "")
    member = organisation.memberships.get(user__email=LONG_ADDRESS)
    stage.visit(url_name, organisation.slug, member.pk)
    return member


@state("accounts:member", "as it stands")
def show_member(stage: Stage) -> None:
    open_member(stage, "accounts:member")


@state("accounts:member", "the last administrator is demoted", is_error=True)
def refuse_demotion(stage: Stage) -> None:
    organisation = manage(stage, "")
    own = organisation.memberships.get(kind=Membership.Kind.ADMIN)
    stage.visit("accounts:member", organisation.slug, own.pk)
    stage.page.get_by_role("radio", name="Viewer").check()
    stage.press("Save", status=400)


@state("accounts:remove-member", "asked")
def ask_removal(stage: Stage) -> None:
    open_member(stage, "accounts:remove-member")


@state("accounts:remove-member", "the last administrator", is_error=True)
def refuse_removal(stage: Stage) -> None:
    organisation = manage(stage, "")
    own = organisation.memberships.get(kind=Membership.Kind.ADMIN)
    stage.visit("accounts:remove-member", organisation.slug, own.pk)
    stage.press("Remove from the organisation", status=400)


# --- Units ---
@state("accounts:units", "a tree")
def show_units(stage: Stage) -> None:
    manage(stage, "accounts:units")


@state("accounts:new-unit", "empty")
def show_new_unit(stage: Stage) -> None:
    manage(stage, "accounts:new-unit")


@state("accounts:unit", "without a name", is_error=True)
def refuse_unit(stage: Stage) -> None:
    organisation = manage(stage, "")
    stage.visit("accounts:unit", organisation.slug, stage.make_unit().pk)
    stage.page.get_by_label("Name").fill("")
    stage.press("Save", status=400)


@state("accounts:settings", "as they stand")
def show_settings(stage: Stage) -> None:
    manage(stage, "accounts:settings")


@state("assessments:organisation", "for an administrator")
def show_managed_organisation(stage: Stage) -> None:
    manage(stage, "assessments:organisation")


# --- Inviting ---
@state("accounts:invitations", "none")
def show_no_invitations(stage: Stage) -> None:
    manage(stage, "accounts:invitations")


@state("accounts:invitations", "one is open")
def show_invitations(stage: Stage) -> None:
    organisation = manage(stage, "")
    make_invitation(organisation, f"an.{LONG_ADDRESS}")
    stage.visit("accounts:invitations", organisation.slug)


@state("accounts:invite", "empty")
def show_invite(stage: Stage) -> None:
    manage(stage, "accounts:invite")


def fill_invite(stage: Stage, text: str, *, status: int = 200) -> None:
    manage(stage, "accounts:invite")
    stage.page.get_by_label("E-mail addresses").fill(text)
    stage.page.get_by_role("radio", name="Show me the links").check()
    stage.press("Preview", status=status)


@state("accounts:invite", "several addresses are refused", is_error=True)
def refuse_invite(stage: Stage) -> None:
    fill_invite(stage, f"no address\n{LONG_ADDRESS}\n{'x' * 100}", status=400)


@state("accounts:invite", "preview")
def show_preview(stage: Stage) -> None:
    fill_invite(stage, f"ann@example.org, an.{LONG_ADDRESS}")


@state("accounts:invite", "links to pass on")
def show_links(stage: Stage) -> None:
    show_preview(stage)
    stage.press("Invite them")


# --- Accepting ---
@state("accounts:invitation", "without a code")
def show_code(stage: Stage) -> None:
    stage.visit("accounts:invitation")


@state("accounts:invitation", "unknown code", is_error=True)
def refuse_code(stage: Stage) -> None:
    show_code(stage)
    stage.page.get_by_label("Code of the invitation").fill("changed")
    stage.press("Open the invitation", status=404)


@state("accounts:invitation", "withdrawn")
def show_withdrawn(stage: Stage) -> None:
    sent = make_invitation(stage.make_unit().organisation)
    withdraw_invitation(invitation=sent.invitation)
    open_link(stage, sent, status=410)


@state("accounts:join", "somebody new")
def show_join_new(stage: Stage) -> None:
    open_link(stage, make_invitation(stage.make_unit().organisation))


@state("accounts:join", "a bad password", is_error=True)
def refuse_password(stage: Stage) -> None:
    show_join_new(stage)
    stage.page.get_by_label("Your name").fill("Bob")
    stage.page.get_by_label("Choose a password").fill("short")
    stage.press("Accept and sign in", status=400)


@state("accounts:join", "somebody with an account")
def show_join_sign_in(stage: Stage) -> None:
    make_user(LONG_ADDRESS)
    open_link(stage, make_invitation(stage.make_unit().organisation))


@state("accounts:join", "signed in")
def show_join(stage: Stage) -> None:
    user = stage.enter(kind=None)
    open_link(stage, make_invitation(stage.make_unit().organisation, user.email))


@state("accounts:join", "for another address")
def show_other_address(stage: Stage) -> None:
    stage.enter(kind=None)
    open_link(stage, make_invitation(stage.make_unit().organisation), status=403)
