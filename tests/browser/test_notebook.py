"""The journeys of an analyst in Notebook 7, with no internet."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Opened
from tests.browser.journeys import JOURNEYS, SETUP, SHARE


@pytest.mark.parametrize("journey", SHARE)
def test_journey(opened: Opened, journey: str) -> None:
    workbench = opened("notebook", journey, SETUP)
    JOURNEYS[journey](workbench)
    workbench.shot("done")
