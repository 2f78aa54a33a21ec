"""The example in the documentation of the body of knowledge can be loaded as it stands."""

from __future__ import annotations

import re
from pathlib import Path

from assessments.exchange import Problems, read_file

PAGE = Path(__file__).parents[2] / "docs" / "body-of-knowledge.md"


def test_example_is_a_guide_without_problems() -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL)[0]
    problems = Problems()
    content = read_file(example.encode(), file="example.yaml", problems=problems)
    assert (content is not None and [guide.key for guide in content.guides], list(problems)) == (
        ["structure-virtual"],
        [],
    )
