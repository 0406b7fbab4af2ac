"""All cases, to be parametrized over: ``@pytest.mark.parametrize("case", CASES, ids=str)``."""

from tests.spec import (
    aggregates,
    change_ratio,
    dates,
    groups,
    intervals,
    keys,
    missing,
    related,
    tenure,
    text,
    timezones,
    visibility,
    windows,
)
from tests.spec.case import Case

TOPICS = (
    missing,
    windows,
    tenure,
    aggregates,
    change_ratio,
    text,
    dates,
    groups,
    related,
    intervals,
    visibility,
    timezones,
    keys,
)
CASES: list[Case] = [case for topic in TOPICS for case in topic.CASES]
