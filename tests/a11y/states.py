"""Every page of the product in every state that looks different, each with what brings the state about.

A page that is missing here fails the tests: the table is compared with the project's own addresses.
"""

from __future__ import annotations

from functools import partial

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.template.loader import render_to_string
from django.test import override_settings
from playwright.sync_api import expect

from accounts.models import Membership
from assessments.actions.clone import clone_version, revise_practice
from assessments.actions.profile import describe_organisation, fill_role
from assessments.models import Assessment, PracticeRevision
from roles.models import Activity, Expectation, Guide
from tests.a11y.stage import ALL, FIRST, HALF, Stage
from tests.a11y.table import STATES, State, add_plain, state, visit
from tests.assessments_factories import (
    make_answering_role,
    make_model_version,
    make_revision,
    publish,
)
from tests.factories import make_activity, make_guide, make_risk, make_role, make_user

# --- Signing in, and one's own account ---
add_plain("account_login", "before anything is entered")
add_plain("account_logout", "asked", signed_in=True)
add_plain("account_change_password", "empty", signed_in=True)
add_plain("account_reset_password", "empty")
add_plain("account_reset_password_done", "sent")
add_plain("account_reset_password_from_key", "link is used up", "1", "none")
add_plain("account_reset_password_from_key_done", "changed")
add_plain("account_signup", "closed")
add_plain("account_inactive", "told")
add_plain("accounts:profile", "with a membership", signed_in=True)


@state("account_login", "wrong password", is_error=True)
def refuse_sign_in(stage: Stage) -> None:
    stage.visit("account_login")
    stage.page.get_by_label("E-mail address").fill("nobody@example.org")
    stage.page.get_by_label("Password").fill("a wrong password")
    stage.press("Sign in")


@state("account_change_password", "refused", is_error=True)
def refuse_password_change(stage: Stage) -> None:
    visit(stage, "account_change_password", signed_in=True)
    stage.press("Change password")


@state("account_set_password", "empty")
def show_password_set(stage: Stage) -> None:
    user = stage.enter()
    user.set_unusable_password()
    user.save()
    stage.sign_in(user)
    stage.visit("account_set_password")


@state("account_reset_password_from_key", "link works")
def show_new_password(stage: Stage) -> None:
    user = stage.enter()
    stage.page.context.clear_cookies()
    token = default_token_generator.make_token(user)
    stage.visit("account_reset_password_from_key", user_pk_to_url_str(user), token)
    expect(stage.page.get_by_role("heading", level=1)).to_have_text("Choose a new password")


@state("accounts:profile", "name is missing", is_error=True)
def refuse_profile(stage: Stage) -> None:
    visit(stage, "accounts:profile", signed_in=True)
    stage.page.get_by_label("Your name").fill("")
    stage.press("Save my name", status=400)


# --- The way in ---
@state("assessments:home", "landing page for visitors")
def show_landing(stage: Stage) -> None:
    make_model_version(name="TODO maturity stages")
    stage.visit("assessments:home")


@state("assessments:home", "nothing to do")
def show_empty_home(stage: Stage) -> None:
    stage.enter(kind=None)
    stage.visit("assessments:home")


@state("assessments:home", "with tasks")
def show_home(stage: Stage) -> None:
    stage.take_part(*HALF)
    stage.visit("assessments:home")


@state("assessments:home", "menu of the account open")
def show_menu(stage: Stage) -> None:
    show_home(stage)
    stage.page.locator(".menu > summary").click()


@state("assessments:organisation", "with units")
def show_organisation(stage: Stage) -> None:
    user = stage.enter()
    stage.visit("assessments:organisation", user.memberships.get().organisation.slug)


@state("assessments:profile", "nothing written")
def show_empty_profile(stage: Stage) -> None:
    user = stage.enter(Membership.Kind.VIEWER)
    stage.visit("assessments:profile", user.memberships.get().organisation.slug)


def describe(stage: Stage) -> str:
    """An organisation whose profile says something of everything; the person who reads it leads the whole."""
    user = stage.enter()
    organisation = user.memberships.get().organisation
    ladder = [
        make_guide(f"strategy-{name}", kind=Guide.Kind.STRATEGY, position=place, action_items="Name an owner\nAsk")
        for place, name in enumerate(("consumer", "participant", "contributor"))
    ]
    values = {"structure": make_guide(), "strategy_now": ladder[0], "strategy_wanted": ladder[2]}
    describe_organisation(organisation=organisation, user=user, **values)
    head, counsel = make_answering_role("head-of-ospo"), make_answering_role("legal-counsel")
    fill_role(organisation=organisation, user=user, role=head, member=user)
    fill_role(organisation=organisation, user=user, role=head, name="Priya Raman")
    make_guide("staffing-legal-counsel", kind=Guide.Kind.STAFFING).roles.add(counsel)
    return organisation.slug


