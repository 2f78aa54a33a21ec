"""The codes of everything that can be wrong with content, with their sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto


class Severity(StrEnum):
    """An error blocks loading and publishing; a warning is shown."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """What can be wrong. Grouped: the file, its shape, what it says, what a publisher should look at."""

    NO_FILES = auto()
    UNREADABLE = auto()
    TOO_LARGE = auto()
    BAD_YAML = auto()
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
    BAD_ADDRESS = auto()

    DUPLICATE = auto()
    UNKNOWN_REFERENCE = auto()
    SCALE_VALUES = auto()
    SCALE_IN_PLACE = auto()
    RESERVED_POINT = auto()
    WEIGHT = auto()
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

    LENGTH = auto()
    CONNECTIVE = auto()
    DEGREE = auto()
    INTENTION = auto()
    REASON = auto()
    NEGATIVE = auto()
    NO_FULL_STOP = auto()
    LONG_TITLE = auto()
    NO_GUIDANCE = auto()
    NO_EVIDENCE = auto()
    EMPTY_CELL = auto()
    EMPTY_DIMENSION = auto()
    NO_CORE = auto()
    NOT_COUNTED = auto()
    REVISIONS_APART = auto()


@dataclass(frozen=True, slots=True)
class Text:
    """The sentences of a code; names in braces are its details."""

    severity: Severity
    message: str
    fix: str = ""


def _error(message: str, fix: str = "") -> Text:
    return Text(Severity.ERROR, message, fix)


def _warning(message: str, fix: str = "") -> Text:
    return Text(Severity.WARNING, message, fix)


TEXTS: Mapping[Code, Text] = {
    Code.NO_FILES: _error("There are no content files here.", "Name the folder that holds the .yaml files."),
    Code.UNREADABLE: _error("The file cannot be read: {reason}."),
    Code.TOO_LARGE: _error("The file is too large: {size} bytes.", "Split it; at most {limit} bytes are read."),
    Code.BAD_YAML: _error("This is not valid YAML: {reason}."),
    Code.SEVERAL_DOCUMENTS: _error("A second document starts here.", "Put it in a file of its own."),
    Code.TAG: _error("The tag {tag} is not allowed.", "Write the value without it."),
    Code.ANCHOR: _error("Anchors and aliases are not allowed ({name}).", "Write the value out where it is needed."),
    Code.TOO_DEEP: _error("Values are nested too deeply.", "At most {limit} levels are read."),
    Code.BAD_KEY: _error("A key must be a word.", "Put it in quotes if it looks like a number."),
    Code.REPEATED_KEY: _error("The key {key!r} is written twice.", "Remove one of the two."),
    Code.NO_FORMAT: _error("The file does not say its format.", "Start it with `format: {known}`."),
    Code.NEWER_FORMAT: _error(
        "The file has format {found} and was written for a newer release; this one reads format {known}.",
        "Upgrade this installation first.",
    ),
    Code.MISSING: _error("The key {key!r} is missing.", "Add it."),
    Code.UNKNOWN_KEY: _error("The key {key!r} is not known here.", "Known keys: {known}."),
    Code.WRONG_TYPE: _error("{expected} is needed here, not {found}."),
    Code.EMPTY: _error("The text is empty.", "Write it, or remove the key if it may be left out."),
    Code.TOO_LONG: _error("The text has {length} characters; at most {longest} fit.", "Shorten it."),
    Code.BAD_SLUG: _error("{text!r} is not a key.", "Use small letters, digits and single hyphens, at most {longest}."),
    Code.BAD_FRACTION: _error("{text!r} is not a fraction.", 'Write it in quotes, such as "3/4" or "1".'),
    Code.OUT_OF_RANGE: _error("{number} is out of range.", "Write a whole number from {lowest} to {highest}."),
    Code.NOT_A_CHOICE: _error("{text!r} is not one of the choices.", "Choose one of: {choices}."),
    Code.SEVERAL_LINES: _error("An entry of this list has several lines.", "Write each entry as one line."),
    Code.BAD_ADDRESS: _error("{text!r} is not a web address.", "Start it with https:// or http://."),
    Code.DUPLICATE: _error("{what} {key!r} appears twice.", "The first one is at {first}; rename or remove one."),
    Code.UNKNOWN_REFERENCE: _error("There is no {what} {key!r}.", "Add it or correct the key."),
    Code.SCALE_VALUES: _error("The values of a scale must increase from 0 to 1, not {values}."),
    Code.SCALE_IN_PLACE: _error("The in-place point {key!r} is not one of: {choices}.", "Name a later point."),
    Code.RESERVED_POINT: _error("The code {key!r} is the name of a kind of answer.", "Choose another code."),
    Code.WEIGHT: _error("The weight {weight} is not above 0."),
    Code.MIN_IN_PLACE: _error("The least share in place, {share}, is not above 0 and at most 1."),
    Code.MAX_NOT_APPLICABLE: _error("The largest share not applicable, {share}, is not at least 0 and below 1."),
    Code.LEVEL_ORDER: _error("The levels must be in rising order, not {numbers}."),
    Code.ONE_LEVEL: _error("A model has at least two levels or none.", "Add a level or remove this one."),
    Code.BARE_LEVEL: _error("Level {level} is above the floor and no criterion counts at it.", "Add one."),
    Code.TWO_REVISIONS: _error(
        "The version counts two revisions of {key!r}: {first} and {second}.", "Keep one of them."
    ),
    Code.NO_USERS: _error("The practice has no user role.", "Name one or two roles that live with it."),
    Code.PROVIDER_AMONG_USERS: _error("The provider {key!r} is also among the users.", "Name it once."),
    Code.READING_ROLE: _error("The role {key!r} only reads.", "Choose an answering role."),
    Code.LEVEL_MISSING: _error("The dimension {key!r} measures maturity, so its criteria need a level."),
    Code.LEVEL_NOT_ALLOWED: _error("Level {level} cannot stand here: {why}.", "Write `level: null`."),
    Code.KEY_NOT_PUBLISHED: _error(
        "A key criterion must be named by the published model.", "Take the key mark away or correct its level source."
    ),
    Code.CROSS_WALK_ITSELF: _error("The cross-walk leads to the model itself.", "Name another model or remove it."),
    Code.CROSS_WALK_NO_LEVELS: _error("A version without levels has no cross-walk.", "Remove it."),
    Code.CROSS_WALK_APART: _error("The offset {offset} sets no level beside one of {key!r}.", "Correct or remove it."),
    Code.EVIDENCE_POINT: _error("{key!r} is not a point of the scale {scale!r}.", "Choose one of: {choices}."),
    Code.TOP_NOT_REACHED: _error("The best answers everywhere reach level {level}, not the top level {top}."),
    Code.TWO_NAMES: _error("The model {key!r} is called {first!r} elsewhere.", "Give it one name."),
    Code.NOT_DRAFT: _error("{version} is {status}, and only a draft can be published.", "Clone it to a new draft."),
    Code.LENGTH: _warning("The statement has {count} words.", "Use 8 to 20."),
    Code.CONNECTIVE: _warning("{word!r} may join two claims in one statement.", "Ask one thing."),
    Code.DEGREE: _warning("{word!r} is a matter of degree, which the practice scale already carries.", "Leave it out."),
    Code.INTENTION: _warning("{word!r} speaks of intentions.", "Say what an outsider could see."),
    Code.REASON: _warning("{word!r} gives a reason.", "Leave the reason out."),
    Code.NEGATIVE: _warning("{word!r} turns the statement around.", "Say what is so."),
    Code.NO_FULL_STOP: _warning("The statement does not end with a full stop."),
    Code.LONG_TITLE: _warning("The title has {count} words.", "Use 1 to 4."),
    Code.NO_GUIDANCE: _warning("The guidance lacks {missing}."),
    Code.NO_EVIDENCE: _warning("There is no line of evidence for {missing}."),
    Code.EMPTY_CELL: _warning("Dimension {dimension!r} measures nothing at level {level}."),
    Code.EMPTY_DIMENSION: _warning("No criterion counts in dimension {dimension!r}."),
    Code.NO_CORE: _warning("No criterion is core, so the quick pass is empty."),
    Code.NOT_COUNTED: _warning("No version counts this practice."),
    Code.REVISIONS_APART: _warning(
        "{key!r} has revision {first} in {one} and revision {second} in {other}.",
        "These versions cannot share its answers.",
    ),
}
