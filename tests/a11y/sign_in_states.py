"""States of the pages about signing in with a second step or by single sign-on, and about sessions."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import override_settings
from playwright.sync_api import expect

from accounts.models import Membership, Organisation, User
from ospo_site.env import SingleSignOn
from tests.a11y.stage import Stage
from tests.a11y.table import add_plain, state
from tests.browsing import plug_in
from tests.factories import PASSWORD, make_user

add_plain("accounts:sessions", "none noted", signed_in=True)
add_plain("mfa_index", "nothing set up", signed_in=True)
add_plain("mfa_list_webauthn", "none", signed_in=True)
add_plain("socialaccount_login_cancelled", "told")
SERVICE = SingleSignOn(
    name="Harbour Login", url="https://login.example.org", origin="https://login.example.org", client_id="a", secret="b"
)


def enter_by_page(stage: Stage, user: User | None = None) -> User:
    """Somebody signs in with the password, as far as that goes."""
    user = user or make_user("alice@example.org")
    stage.visit("account_login")
    stage.page.get_by_label("E-mail address").fill(user.email)
    stage.page.get_by_label("Password").fill(PASSWORD)
    stage.press("Sign in")
    return user


def confirm(stage: Stage, url_name: str, *args: object) -> None:
    """Open a page that asks for the password once more, and give it."""
    stage.visit(url_name, *args)
    stage.page.get_by_label("Password").fill(PASSWORD)
    stage.press("Continue")


def make_guarded(*, with_key: bool = False) -> User:
    """Somebody with an app and recovery codes, and perhaps a key, which is made up: no browser has it."""
    user = make_user("alice@example.org")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    if with_key:
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key"})
    return user


@state("accounts:sessions", "two")
def show_sessions(stage: Stage) -> None:
    enter_by_page(stage)
    stage.visit("accounts:sessions")


@state("account_login", "with single sign-on")
def show_single_sign_on(stage: Stage) -> None:
    with override_settings(SOCIALACCOUNT_PROVIDERS=SERVICE.providers):
        stage.visit("account_login")


@state("openid_connect_login", "asked")
def ask_single_sign_on(stage: Stage) -> None:
    with override_settings(SOCIALACCOUNT_PROVIDERS=SERVICE.providers):
        stage.visit("openid_connect_login", "sso")


@state("socialaccount_login_error", "told")
def show_single_sign_on_error(stage: Stage) -> None:
    stage.visit("socialaccount_login_error", status=401)


@state("account_reauthenticate", "asked")
def ask_password_again(stage: Stage) -> None:
    enter_by_page(stage)
    stage.visit("account_reauthenticate")


@state("mfa_index", "demanded by the organisation")
def show_demand(stage: Stage) -> None:
    stage.enter(Membership.Kind.VIEWER)
    Organisation.objects.update(requires_second_factor=True)
    stage.visit("accounts:profile")


@state("mfa_index", "what was sent is refused")
def show_refused_for_want_of_a_step(stage: Stage) -> None:
    stage.enter(Membership.Kind.VIEWER)
    stage.visit("accounts:profile")
    Organisation.objects.update(requires_second_factor=True)
    stage.press("Save my name", status=403)


@state("mfa_activate_totp", "with a secret")
def show_app(stage: Stage) -> None:
    enter_by_page(stage)
    confirm(stage, "mfa_activate_totp")


@state("mfa_activate_totp", "wrong code", is_error=True)
def refuse_app(stage: Stage) -> None:
    show_app(stage)
    stage.page.get_by_label("code").fill("abc")
    stage.press("Turn it on")


@state("mfa_add_webauthn", "asked")
def show_new_key(stage: Stage) -> None:
    enter_by_page(stage)
    confirm(stage, "mfa_add_webauthn")


@state("mfa_authenticate", "asked")
def ask_second_step(stage: Stage) -> None:
    enter_by_page(stage, make_guarded())


@state("mfa_authenticate", "wrong code", is_error=True)
def refuse_second_step(stage: Stage) -> None:
    ask_second_step(stage)
    stage.page.get_by_label("Code").fill("abc")
    stage.press("Sign in")


def open_guarded(stage: Stage, url_name: str, *args: object) -> None:
    stage.sign_in(make_guarded())
    confirm(stage, url_name, *args)


@state("mfa_index", "all set up")
def show_all_steps(stage: Stage) -> None:
    stage.sign_in(make_guarded(with_key=True))
    stage.visit("mfa_index")


@state("mfa_reauthenticate", "asked")
def ask_code_again(stage: Stage) -> None:
    stage.sign_in(make_guarded())
    stage.visit("mfa_reauthenticate")


@state("mfa_reauthenticate_webauthn", "asked")
def ask_key_again(stage: Stage) -> None:
    plug_in(stage.page)
    stage.sign_in(make_user("alice@example.org"))
    confirm(stage, "mfa_add_webauthn")
    stage.page.get_by_role("button", name="Add the key").click()
    expect(stage.page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    stage.visit("mfa_reauthenticate_webauthn")
    expect(stage.page.get_by_role("button", name="Use a security key")).to_be_visible()


@state("mfa_deactivate_totp", "asked")
def ask_turning_off(stage: Stage) -> None:
    open_guarded(stage, "mfa_deactivate_totp")


@state("mfa_view_recovery_codes", "codes")
def show_codes(stage: Stage) -> None:
    open_guarded(stage, "mfa_view_recovery_codes")
    expect(stage.page.get_by_role("link", name="Download them")).to_be_visible()


@state("mfa_generate_recovery_codes", "asked")
def ask_new_codes(stage: Stage) -> None:
    open_guarded(stage, "mfa_generate_recovery_codes")


@state("mfa_list_webauthn", "one key")
def show_keys(stage: Stage) -> None:
    stage.sign_in(make_guarded(with_key=True))
    stage.visit("mfa_list_webauthn")


@state("mfa_remove_webauthn", "asked")
def ask_removing_a_key(stage: Stage) -> None:
    user = make_guarded(with_key=True)
    stage.sign_in(user)
    confirm(stage, "mfa_remove_webauthn", Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk)