@state("assessments:profile", "with everything, a post is empty")
def show_profile(stage: Stage) -> None:
    stage.visit("assessments:profile", describe(stage))


@state("assessments:edit-profile", "chosen")
def show_profile_form(stage: Stage) -> None:
    stage.visit("assessments:edit-profile", describe(stage))


@state("assessments:staffing", "two people, an empty post")
def show_staffing(stage: Stage) -> None:
    stage.visit("assessments:staffing", describe(stage))


@state("assessments:staffing", "refused", is_error=True)
def refuse_staffing(stage: Stage) -> None:
    show_staffing(stage)
    stage.press("Fill the role", status=400)


@state("assessments:unit", "no assessments")
def show_empty_unit(stage: Stage) -> None:
    stage.enter()
    stage.visit("assessments:unit", stage.make_unit().pk)


@state("assessments:unit", "with an assessment")
def show_unit(stage: Stage) -> None:
    stage.visit("assessments:unit", stage.take_part().assessment.unit_id)


@state("assessments:start", "empty")
def show_start(stage: Stage) -> None:
    make_model_version(name="TODO maturity stages")
    stage.enter()
    stage.visit("assessments:start", stage.make_unit().pk)


@state("assessments:start", "refused", is_error=True)
def refuse_start(stage: Stage) -> None:
    show_start(stage)
    stage.page.get_by_role("checkbox", name="TODO maturity stages").uncheck()
    stage.press("Start the assessment", status=400)


# --- Results ---
@state("assessments:results", "nothing answered")
def show_empty_results(stage: Stage) -> None:
    stage.open_results(stage.take_part().assessment)


@state("assessments:results", "half answered")
def show_half_results(stage: Stage) -> None:
    stage.open_results(stage.take_part(*HALF).assessment)


@state("assessments:results", "complete, two models, just submitted")
def show_results(stage: Stage) -> None:
    first = make_model_version(name="TODO maturity stages")
    second = make_model_version("osmm", name="Open source maturity model", dimensions=("a", "b", "c"), per_cell=1)
    participant = stage.take_part(*ALL, versions=[first, second])
    stage.visit("assessments:check", participant.assessment_id)
    stage.press("Submit my answers")


@state("assessments:results", "interactive chart open")
def show_interactive_results(stage: Stage) -> None:
    version = make_model_version(name="TODO maturity stages", dimensions=("licences", "inventory", "people"))
    stage.open_results(stage.take_part(*HALF, versions=[version]).assessment)
    stage.page.locator("[data-plotly-open]").first.click()
    stage.page.locator("[data-chart-plot] .main-svg").first.wait_for()


@state("assessments:results", "quick pass")
def show_quick_results(stage: Stage) -> None:
    stage.open_results(stage.take_part(*HALF, scope=Assessment.Scope.CORE).assessment)


@state("assessments:results", "model without levels")
def show_scores_only(stage: Stage) -> None:
    version = make_model_version("friction-pulse", name="Friction pulse", levels=(), dimensions=("tools", "culture"))
    answered = ("friction-pulse-tools-0-0", "friction-pulse-culture-0-1")
    stage.open_results(stage.take_part(*answered, versions=[version]).assessment)


@state("assessments:results", "PDF cannot be made")
def show_failed_pdf(stage: Stage) -> None:
    participant = stage.take_part(*HALF)
    with override_settings(PDF_SECONDS=0):
        stage.visit("assessments:report-pdf", participant.assessment_id, status=503)


# --- Reading ---
add_plain("assessments:models", "none")
add_plain("assessments:practices", "none")
add_plain("assessments:glossary", "all words")


@state("assessments:models", "two models")
def show_models(stage: Stage) -> None:
    make_model_version(name="TODO maturity stages")
    make_model_version("osmm")
    stage.visit("assessments:models")


@state("assessments:preview", "of a draft")
def show_preview(stage: Stage) -> None:
    visit_draft(stage, "assessments:preview")


@state("assessments:preview-section", "of a draft")
def show_previewed_section(stage: Stage) -> None:
    visit_draft(stage, "assessments:preview-section", "licences")


