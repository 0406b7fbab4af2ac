"""All cases, to be parametrized over: ``@pytest.mark.parametrize("case", CASES, ids=str)``."""

from spec import aggregates, change_ratio, missing, tenure, text, windows
from spec.case import Case

TOPICS = (missing, windows, tenure, aggregates, change_ratio, text)
CASES: list[Case] = [case for topic in TOPICS for case in topic.CASES]
