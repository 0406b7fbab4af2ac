"""Each pattern of the catalogue of segments is there: some accounts or contacts show it, and not all."""

import pandas as pd
import pytest

from tests.datasets.facts import Facts
from tests.datasets.patterns import ACCOUNTS, CONTACTS


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts()


def members(mask: pd.Series) -> int:
    return int(mask.astype("boolean").fillna(False).sum())


@pytest.mark.parametrize("pattern", ACCOUNTS)
def test_some_accounts_and_not_all_are_so(facts: Facts, pattern: str) -> None:
    mask = ACCOUNTS[pattern](facts)
    assert mask.index.equals(facts.accounts.index)
    assert 0 < members(mask) < len(mask)


@pytest.mark.parametrize("pattern", CONTACTS)
def test_some_contacts_and_not_all_are_so(facts: Facts, pattern: str) -> None:
    mask = CONTACTS[pattern](facts)
    assert mask.index.equals(facts.contacts.index)
    assert 0 < members(mask) < len(mask)


@pytest.mark.parametrize(
    "column",
    ["status", "edition", "contract_type", "contract_months", "opt_out", "industry", "region", "sentiment", "product_fit",
     "growth_potential", "fit_edition", "fiscal_quarter", "sales_class", "is_reference", "reference_potential"],
)  # fmt: skip
def test_every_value_of_a_dimension_is_held_by_several_accounts(facts: Facts, column: str) -> None:
    sizes = facts.accounts[column].value_counts()
    assert len(sizes) > 1
    assert sizes.min() >= 8


@pytest.mark.parametrize(
    ("table", "column", "number"),
    [("churns", "reason", 5), ("emails", "direction", 2), ("calls", "outcome", 3), ("campaigns", "feature", 2),
     ("articles", "kind", 4), ("references_given", "outcome", 3), ("use_cases", "source", 2), ("use_cases", "use_case", 7),
     ("benefits", "benefit", 4), ("milestones", "name", 7), ("contracts", "contract_type", 3), ("health", "sentiment", 3)],
)  # fmt: skip
def test_every_value_of_a_row_s_column_is_there(facts: Facts, table: str, column: str, number: int) -> None:
    sizes = facts.tables[table][column].value_counts()
    assert len(sizes) == number
    assert sizes.min() >= 3
