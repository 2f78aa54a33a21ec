"""Content files: reading them, and every problem of a whole set of content at once.

Pure: standard library, PyYAML and the scoring engine. Import from here, not from the modules inside.
"""

from __future__ import annotations

from assessments.exchange.changes import Change, Counted, CountedOn, VersionChanges, compare_versions
from assessments.exchange.checks import check_content
from assessments.exchange.codes import Code, Severity
from assessments.exchange.compare import Comparison, Difference, compare_content
from assessments.exchange.drafting import DraftPlan, Rewording, check_draft, plan_draft
from assessments.exchange.folder import read_file, read_folder
from assessments.exchange.format import (
    FORMAT,
    ActivityContent,
    Content,
    CriterionContent,
    CrossWalkContent,
    DimensionContent,
    ExpectationContent,
    GuideContent,
    LevelContent,
    PointContent,
    PracticeContent,
    RiskContent,
    RoleContent,
    ScaleContent,
    VersionContent,
)
from assessments.exchange.problems import ContentError, Problem, Problems, Where
from assessments.exchange.rubrics import build_rubric, build_scale
from assessments.exchange.writer import write_json, write_yaml

__all__ = [
    "FORMAT",
    "ActivityContent",
    "Change",
    "Code",
    "Comparison",
    "Content",
    "ContentError",
    "Counted",
    "CountedOn",
    "CriterionContent",
    "CrossWalkContent",
    "Difference",
    "DimensionContent",
    "DraftPlan",
    "ExpectationContent",
    "GuideContent",
    "LevelContent",
    "PointContent",
    "PracticeContent",
    "Problem",
    "Problems",
    "Rewording",
    "RiskContent",
    "RoleContent",
    "ScaleContent",
    "Severity",
    "VersionChanges",
    "VersionContent",
    "Where",
    "build_rubric",
    "build_scale",
    "check_content",
    "check_draft",
    "compare_content",
    "compare_versions",
    "plan_draft",
    "read_file",
    "read_folder",
    "write_json",
    "write_yaml",
]
