"""Content files: reading them, and every problem of a whole set of content at once.

Pure: standard library, PyYAML and the scoring engine. Import from here, not from the modules inside.
"""

from __future__ import annotations

from assessments.exchange.changes import Change, Counted, CountedOn, VersionChanges, compare_versions
from assessments.exchange.checks import check_content
from assessments.exchange.codes import Code, Severity
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
from assessments.exchange.inventory import (
    Accepted,
    DimensionCount,
    ModelInventory,
    SharedPractice,
    count_all_roles,
    take_inventory,
)
from assessments.exchange.merge import Difference, Memory, Merge, Why, merge_content
from assessments.exchange.problems import ContentError, Problem, Problems, Where
from assessments.exchange.role_counts import RoleCount
from assessments.exchange.rubrics import build_rubric, build_scale
from assessments.exchange.schema import build_schema, write_schema
from assessments.exchange.writer import write_json, write_yaml

__all__ = [
    "FORMAT",
    "Accepted",
    "ActivityContent",
    "Change",
    "Code",
    "Content",
    "ContentError",
    "Counted",
    "CountedOn",
    "CriterionContent",
    "CrossWalkContent",
    "Difference",
    "DimensionContent",
    "DimensionCount",
    "DraftPlan",
    "ExpectationContent",
    "GuideContent",
    "LevelContent",
    "Memory",
    "Merge",
    "ModelInventory",
    "PointContent",
    "PracticeContent",
    "Problem",
    "Problems",
    "Rewording",
    "RiskContent",
    "RoleContent",
    "RoleCount",
    "ScaleContent",
    "Severity",
    "SharedPractice",
    "VersionChanges",
    "VersionContent",
    "Where",
    "Why",
    "build_rubric",
    "build_scale",
    "build_schema",
    "check_content",
    "check_draft",
    "compare_versions",
    "count_all_roles",
    "merge_content",
    "plan_draft",
    "read_file",
    "read_folder",
    "take_inventory",
    "write_json",
    "write_schema",
    "write_yaml",
]
