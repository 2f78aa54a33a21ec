"""What is stored: the library of practices, versions of models that count them, answers, and the trail."""

from __future__ import annotations

from assessments.models.answers import AgreedAnswer, Answer, AnswerKind, EvidenceState
from assessments.models.assessments import (
    CLOSED_STATES,
    OPEN_STATES,
    Assessment,
    AssessmentVersion,
    Cycle,
    Participant,
)
from assessments.models.baselines import Baseline
from assessments.models.differences import LocalDifference
from assessments.models.handovers import Handover
from assessments.models.inviting import PlannedParticipant
from assessments.models.library import Practice, PracticeRevision, Scale, ScalePoint
from assessments.models.profile import OrganisationProfile, ProfileChange, Staffing
from assessments.models.shipped import ShippedItem
from assessments.models.snapshots import Snapshot, compute_digest
from assessments.models.trail import NOBODY, TrailEntry, TrailText
from assessments.models.versions import Criterion, Dimension, Level, MaturityModel, ModelVersion

__all__ = [
    "CLOSED_STATES",
    "NOBODY",
    "OPEN_STATES",
    "AgreedAnswer",
    "Answer",
    "AnswerKind",
    "Assessment",
    "AssessmentVersion",
    "Baseline",
    "Criterion",
    "Cycle",
    "Dimension",
    "EvidenceState",
    "Handover",
    "Level",
    "LocalDifference",
    "MaturityModel",
    "ModelVersion",
    "OrganisationProfile",
    "Participant",
    "PlannedParticipant",
    "Practice",
    "PracticeRevision",
    "ProfileChange",
    "Scale",
    "ScalePoint",
    "ShippedItem",
    "Snapshot",
    "Staffing",
    "TrailEntry",
    "TrailText",
    "compute_digest",
]
