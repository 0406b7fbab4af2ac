"""docs/spec.md says what the cases say."""

from __future__ import annotations

from tests.spec.page import PAGE, page


def test_the_page_is_made_from_the_cases() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.spec.page"
