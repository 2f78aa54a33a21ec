"""One root for every broken invariant, so that a caller can catch the engine's complaints and nothing else."""

from __future__ import annotations


class ScoringError(ValueError):
    """Something that the engine was promised is not so. The message is for developers, never shown to users."""


class RubricError(ScoringError):
    """A scale, a criterion or a rubric that breaks a rule of its own (a publishing error that slipped through)."""


class AnswerError(ScoringError):
    """An answer that its practice cannot have: an unknown practice, or a point of another scale."""
