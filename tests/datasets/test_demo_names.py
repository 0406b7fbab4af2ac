"""The names of the demo's companies and people."""

import numpy as np

from seg_widgets.datasets import names
from seg_widgets.datasets.draws import Draws


def test_companies_are_unique_even_where_the_words_run_out() -> None:
    count = 4_000
    found = names.companies(np.repeat("Energy", count), np.repeat("AMER", count), np.zeros(count, dtype=bool), Draws(1, "spec"))
    assert len(set(found)) == count


def test_emails_are_unique_plain_and_of_the_company() -> None:
    person = [("Jürgen", "O'Neill"), ("Jurgen", "ONeill"), ("Zoë", "van der Berg"), ("Esra", "Strauß")]
    company = ['"Kite" & Wood GmbH', '"Kite" & Wood GmbH', "Müller's Clinics", "QA Test – do not use"]  # noqa: RUF001
    assert names.emails(person, company) == [
        "jurgen.oneill@kite-wood-gmbh.example",
        "jurgen.oneill2@kite-wood-gmbh.example",
        "zoe.van-der-berg@mullers-clinics.example",
        "esra.strauss@qa-test-do-not-use.example",
    ]
