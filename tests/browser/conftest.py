"""Fixtures of the browser tests: ``lab`` is all that most of them need."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser.lab import Lab
from tests.browser.server import LabServer
from tests.components import find_chromium, missing

FAILED = pytest.StashKey[bool]()
# No sandbox, so that it runs as root; and no talk with its makers, which a closed network would refuse over and over.
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """One JupyterLab for all tests of a worker."""
    server = LabServer(tmp_path_factory.mktemp("jupyterlab"))
    yield server
    server.stop()


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
