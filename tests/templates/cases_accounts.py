"""Rows of the catalogue that look at customers' own columns, and at who belongs to them."""

from __future__ import annotations

from tests.templates.world import Case

STATUS = """
accounts: account_id | status
  full    | customer
  trying  | trial
  gone    | churned
  unknown |
"""
HERE = """
accounts: account_id | started_on | churned_on
  today   | 0   |
  ahead   | -1  |
  leaving | 400 | -1
  left    | 400 | 0
  undated |     |
"""
MARKED = """
accounts: account_id | started_on | churned
  here  | 0  | no
  left  | 9  | yes
  ahead | -1 | no
  blank | 9  |
"""
FIT = """
accounts: account_id | product_fit
  bad   | Poor
  good  | Good
  blank |
"""
LEFT = """
accounts: account_id | churned_on
  today    | 0
  half     | 179
  year     | 180
  tomorrow | -1
  stays    |
contacts: contact_id | role
  today/boss    | Decision Maker
  today/user    | User
  stays/boss    | Decision Maker
  tomorrow/boss | Decision Maker
"""
CHURNS = """
accounts: account_id
  stays
churns: account_id | at | reason
  price  | 179    | Price
  twice  | 300    | Price
  twice  | 180    | Competitor
  silent | 10     |
  later  | -1     | Price
"""
EDITION = """
accounts: account_id | edition | freemium | products
  one   | Gold   | no  | Workspace
  two   | Gold   | yes | Workspace, Insights
  three | Silver | no  | none
  four  |        | no  |
"""
CONTRACT = """
accounts: account_id | contract_type | contract_months | opt_out
  short | monthly    | 1  | yes
  year  | annual     | 12 | no
  long  | multi-year | 36 | no
  none  |            |    |
"""
PLACE = """
accounts: account_id | industry | region
  one | Energy | EMEA
  two | Energy | APAC
  six | Retail |
"""
STARTED = """
accounts: account_id | started_on | employees | edition | contract_type | industry | region
  today    | 0          | 49   | Gold   | annual | Energy | EMEA
  edge     | 89         | 50   | Silver | annual | Energy | EMEA
  before   | 90         | 50   | Gold   | annual | Energy | EMEA
  ahead    | -1         | 50   | Gold   | annual | Energy | EMEA
  firstyear| 2025-07-01 | 250  | Gold   | annual | Energy | EMEA
  second   | 2025-06-30 | 1000 | Gold   | annual | Energy | EMEA
"""
RENEWS = """
accounts: account_id | renews_on | employees | edition
  today     | 0   | 10   | Gold
  last      | -90 | 1000 | Gold
  too-late  | -91 | 10   | Silver
  yesterday | 1   | 10   | Silver
  never     |     | 10   | Gold
"""
GROWTH = """
accounts: account_id | growth_potential | is_reference | reference_potential | sentiment | churned_on
  red    | High   | yes | no  | Green  |
  yellow | High   | no  | yes | Green  |
  green  | High   | no  | yes | Yellow |
  best   | High   | no  | yes | Green  | 5
  blank  | High   |     | yes | Green  |
  medium | Medium | no  | no  | Green  |
  low    | Low    | yes | yes | Green  |
  odd    |        | no  | yes | Green  |
health: account_id | day | score | sentiment
  red    | 0  | 49  | Red
  yellow | 40 | 80  | Green
  yellow | 0  | 50  |
  green  | 0  | 75  | Green
  best   | 0  | 100 | Green
  medium | 0  | 100 | Green
  low    | 0  | 60  | Yellow
contacts: contact_id | role
  red/boss     | Decision Maker
  red/first    | Primary Contact
  red/user     | User
  yellow/boss  | Decision Maker
  yellow/first | Primary Contact
  yellow/user  | User
  best/boss    | Decision Maker
  green/boss   | Decision Maker
  blank/boss   | Decision Maker
  low/boss     | Decision Maker
  low/first    | Primary Contact
  odd/first    | Primary Contact
"""
MONEY = """
accounts: account_id | arr | mrr
  nothing | 0        | 0
  small   | 4999.99  | 499
  edge    | 5000     | 500
  upper   | 19999.99 | 2000
  next    | 20000    | 9999
  top     | 100000   | 10000
  unknown |          |
"""
STRATEGIC = """
accounts: account_id | tags | industry | employees | intended_uses
  large  | strategic       | Healthcare         | 1000 | Field work
  small  | beta            | Healthcare         | 999  | Field work, Board reporting
  bank   | beta, strategic | Financial services | 5000 | none
  shop   | none            | Retail             | 5000 |
  nobody |                 |                    | 5000 | Board reporting
"""

