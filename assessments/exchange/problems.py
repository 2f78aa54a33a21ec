"""What can be wrong with content, where, and how to mend it: found together, never one per attempt.

A problem is a code with details; `assessments.wording.problems` turns it into sentences, so that every reader says the
same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from assessments.exchange.codes import Code, Severity, grade
from assessments.exchange.texts import shorten


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in content. `line` counts from 1; `path` is such as `practices[licence-review].scale`.

    `broken` marks an item that could only be read in part; its own rules are not checked, its key still exists.
    """

    file: str = ""
    line: int | None = None
    path: str = ""
    broken: bool = False

    def at(self, name: str) -> Where:
        """The place of one key below this one, on the same line."""
        return Where(file=self.file, line=self.line, path=f"{self.path}.{name}" if self.path else name)

    def as_broken(self) -> Where:
        return Where(file=self.file, line=self.line, path=self.path, broken=True)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.file and self.line else self.file
        return ": ".join(part for part in (place, self.path) if part)


NOWHERE = Where()
MOST_PROBLEMS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong. `details` fill the sentences of its code."""

    code: Code
    where: Where = NOWHERE
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return grade(self.code)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        """For whoever debugs; people read the sentences."""
        details = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return ": ".join(part for part in (str(self.where), self.code, details) if part)


class Problems:
    """A growing list of problems, handed down while content is read and checked.

    At most so many errors and so many warnings are kept, so that a hostile file cannot fill memory or a page with them.
    """

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._counts: Counter[Severity] = Counter()

    def add(self, code: Code, where: Where, **details: object) -> None:
        texts = {name: shorten(str(value)) for name, value in details.items()}
        self._keep(Problem(code=code, where=where, details=texts))

    def extend(self, problems: Problems, *, leave_out: Container[str] = ()) -> None:
        """Add other problems, save the warnings whose code is to be left out."""
        for problem in problems:
            if problem.is_error or problem.code not in leave_out:
                self._keep(problem)

    def extend_from(self, problems: Problems, *, file: str) -> None:
        """Add those that have their place in one file."""
        for problem in problems:
            if problem.where.file == file:
                self._keep(problem)

    def _keep(self, problem: Problem) -> None:
        self._counts[problem.severity] += 1
        if self._counts[problem.severity] <= MOST_PROBLEMS:
            self._found.append(problem)
        elif self._counts[Severity.ERROR] == MOST_PROBLEMS + 1 and problem.is_error:
            where, details = Where(file=problem.where.file), {"limit": str(MOST_PROBLEMS)}
            self._found.append(Problem(code=Code.MORE_PROBLEMS, where=where, details=details))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        """How many there were, also those that are not kept."""
        return sum(self._counts.values())

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that block loading and publishing."""
        return tuple(problem for problem in self._found if problem.is_error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that an author should see, and that block nothing."""
        return tuple(problem for problem in self._found if not problem.is_error)


class ContentError(ValueError):
    """Content that cannot be loaded or published; carries every error that was found, and nothing was changed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
