"""What is planted as telling of churn tells of it, and what is planted as noise does not, with a wide margin."""

import pandas as pd
import pytest

from tests.datasets.facts import DAY, Facts

NOISE = ["region", "industry", "fiscal_quarter", "sales_class"]


@pytest.fixture(scope="module", params=[(500, 7), (500, 11)], ids=str)
def facts(request: pytest.FixtureRequest) -> Facts:
    return Facts(*request.param)


@pytest.fixture(scope="module")
def many() -> Facts:
    return Facts(5_000, 1)


def churned(facts: Facts) -> pd.Series:
    return facts.accounts["churned_on"].notna() & ~facts.accounts["is_internal"]


def onboarded_late(facts: Facts) -> pd.Series:
    """Whether the onboarding was done later than planned, or not at all though due; missing while it may still be in time."""
    due, done = facts.accounts["onboarding_due_on"], facts.accounts["onboarded_on"]
    late = ~(done <= due)
    return late.astype("boolean").where((due < DAY) | done.notna())


def sponsor_active(facts: Facts) -> pd.Series:
    """Whether a sponsor of the account used the product in the account's last 60 days; missing without a sponsor."""
    sponsors = facts.contacts.index[facts.with_role("Executive Sponsor")]
    end = facts.accounts["churned_on"].fillna(DAY + pd.Timedelta(days=1))
    rows = facts.usage[facts.usage["contact_id"].isin(sponsors)]
    recent = rows[rows["at"] >= rows["account_id"].map(end) - pd.Timedelta(days=60)]
    has = facts.in_account(facts.with_role("Executive Sponsor"))
    return pd.Series(facts.accounts.index.isin(recent["account_id"]), facts.accounts.index).astype("boolean").where(has)


def chi_square(group: pd.Series, outcome: pd.Series) -> tuple[float, int]:
    """Pearson's statistic and its degrees of freedom."""
    table = pd.crosstab(group, outcome).to_numpy(dtype=float)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    return float(((table - expected) ** 2 / expected).sum()), (table.shape[0] - 1) * (table.shape[1] - 1)


def test_a_poor_fit_tells_of_churn(facts: Facts) -> None:
    share = churned(facts).groupby(facts.accounts["product_fit"]).mean()
    assert share["Poor"] > 1.8 * share["Fair"] > 1.8 * share["Good"]
    assert chi_square(facts.accounts["product_fit"], churned(facts))[0] > 25


def test_a_late_onboarding_tells_of_churn(facts: Facts) -> None:
    late = onboarded_late(facts)
    share = churned(facts).groupby(late).mean()
    assert share[True] > 2 * share[False]
    assert chi_square(late, churned(facts))[0] > 12


def test_sponsors_who_stay_away_tell_of_churn(many: Facts) -> None:
    active = sponsor_active(many)
    share = churned(many).groupby(active).mean()
    assert share[False] > 2 * share[True]
    assert chi_square(active, churned(many))[0] > 25


@pytest.mark.parametrize("column", NOISE)
def test_noise_tells_nothing_of_churn(facts: Facts, many: Facts, column: str) -> None:
    """By chance alone the statistic is about its degrees of freedom; four standard deviations above are allowed."""
    for data in (facts, many):
        found, degrees = chi_square(data.accounts[column], churned(data))
        assert found < degrees + 4 * (2 * degrees) ** 0.5


@pytest.mark.parametrize("column", ["fiscal_quarter", "sales_class"])
@pytest.mark.parametrize("other", ["edition", "status", "product_fit", "growth_potential", "sentiment", "region"])
def test_noise_tells_nothing_of_anything(many: Facts, column: str, other: str) -> None:
    found, degrees = chi_square(many.accounts[column], many.accounts[other])
    assert found < degrees + 4 * (2 * degrees) ** 0.5


def test_fading_accounts_lose_licences_health_and_answers(facts: Facts) -> None:
    here = facts.accounts["churned_on"].isna()
    falls = (facts.change(facts.usage) < -0.5)[here]
    assert facts.utilisation_change[here][falls].median() < -0.1
    assert facts.state("health", "score")[here][falls].mean() < facts.state("health", "score")[here][~falls].mean() - 8
    settled = here & (facts.tenure >= 3)
    quiet = facts.active_days() == 0
    assert facts.account_nps[settled & quiet].mean() < facts.account_nps[settled & ~quiet].mean() - 0.15


def test_benefits_are_achieved_by_those_that_stay(facts: Facts) -> None:
    rows = facts.tables["benefits"]
    left = rows["account_id"].map(churned(facts))
    achieved = rows["achieved_on"].notna()
    assert achieved[~left].mean() > 1.3 * achieved[left].mean()