def visit_draft(stage: Stage, name: str, *args: str) -> None:
    draft = make_model_version(name="TODO maturity stages", published=False)
    stage.sign_in(make_user("ada@example.org", is_staff=True, is_superuser=True))
    stage.visit(name, draft.pk, *args)


@state("assessments:model-changes", "with changes")
def show_changes(stage: Stage) -> None:
    draft = clone_version(version=make_model_version(name="TODO maturity stages"))
    row = draft.criteria.earliest("position")
    PracticeRevision.objects.filter(pk=revise_practice(criterion=row).pk).update(statement="We do it otherwise.")
    draft.criteria.latest("position").delete()
    publish(draft)
    stage.visit("assessments:model-changes", "todo-stages")


@state("assessments:model", "with practices")
def show_model(stage: Stage) -> None:
    make_model_version(name="TODO maturity stages")
    stage.visit("assessments:model", "todo-stages")


@state("assessments:practice", "with guidance")
def show_practice(stage: Stage) -> None:
    make_model_version()
    stage.visit("assessments:practice", FIRST)


@state("assessments:styleguide", "every component", is_error=None)
def show_style_guide(stage: Stage) -> None:
    make_model_version()
    with override_settings(DEBUG=True):
        stage.visit("assessments:styleguide")


def make_body() -> None:
    """A role, an activity, a risk and a guide, each joined with the others."""
    role, other = make_role(objectives="Build\nShip"), make_answering_role("software-architect")
    activity, risk = make_activity(), make_risk()
    activity.roles.add(role, other)
    activity.risks.add(risk)
    role.works_with.add(other)
    guide = make_guide(body="They meet.", points="Few people", action_items="Agree on time", cautions="Busy weeks")
    guide.roles.add(role)
    guide.activities.add(activity)
    Expectation.objects.create(role=role, level=1, state="Builds.", responsibilities="Look\nAsk")


def show_body(stage: Stage, *, name: str, key: str | None = None) -> None:
    make_body()
    stage.visit(f"roles:{name}", *filter(None, [key]))


for page, some_key in (
    ("role", "developer"),
    ("risk", "legal"),
    ("guide", "structure-virtual"),
):
    STATES.append(State(f"roles:{page}", "joined with the others", partial(show_body, name=page, key=some_key)))
for page in ("roles", "activities", "risks", "guides"):
    STATES.append(State(f"roles:{page}", "one of each", partial(show_body, name=page)))
    add_plain(f"roles:{page}", "none")


@state("assessments:activity", "with practices")
def show_activity(stage: Stage) -> None:
    make_body()
    revision = make_revision("know-the-parts", activity=Activity.objects.get())
    make_model_version(shared=[revision])
    stage.visit("assessments:activity", "software-inventory")


@state("assessments:activity", "an overview")
def show_overview(stage: Stage) -> None:
    stage.visit("assessments:activity", make_activity(is_overview=True).key)


@state("assessments:practices", "all")
def show_practices(stage: Stage) -> None:
    make_model_version(name="TODO maturity stages")
    stage.visit("assessments:practices")


@state("assessments:practices", "filter fits nothing")
def show_no_practices(stage: Stage) -> None:
    make_body()
    make_model_version()
    stage.visit("assessments:practices", query="?risk=legal")


@state("assessments:practices", "unknown choice in the filter", is_error=True)
def refuse_practice_filter(stage: Stage) -> None:
    make_model_version()
    stage.visit("assessments:practices", query="?level=9", status=400)


@state("roles:activities", "filter fits nothing")
def show_no_hits(stage: Stage) -> None:
    make_body()
    stage.visit("roles:activities", query="?level=5")


@state("roles:activities", "unknown choice in the filter", is_error=True)
def refuse_filter(stage: Stage) -> None:
    make_body()
    stage.visit("roles:activities", query="?level=9", status=400)


# --- Pages that say what went wrong ---
def show_error_page(stage: Stage, *, number: str) -> None:
    stage.show(render_to_string(f"{number}.html"))


for number in ("400", "429", "500"):
    STATES.append(State(number, "told", partial(show_error_page, number=number)))


@state("403", "forbidden")
def show_forbidden(stage: Stage) -> None:
    stage.enter(Membership.Kind.VIEWER)
    stage.visit("assessments:start", stage.make_unit().pk, status=403)


@state("403", "form from another session")
def show_foreign_form(stage: Stage) -> None:
    stage.visit("account_login")
    stage.page.context.clear_cookies()
    stage.press("Sign in", status=403)


@state("404", "no such page, signed in")
def show_not_found(stage: Stage) -> None:
    stage.enter()
    stage.go("/no-such-page/", status=404)
