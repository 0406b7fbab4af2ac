"""The demo tables, generated once."""

import pandas as pd
import pytest

from seg_widgets.datasets import frames


@pytest.fixture(scope="session")
def demo_tables() -> dict[str, pd.DataFrame]:
    """The default tables; tests must not change them."""
    return frames()
