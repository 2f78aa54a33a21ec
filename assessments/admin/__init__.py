"""Editing the content in the stock admin. Published content can be read there, and no longer changed."""

from __future__ import annotations

from assessments.admin.library import PracticeAdmin, PracticeRevisionAdmin, ScaleAdmin
from assessments.admin.versions import MaturityModelAdmin, ModelVersionAdmin

__all__ = ["MaturityModelAdmin", "ModelVersionAdmin", "PracticeAdmin", "PracticeRevisionAdmin", "ScaleAdmin"]
