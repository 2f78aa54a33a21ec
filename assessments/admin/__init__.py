"""Editing the content in the stock admin. Published content can be read there, and no longer changed."""

from __future__ import annotations

from assessments.admin.criteria import CriterionAdmin
from assessments.admin.library import PracticeAdmin, ScaleAdmin
from assessments.admin.people import ErasablePersonAdmin
from assessments.admin.revisions import PracticeRevisionAdmin
from assessments.admin.versions import MaturityModelAdmin, ModelVersionAdmin

__all__ = [
    "CriterionAdmin",
    "ErasablePersonAdmin",
    "MaturityModelAdmin",
    "ModelVersionAdmin",
    "PracticeAdmin",
    "PracticeRevisionAdmin",
    "ScaleAdmin",
]