CASES = [
    Case("B01", HERE, "leaving today"),
    Case("B01", MARKED, "here"),
    Case("B01", STATUS, "full", variant="status"),
    Case("B01", STATUS, "trying", variant="status", values={"customer": "trial"}),
    Case("B02", STATUS, {"customer": "full", "trial": "trying"}),
    Case("B02", STATUS, {"churned": "gone"}, values={"statuses": ["churned"]}),
    Case("B02", "accounts: account_id | is_trial\n  full | no\n  trying | yes\n  blank |", {"no": "full", "yes": "trying"}),
    Case("B03", "accounts: account_id | employees\n  below | 999\n  at | 1000\n  odd |",
         {"Small and medium": "below", "Enterprise": "at", "(missing)": "odd"}),
    Case("B03", STARTED, {"Small and medium": "ahead before edge firstyear today", "Enterprise": "second"}),
    Case("B03", STARTED, {"Small and medium": "ahead before edge today", "Enterprise": "firstyear second"}, values={"enterprise": 250}),
    Case("B04", EDITION, {"Silver / no": "three", "Gold / no": "one", "Gold / yes": "two", "(missing) / no": "four"}),
    Case("B04", EDITION, {"Insights": "two", "Workspace": "one two", "(empty)": "three", "(missing)": "four"}, by="product"),
    Case("B05", CONTRACT, {"monthly": "short", "annual": "year", "multi-year": "long", "(missing)": "none"}),
    Case("B05", CONTRACT, {"1": "short", "12": "year", "36": "long", "(missing)": "none"}, by="length"),
    Case("B05", CONTRACT, {"yes": "short", "no": "long year", "(missing)": "none"}, by="opt_out"),
    Case("B06", PLACE, {"Energy": "one two", "Retail": "six"}),
    Case("B06", PLACE, {"APAC": "two", "EMEA": "one", "(missing)": "six"}, by="region"),
    Case("B07", STARTED, {"Year 1": "before edge firstyear today", "Later": "second"}),
    Case("B07", STARTED, {"Year 1": "today", "Later": "before edge firstyear second"}, values={"months": 2}),
    Case("B08", LEFT, {"Decision Maker": "stays/boss today/boss tomorrow/boss"}),
    Case("B08", LEFT, {"User": "today/user"}, values={"contact_roles": ["User"]}),
    Case("B09", LEFT, "half today year"),
    Case("B09", CHURNS, "price silent twice"),
    Case("B10", LEFT, "half today"),
    Case("B10", LEFT, "half today year", values={"days": 181}),
    Case("B10", CHURNS, "price silent"),
    Case("B11", CHURNS, {"Competitor": "twice", "Price": "price", "(missing)": "silent"}),
    Case("B12", LEFT, "today/boss"),
    Case("B12", LEFT, "today/user", values={"role": "User"}),
    Case("L01", STARTED, {"Under 50": "today", "50 to 249": "edge"}),
    Case("L01", STARTED, {"Silver": "edge", "Gold": "before today"}, by="edition", values={"days": 91}),
    Case("L01", STARTED, {"annual / Energy / EMEA": "edge today"}, by=["contract", "industry", "region"]),
    Case("L02", GROWTH, {"Yellow": "green", "Green": "best blank low medium odd red yellow"}),
    Case("L02", GROWTH, {"Red": "red", "Yellow": "low", "Green": "best green medium yellow", "(missing)": "blank odd"}, by="health"),
    Case("L03", FIT, {"Poor": "bad", "Good": "good", "(missing)": "blank"}),
    Case("L09", RENEWS, {"Under 50": "today", "1,000 and more": "last"}),
    Case("L09", RENEWS, {"Silver": "too-late", "Gold": "last today"}, by="edition", values={"days": 91}),
    Case("V01", STRATEGIC, {"Board reporting": "nobody small", "Field work": "large small", "(empty)": "bank", "(missing)": "shop"}),
    Case("V06", MONEY, {"under 5,000": "nothing small", "5,000 to under 20,000": "edge upper", "20,000 to under 100,000": "next",
                        "100,000 and more": "top", "(missing)": "unknown"}),
    Case("V06", MONEY, {"under 500": "nothing small", "500 to under 2,000": "edge", "2,000 to under 10,000": "next upper",
                        "10,000 and more": "top", "(missing)": "unknown"}, by="mrr"),
    # Ranks 1 to 6 in two tiers: (rank - 1) * 2 / 6, cut, plus 1.
    Case("V06", MONEY, {"1": "edge nothing small", "2": "next top upper", "(missing)": "unknown"}, by="tier", values={"tiers": 2}),
    Case("V06", MONEY, {"0 to 5,000": "edge nothing small", "(missing)": "unknown"}, values={"edges": [0, 5000]}),
    Case("V07", GROWTH, {"Red": "red", "Yellow": "yellow", "Green": "best green", "(missing)": "blank"}),
    Case("V07", GROWTH, {"Red": "red", "Green": "best green yellow", "(missing)": "blank"}, by="state"),
    Case("V07", GROWTH, {"Green": "medium"}, values={"growth": "Medium"}),
    Case("V08", GROWTH, {"Yellow": "low"}),
    Case("V08", GROWTH, {"Green": "medium"}, values={"growth": "Medium"}),
    Case("V09", GROWTH, "best/boss blank/boss green/boss red/boss yellow/boss"),
    Case("V09", GROWTH, "low/boss", values={"growth": "Low"}),
    Case("V10", GROWTH, "low/first red/first"),
    Case("V10", GROWTH, "low/boss red/boss", values={"role": "Decision Maker"}),
    # Not the reference, not the yellow mood, not the one that left, not the one of whom it is unknown whether it is a reference.
    Case("V12", GROWTH, "odd/first yellow/boss yellow/first"),
    Case("V12", GROWTH, "green/boss", values={"sentiment": "Yellow"}),
    Case("V13", STRATEGIC, "bank large"),
    Case("V13", STRATEGIC, "bank small", values={"tag": "beta"}),
    Case("V13", STRATEGIC, "nobody shop", variant="list", values={"keys": ["shop", "nobody", "somebody else"]}),
    Case("V14", STRATEGIC, "bank large"),
    Case("V14", STRATEGIC, "bank large small", values={"employees": 999}),
    Case("V14", STRATEGIC, "shop", values={"industries": ["Retail"]}),
]  # fmt: skip
