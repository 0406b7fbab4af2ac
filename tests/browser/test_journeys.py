"""The journeys of an analyst in JupyterLab, with no internet."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opened
from tests.browser.journeys import JOURNEYS, SETUP


@pytest.mark.parametrize("journey", JOURNEYS)
def test_journey(opened: Opened, journey: str) -> None:
    workbench = opened("lab", journey, SETUP)
    JOURNEYS[journey](workbench)
    workbench.shot("done")
