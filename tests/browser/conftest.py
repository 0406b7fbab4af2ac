"""Fixtures of the browser tests: ``lab`` is all that most of them need."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, Error

from tests.browser.hosts import HOSTS
from tests.browser.lab import Lab
from tests.browser.server import LabServer
from tests.browser.workbench import Workbench

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


class Opened:
    """Opens a notebook with a workbench in a host, in a page of its own.

    Attributes
    ----------
    apps
        The pages that were opened.
    """

    def __init__(self, browser: Browser, server: LabServer) -> None:
        self.browser, self.server = browser, server
        self.apps: list[Lab] = []

    def __call__(self, host: str, name: str, *sources: str, theme: str = "light", width: int = 1500) -> Workbench:
        """Open and run.

        Parameters
        ----------
        host
            Of :data:`tests.browser.hosts.HOSTS`.
        name
            Of the pictures.
        """
        context = self.browser.new_context(viewport={"width": width, "height": 1300}, service_workers="block")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        app = HOSTS[host](self.server, context.new_page())
        self.apps.append(app)
        notebook = app.open(sources, theme)
        notebook.run()
        pictured = re.sub(r"\W+", "-", name)
        return Workbench(app, notebook, f"{host}-{pictured}")


@pytest.fixture
def opened(request: pytest.FixtureRequest, browser: Browser, lab_server: LabServer) -> Iterator[Opened]:
    """Open a workbench in one host or another; the test fails at its end if a page asked for the internet, or wrote an error."""
    made = Opened(browser, lab_server)
    yield made
    complaints = [complaint for app in made.apps for complaint in app.complaints()]
    for app in made.apps:
        try:
            if request.node.stash.get(FAILED, False) or app.complaints():
                app.screenshot("FAILED-" + re.sub(r"[^\w.-]+", "-", request.node.name))
        except Error as error:
            print(f"no picture of the failure: {error}")
        app.page.context.close()
    lab_server.end_kernels()
    if complaints:
        pytest.fail("in the page:\n" + "\n".join(complaints), pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the ``lab`` fixture know that its test failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report
