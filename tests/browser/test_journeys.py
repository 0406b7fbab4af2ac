"""The journeys of an analyst in JupyterLab, with no internet."""

from __future__ import annotations

import pytest

from tests.browser.axe import findings
from tests.browser.conftest import Opened
from tests.browser.journeys import JOURNEYS, SETUP


@pytest.mark.parametrize("journey", JOURNEYS)
def test_journey(opened: Opened, journey: str) -> None:
    workbench = opened("lab", journey, SETUP)
    JOURNEYS[journey](workbench)
    workbench.shot("done")
    for theme in ("light", "dark"):
        workbench.lab.theme(theme)
        workbench.page.wait_for_timeout(500)
        assert findings(workbench.page) == []
