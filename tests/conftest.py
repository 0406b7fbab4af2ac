"""What holds for every test: the browser's tests go first, and that nothing is left out in silence."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.components import CHROMIUM, IN_CI, PREFIX, find_chromium, missing

__all__ = ["missing"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests and start with them, since they take longest."""
    for item in items:
        if "browser" in item.path.relative_to(item.config.rootpath).parts:
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, where everything must be there, fail a test that was skipped because a component is missing."""
    report = yield
    if IN_CI and report.skipped and isinstance(report.longrepr, tuple) and PREFIX in report.longrepr[2]:
        report.outcome = "failed"
        report.longrepr = f"{report.longrepr[2]}\nIn CI a missing component is a failure."
    return report


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker."""
    executable = find_chromium()
    if executable is None:
        missing("Chromium", "install it (Debian: apt-get install chromium) or name one in CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        yield chromium
        chromium.close()
