"""Fixtures of the browser tests: ``lab`` is all that most of them need."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.lab import Lab
from tests.browser.server import LabServer

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """One JupyterLab for all tests of a worker."""
    server = LabServer(tmp_path_factory.mktemp("jupyterlab"))
    yield server
    server.stop()


@pytest.fixture
def lab(request: pytest.FixtureRequest, browser: Browser, lab_server: LabServer) -> Iterator[Lab]:
    """A JupyterLab page with no internet; the test fails at its end if the page asked for any, or wrote an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab = Lab(lab_server, context.new_page())
    yield lab
    try:
        if request.node.stash.get(FAILED, False) or lab.complaints():
            lab.screenshot("FAILED-" + re.sub(r"[^\w.-]+", "-", request.node.name))
    except Error as error:
        print(f"no picture of the failure: {error}")
    context.close()
    lab_server.end_kernels()
    if lab.complaints():
        pytest.fail("in the page:\n" + "\n".join(lab.complaints()), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the ``lab`` fixture know that its test failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report
