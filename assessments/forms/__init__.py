"""Forms: the shape of what people send. What may follow from it is decided in actions."""

from __future__ import annotations

from assessments.forms.answering import REWORDED, AnswerForm
from assessments.forms.cycles import CycleForm, CycleUnitsForm, ReasonForm
from assessments.forms.fields import is_web_address
from assessments.forms.handing import HandoverForm
from assessments.forms.inviting import AskForm, LaunchForm
from assessments.forms.leading import AgreementForm, EvidenceForm, PeopleForm, ReopenForm
from assessments.forms.profile import ProfileForm, StaffingForm
from assessments.forms.starting import StartForm, list_scopes

__all__ = [
    "REWORDED",
    "AgreementForm",
    "AnswerForm",
    "AskForm",
    "CycleForm",
    "CycleUnitsForm",
    "EvidenceForm",
    "HandoverForm",
    "LaunchForm",
    "PeopleForm",
    "ProfileForm",
    "ReasonForm",
    "ReopenForm",
    "StaffingForm",
    "StartForm",
    "is_web_address",
    "list_scopes",
]
