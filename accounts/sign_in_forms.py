"""The forms of allauth in our words. What they do is allauth's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ADDRESS, PASSWORD = _("E-mail address"), _("Password")
NEW, REPEATED = _("New password"), _("New password, once more")


class OurLabels:
    """Gives fields other labels; some of them are made only when the form is."""

    labels: ClassVar[dict[str, _StrPromise]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.labels.items():
            self.fields[name].label = label  # type: ignore[attr-defined]


class SignInForm(OurLabels, allauth_forms.LoginForm):
    labels: ClassVar = {"login": ADDRESS, "password": PASSWORD, "remember": _("Keep me signed in on this device")}


class ForgottenPasswordForm(OurLabels, allauth_forms.ResetPasswordForm):
    labels: ClassVar = {"email": ADDRESS}


class NewPasswordForm(OurLabels, allauth_forms.ResetPasswordKeyForm):
    labels: ClassVar = {"password1": NEW, "password2": REPEATED}


class FirstPasswordForm(OurLabels, allauth_forms.SetPasswordForm):
    labels: ClassVar = {"password1": NEW, "password2": REPEATED}


class ChangePasswordForm(OurLabels, allauth_forms.ChangePasswordForm):
    labels: ClassVar = {"oldpassword": _("Current password"), "password1": NEW, "password2": REPEATED}
