"""The codes of everything that can be wrong with content. Their sentences stand in `assessments.wording.problems`."""

from __future__ import annotations

from enum import StrEnum, auto


class Severity(StrEnum):
    """An error blocks loading and publishing; a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """What can be wrong. Grouped: the file, its shape, what it says, what a publisher should look at."""

    NO_FILES = auto()
    UNREADABLE = auto()
    NOT_UTF8 = auto()
    TOO_LARGE = auto()
    BAD_YAML = auto()
    BAD_JSON = auto()
    SEVERAL_DOCUMENTS = auto()
    TAG = auto()
    ANCHOR = auto()
    TOO_DEEP = auto()
    BAD_KEY = auto()
    REPEATED_KEY = auto()

    NO_FORMAT = auto()
    NEWER_FORMAT = auto()
    MISSING = auto()
    UNKNOWN_KEY = auto()
    WRONG_TYPE = auto()
    EMPTY = auto()
    TOO_LONG = auto()
    BAD_SLUG = auto()
    BAD_FRACTION = auto()
    OUT_OF_RANGE = auto()
    NOT_A_CHOICE = auto()
    SEVERAL_LINES = auto()
    CONTROL_CHARACTER = auto()
    TOO_MANY = auto()
    MORE_PROBLEMS = auto()
    BAD_ADDRESS = auto()

    DUPLICATE = auto()
    UNKNOWN_REFERENCE = auto()
    SCALE_VALUES = auto()
    SCALE_IN_PLACE = auto()
    RESERVED_POINT = auto()
    WEIGHT = auto()
    WEIGHTS_APART = auto()
    MIN_IN_PLACE = auto()
    MAX_NOT_APPLICABLE = auto()
    LEVEL_ORDER = auto()
    ONE_LEVEL = auto()
    BARE_LEVEL = auto()
    TWO_REVISIONS = auto()
    NO_USERS = auto()
    PROVIDER_AMONG_USERS = auto()
    READING_ROLE = auto()
    LEVEL_MISSING = auto()
    LEVEL_NOT_ALLOWED = auto()
    KEY_NOT_PUBLISHED = auto()
    CROSS_WALK_ITSELF = auto()
    CROSS_WALK_NO_LEVELS = auto()
    CROSS_WALK_APART = auto()
    EVIDENCE_POINT = auto()
    TOP_NOT_REACHED = auto()
    TWO_NAMES = auto()
    NOT_DRAFT = auto()
    NOT_PUBLISHED = auto()
    NOT_A_MODEL = auto()
    SCALE_DIFFERS = auto()

    LENGTH = auto()
    CONNECTIVE = auto()
    DEGREE = auto()
    INTENTION = auto()
    MODAL = auto()
    REASON = auto()
    NEGATIVE = auto()
    NO_FULL_STOP = auto()
    SUBJECT = auto()
    ABBREVIATION = auto()
    HARD_TO_READ = auto()
    SCALE_FIT = auto()
    MANY_USERS = auto()
    LONG_TITLE = auto()
    NO_GUIDANCE = auto()
    NO_EVIDENCE = auto()
    EMPTY_CELL = auto()
    EMPTY_DIMENSION = auto()
    NO_CORE = auto()
    BUSY_ROLE = auto()
    UNUSED_EXCEPTION = auto()
    NOT_COUNTED = auto()
    REVISIONS_APART = auto()
    NOT_COMBINABLE = auto()


WARNINGS = frozenset(
    {
        Code.LENGTH,
        Code.CONNECTIVE,
        Code.DEGREE,
        Code.INTENTION,
        Code.MODAL,
        Code.REASON,
        Code.NEGATIVE,
        Code.NO_FULL_STOP,
        Code.SUBJECT,
        Code.ABBREVIATION,
        Code.HARD_TO_READ,
        Code.SCALE_FIT,
        Code.MANY_USERS,
        Code.LONG_TITLE,
        Code.NO_GUIDANCE,
        Code.NO_EVIDENCE,
        Code.EMPTY_CELL,
        Code.EMPTY_DIMENSION,
        Code.NO_CORE,
        Code.BUSY_ROLE,
        Code.UNUSED_EXCEPTION,
        Code.NOT_COUNTED,
        Code.REVISIONS_APART,
        Code.NOT_COMBINABLE,
    }
)


def grade(code: Code) -> Severity:
    return Severity.WARNING if code in WARNINGS else Severity.ERROR
