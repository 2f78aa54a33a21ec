"""What is wrong with content, and what to do about it, in translated sentences.

`exchange` finds problems and gives them codes with details; here each code has its sentences, for commands and pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.exchange import Code, Problem

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is wrong and how to mend it; names in braces are the details of the problem."""

    message: Text
    fix: Text = ""


def say_problem(problem: Problem) -> str:
    """One line: where, what is wrong, what to do."""
    return ": ".join(
        part for part in (str(problem.where), f"{say_message(problem)} {say_fix(problem)}".strip()) if part
    )


def say_message(problem: Problem) -> str:
    """What is wrong, in one sentence."""
    return _fill(SENTENCES[problem.code].message, problem)


def say_fix(problem: Problem) -> str:
    """What to do about it, in one sentence; empty when the message says enough."""
    return _fill(SENTENCES[problem.code].fix, problem)


def _fill(text: Text, problem: Problem) -> str:
    return str(text).format_map({name: _translate(name, value) for name, value in problem.details.items()})


def _translate(name: str, value: str) -> str:
    """Details that are words of ours; whatever stands in no table is what somebody wrote, or a number."""
    if name not in TERM_DETAILS:
        return value
    return ", ".join(str(TERMS.get(part, part)) for part in value.split(", "))


TERM_DETAILS = frozenset({"what", "expected", "found", "why", "reason", "missing", "first", "scope", "wanted"})
TERMS: Mapping[str, Text] = {
    "The scale": _("The scale"),
    "The point": _("The point"),
    "The role": _("The role"),
    "The risk": _("The risk"),
    "The activity": _("The activity"),
    "The guide": _("The guide"),
    "The practice": _("The practice"),
    "The version": _("The version"),
    "The level": _("The level"),
    "The dimension": _("The dimension"),
    "scale": _("scale"),
    "role": _("role"),
    "risk": _("risk"),
    "activity": _("activity"),
    "practice": _("practice"),
    "dimension": _("dimension"),
    "level": _("level"),
    "key": _("key"),
    "the same list": _("the same list"),
    "the dimension measures ability": _("the dimension measures ability"),
    "the version has no levels": _("the version has no levels"),
    "A mapping (key: value)": _("A mapping (key: value)"),
    "A list": _("A list"),
    "Text": _("Text"),
    "A whole number": _("A whole number"),
    "True or false": _("True or false"),
    "nothing": _("nothing"),
    "true or false (put it in quotes if it is text)": _("true or false (put it in quotes if it is text)"),
    "a number (put it in quotes if it is text)": _("a number (put it in quotes if it is text)"),
    "text": _("text"),
    "a list": _("a list"),
    "a mapping": _("a mapping"),
    "it cannot be parsed": _("it cannot be parsed"),
    "the system refused it": _("the system refused it"),
    "what counts": _("what counts"),
    "what does not count": _("what does not count"),
    "who would know": _("who would know"),
    "an example": _("an example"),
    "unit": _("unit"),
    "organisation": _("organisation"),
    "ourselves": _("ourselves, as we or our"),
    "a body": _("a body, not us"),
}
SENTENCES: Mapping[Code, Sentence] = {
    Code.NO_FILES: Sentence(_("There are no content files here."), _("Name the folder that holds the .yaml files.")),
    Code.UNREADABLE: Sentence(_("The file cannot be read: {reason}."), _("See that it is there and may be read.")),
    Code.NOT_UTF8: Sentence(_("The file is not UTF-8 at byte {byte}."), _("Save it as UTF-8.")),
    Code.TOO_LARGE: Sentence(_("The file is too large: {size} bytes."), _("Split it; at most {limit} bytes are read.")),
    Code.BAD_YAML: Sentence(
        _("This is not valid YAML: {reason}."), _("Look at this line and the one before; quotes help.")
    ),
    Code.BAD_JSON: Sentence(_("This is not valid JSON: {reason}."), _("Look at this line and the one before.")),
    Code.SEVERAL_DOCUMENTS: Sentence(_("A second document starts here."), _("Put it in a file of its own.")),
    Code.TAG: Sentence(_("The tag {tag} is not allowed."), _("Write the value without it.")),
    Code.ANCHOR: Sentence(
        _("Anchors and aliases are not allowed ({name})."), _("Write the value out where it is needed.")
    ),
    Code.TOO_DEEP: Sentence(_("Values are nested too deeply."), _("At most {limit} levels are read.")),
    Code.BAD_KEY: Sentence(_("A key must be a word."), _("Put it in quotes if it looks like a number.")),
    Code.REPEATED_KEY: Sentence(_("The key {key!r} is written twice."), _("Remove one of the two.")),
    Code.NO_FORMAT: Sentence(_("The file does not say its format."), _("Start it with `format: {known}`.")),
    Code.NEWER_FORMAT: Sentence(
        _("The file has format {found} and was written for a newer release; this one reads format {known}."),
        _("Upgrade this installation first."),
    ),
    Code.MISSING: Sentence(_("The key {key!r} is missing."), _("Add it.")),
    Code.UNKNOWN_KEY: Sentence(_("The key {key!r} is not known here."), _("Known keys: {known}.")),
    Code.WRONG_TYPE: Sentence(_("{expected} is needed here, not {found}."), _("Change the value.")),
    Code.EMPTY: Sentence(_("The text is empty."), _("Write it, or remove the key if it may be left out.")),
    Code.TOO_LONG: Sentence(_("The text has {length} characters; at most {longest} fit."), _("Shorten it.")),
    Code.BAD_SLUG: Sentence(
        _("{text!r} is not a key."), _("Use small letters, digits and single hyphens, at most {longest}.")
    ),
    Code.BAD_FRACTION: Sentence(_("{text!r} is not a fraction."), _('Write it in quotes, such as "3/4" or "1".')),
    Code.OUT_OF_RANGE: Sentence(_("{number} is out of range."), _("Write a whole number from {lowest} to {highest}.")),
    Code.NOT_A_CHOICE: Sentence(_("{text!r} is not one of the choices."), _("Choose one of: {choices}.")),
    Code.SEVERAL_LINES: Sentence(_("An entry of this list has several lines."), _("Write each entry as one line.")),
    Code.CONTROL_CHARACTER: Sentence(
        _("The text has the character {character}, which cannot be kept."), _("Remove it.")
    ),
    Code.TOO_MANY: Sentence(
        _("There are {count} entries."), _("At most {limit} are read; leave some out or split the file.")
    ),
    Code.MORE_PROBLEMS: Sentence(
        _("There are more problems than {limit}."), _("Mend these first; then you see the next.")
    ),
    Code.BAD_ADDRESS: Sentence(_("{text!r} is not a web address."), _("Start it with https:// or http://.")),
    Code.DUPLICATE: Sentence(
        _("{what} {key!r} appears twice."), _("The first one is at {first}; rename or remove one.")
    ),
    Code.UNKNOWN_REFERENCE: Sentence(_("There is no {what} {key!r}."), _("Add it or correct the key.")),
    Code.SCALE_VALUES: Sentence(
        _("The values of a scale must increase from 0 to 1, not {values}."), _("Correct or reorder the points.")
    ),
    Code.SCALE_IN_PLACE: Sentence(_("The in-place point {key!r} is not one of: {choices}."), _("Name a later point.")),
    Code.RESERVED_POINT: Sentence(_("The code {key!r} is the name of a kind of answer."), _("Choose another code.")),
    Code.WEIGHT: Sentence(_("The weight {weight} is not above 0."), _("Raise it, or leave the criterion out.")),
    Code.WEIGHTS_APART: Sentence(
        _("The weights have no common denominator up to {limit}."), _("Write them with few different denominators.")
    ),
    Code.MIN_IN_PLACE: Sentence(
        _("The least share in place, {share}, is not above 0 and at most 1."), _('Write a share such as "3/4".')
    ),
    Code.MAX_NOT_APPLICABLE: Sentence(
        _("The largest share not applicable, {share}, is not at least 0 and below 1."),
        _('Write a share such as "1/4".'),
    ),
    Code.LEVEL_ORDER: Sentence(_("The levels must be in rising order, not {numbers}."), _("Put the lowest first.")),
    Code.ONE_LEVEL: Sentence(_("A model has at least two levels or none."), _("Add a level or remove this one.")),
    Code.BARE_LEVEL: Sentence(_("Level {level} is above the floor and no criterion counts at it."), _("Add one.")),
    Code.TWO_REVISIONS: Sentence(
        _("The version counts two revisions of {key!r}: {first} and {second}."), _("Keep one of them.")
    ),
    Code.NO_USERS: Sentence(_("The practice has no user role."), _("Name one or two roles that live with it.")),
    Code.PROVIDER_AMONG_USERS: Sentence(_("The provider {key!r} is also among the users."), _("Name it once.")),
    Code.READING_ROLE: Sentence(_("The role {key!r} only reads."), _("Choose an answering role.")),
    Code.LEVEL_MISSING: Sentence(
        _("The dimension {key!r} measures maturity, so its criteria need a level."),
        _("Name one of the levels of the file."),
    ),
    Code.LEVEL_NOT_ALLOWED: Sentence(_("Level {level} cannot stand here: {why}."), _("Write `level: null`.")),
    Code.KEY_NOT_PUBLISHED: Sentence(
        _("A key criterion must be named by the published model."),
        _("Take the key mark away or correct its level source."),
    ),
    Code.CROSS_WALK_ITSELF: Sentence(
        _("The cross-walk leads to the model itself."), _("Name another model or remove it.")
    ),
    Code.CROSS_WALK_NO_LEVELS: Sentence(_("A version without levels has no cross-walk."), _("Remove it.")),
    Code.CROSS_WALK_APART: Sentence(
        _("The offset {offset} sets no level beside one of {key!r}."), _("Correct or remove it.")
    ),
    Code.EVIDENCE_POINT: Sentence(_("{key!r} is not a point of the scale {scale!r}."), _("Choose one of: {choices}.")),
    Code.TOP_NOT_REACHED: Sentence(
        _("The best answers everywhere reach level {level}, not the top level {top}."),
        _("Look at the levels and weights of the criteria."),
    ),
    Code.TWO_NAMES: Sentence(_("The model {key!r} is called {first!r} elsewhere."), _("Give it one name.")),
    Code.NOT_DRAFT: Sentence(
        _("{version} is {status}, and only a draft can be published."), _("Clone it to a new draft.")
    ),
    Code.NOT_PUBLISHED: Sentence(
        _("{version} is {status}, and only a published version can be retired."), _("Leave it out of the choice.")
    ),
    Code.NOT_A_MODEL: Sentence(_("The file holds no model version."), _("Write `kind: model`, or load it as content.")),
    Code.SCALE_DIFFERS: Sentence(
        _("Another scale with the key {key!r} is stored here."),
        _("Give this one another key, also in the practices that use it."),
    ),
    Code.LENGTH: Sentence(_("The statement has {count} words."), _("Use 8 to 20.")),
    Code.CONNECTIVE: Sentence(_("{word!r} may join two claims in one statement."), _("Ask one thing.")),
    Code.DEGREE: Sentence(
        _("{word!r} is a matter of degree, which the practice scale already carries."), _("Leave it out.")
    ),
    Code.INTENTION: Sentence(_("{word!r} speaks of intentions."), _("Say what an outsider could see.")),
    Code.MODAL: Sentence(_("{word!r} speaks of what may be, not of what is."), _("Say what an outsider could see.")),
    Code.REASON: Sentence(_("{word!r} gives a reason."), _("Leave the reason out.")),
    Code.NEGATIVE: Sentence(_("{word!r} turns the statement around."), _("Say what is so.")),
    Code.NO_FULL_STOP: Sentence(_("The statement does not end with a full stop.")),
    Code.SUBJECT: Sentence(
        _("The scope is {scope}, so the statement has to name {wanted}."), _("Say whose practice it is.")
    ),
    Code.ABBREVIATION: Sentence(_("{word!r} is an abbreviation."), _("Write it out.")),
    Code.HARD_TO_READ: Sentence(
        _("Statement and guidance are hard to read: {reading}, where {hardest} is difficult (LIX)."),
        _("Use shorter sentences and shorter words."),
    ),
    Code.SCALE_FIT: Sentence(_("{word!r} asks how many."), _("Use the reach scale.")),
    Code.MANY_USERS: Sentence(_("{count} user roles live with it."), _("Name one or two.")),
    Code.LONG_TITLE: Sentence(_("The title has {count} words."), _("Use 1 to 4.")),
    Code.NO_GUIDANCE: Sentence(_("The guidance lacks {missing}.")),
    Code.NO_EVIDENCE: Sentence(_("There is no line of evidence for {missing}.")),
    Code.EMPTY_CELL: Sentence(_("Dimension {dimension!r} measures nothing at level {level}.")),
    Code.EMPTY_DIMENSION: Sentence(_("No criterion counts in dimension {dimension!r}.")),
    Code.NO_CORE: Sentence(_("No criterion is core, so the quick pass is empty.")),
    Code.BUSY_ROLE: Sentence(
        _("The role {role!r} answers {count} practices of this version."), _("Use at most {most}, or spread them.")
    ),
    Code.UNUSED_EXCEPTION: Sentence(_("The warning {name!r} is accepted here and does not arise."), _("Take it out.")),
    Code.NOT_COUNTED: Sentence(_("No version counts this practice.")),
    Code.REVISIONS_APART: Sentence(
        _("{key!r} has revision {first} in {one} and revision {second} in {other}."),
        _("These versions cannot share its answers."),
    ),
    Code.NOT_COMBINABLE: Sentence(
        _("{one} and {other} word these practices differently: {keys}."),
        _("No assessment can combine the two until {stale} is released again with the newer wording."),
    ),
}
