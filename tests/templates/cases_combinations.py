"""The combinations of the catalogue; C09 and later are in `cases_more_combinations`, those about onboarding in `cases_goals`.

Months are counted back from the as-of day: the days 0 to 30, 31 to 60, 61 to 91, 92 to 121, 122 to 150, 151 to 181.
"""

from __future__ import annotations

from tests.templates.world import Case

TRIALS = """
accounts: account_id | started_on | status
  keen     | 40 | trial
  fifteen  | 40 | trial
  after    | 40 | trial
  last-day | 40 | trial
  new      | 15 | trial
  paying   | 40 | customer
usage: contact_id | at
  keen     | 25..40
  fifteen  | 26..40
  after    | 26..40 10
  last-day | 26..40 11
  new      | 0..15
  paying   | 25..40
"""
REVIEWS = """
accounts: account_id | arr | started_on | churned_on
  overdue  | 20001 | 2026-03-30 |
  exactly  | 20000 | 2024-01-01 |
  reviewed | 50000 | 2024-01-01 |
  check-in | 50000 | 2024-01-01 |
  young    | 50000 | 2026-04-01 |
  left     | 50000 | 2024-01-01 | 1
  booked   | 50000 | 2024-01-01 |
  unpaid   |       | 2024-01-01 |
meetings: account_id | starts_at | kind | status
  overdue  | 92 | QBR      | held
  overdue  | 5  | QBR      | cancelled
  reviewed | 91 | QBR      | held
  check-in | 5  | Check-in | held
  booked   | -5 | QBR      | planned
"""
FALLING = """
accounts: account_id | fit_edition | churned_on
  falling | Platinum |
  forty   | Platinum |
  gold    | Gold     |
  left    | Platinum | 0
  gone    | Platinum |
  new     | Platinum |
usage: contact_id | at
  falling | 31 31 45 60 60 0 1
  forty   | 31 31 45 60 60 0 1 2
  gold    | 31 31 45 60 60 0 1
  left    | 31 31 45 60 60 0 1
  gone    | 40
  new     | 0
"""
BUGS = """
usage: contact_id | at | feature
  hit         | 0 7 14 21 | Dashboards
  one-bug     | 0 7 14 21 | Dashboards
  other       | 0 7 14 21 | Dashboards
  other       | 0 7 14 21 | Reports
  questions   | 0 7 14 21 | Dashboards
  three-weeks | 0 7 14 56 | Dashboards
tickets: account_id | opened_at | kind | feature
  hit         | 0 179 | bug      | Dashboards
  one-bug     | 0 180 | bug      | Dashboards
  other       | 0 10  | bug      | Reports
  questions   | 0 10  | question | Dashboards
  questions   | 0 10  | bug      |
  three-weeks | 0 10  | bug      | Dashboards
"""
SECOND_YEAR = """
accounts: account_id | started_on
  quiet      | 2025-06-30
  first-year | 2025-07-01
  edge       | 2024-07-01
  third      | 2024-06-30
  met        | 2025-01-01
  met-three  | 2025-01-01
  called-off | 2025-01-01
  asks       | 2025-01-01
contacts: contact_id | role
  quiet/1      | Primary Contact
  quiet/2      | User
  first-year/1 | Primary Contact
  edge/1       | Primary Contact
  edge/2       | Primary Contact
  third/1      | Primary Contact
  met/1        | Primary Contact
  met-three/1  | Primary Contact
  called-off/1 | Primary Contact
  asks/1       | Primary Contact
usage: contact_id | at
  quiet/1      | 0 7 14 21 28
  quiet/2      | 0 7 14 21 28
  first-year/1 | 0 7 14 21 28
  edge/1       | 6 13 20 27 55
  edge/2       | 0 7 14 21 56
  third/1      | 0 7 14 21 28
  met/1        | 0 7 14 21 28
  met-three/1  | 0 7 14 21 28
  called-off/1 | 0 7 14 21 28
  asks/1       | 0 7 14 21 28
meetings: account_id | starts_at | kind | status
  met        | 30 31 91 92   | Check-in | held
  met-three  | 0 31 60 61 182| Check-in | held
  called-off | 0 31 61       | Check-in | held
  called-off | 92            | Check-in | cancelled
tickets: account_id | opened_at
  asks       | 0 31 61 181
"""
UPGRADE = """
accounts: account_id | contract_type | renews_on | sentiment | edition | fit_edition
  ready   | annual  | -90 | Green  | Silver   | Gold
  late    | annual  | -91 | Green  | Silver   | Gold
  monthly | monthly | -5  | Green  | Silver   | Gold
  yellow  | annual  | -5  | Yellow | Silver   | Gold
  fits    | annual  | -5  | Green  | Gold     | Gold
  over    | annual  | -5  | Green  | Platinum | Gold
  idle    | annual  | -5  | Green  | Silver   | Gold
  uncounted| annual | -5  | Green  | Silver   | Gold
contacts: contact_id | role
  ready/boss   | Decision Maker
  ready/user   | User
  late/boss    | Decision Maker
  monthly/boss | Decision Maker
  yellow/boss  | Decision Maker
  fits/boss    | Decision Maker
  over/boss    | Decision Maker
  idle/boss    | Decision Maker
  uncounted/boss | Decision Maker
licences: account_id | day | seats | used
  ready   | 30 | 100 | 50
  late    | 0  | 100 | 90
  monthly | 0  | 100 | 90
  yellow  | 0  | 100 | 90
  fits    | 0  | 100 | 90
  over    | 0  | 100 | 90
  idle    | 0  | 100 | 49
  uncounted | 31 | 100 | 90
"""
CASES = [
    Case("C01", TRIALS, "keen last-day new"),
    Case("C01", TRIALS, "after fifteen keen last-day new", values={"active_days": 14}),
    Case("C01", TRIALS, "after keen last-day new", values={"days": 31}),
    Case("C01", TRIALS, "paying", values={"trial": "customer"}),
    Case("C03", REVIEWS, "booked check-in overdue"),
    Case("C03", REVIEWS, "booked check-in exactly overdue", values={"arr": 19999}),
    Case("C03", REVIEWS, "booked check-in", values={"months": 4}),
    Case("C03", REVIEWS, "booked overdue reviewed", values={"qbr": "Check-in"}),
    Case("C04", FALLING, "falling gone"),
    Case("C04", FALLING, "falling forty gone", values={"fall": -0.3}),
    Case("C04", FALLING, "gold", values={"edition": "Gold"}),
    Case("C04", FALLING, "", values={"months": 2}),
    Case("C05", BUGS, "hit"),
    Case("C05", BUGS, "hit one-bug", values={"bugs": 1}),
    Case("C05", BUGS, "hit one-bug", values={"days": 181}),
    Case("C05", BUGS, "hit three-weeks", values={"weeks_active": 3}),
    Case("C05", BUGS, "hit three-weeks", values={"weeks": 9}),
    Case("C05", BUGS, "other", values={"feature": "Reports"}),
    Case("C05", BUGS, "questions", values={"bug": "question"}),
    Case("C06", SECOND_YEAR, "called-off/1 edge/1 met-three/1 quiet/1"),
    Case("C06", SECOND_YEAR, "edge/1 quiet/1", values={"regular": 3}),
    Case("C06", SECOND_YEAR, "called-off/1 edge/1 met-three/1 quiet/1 third/1", values={"to_month": 24}),
    Case("C06", SECOND_YEAR, "called-off/1 edge/1 first-year/1 met-three/1 quiet/1", values={"from_month": 11}),
    Case("C06", SECOND_YEAR, "called-off/1 edge/1 edge/2 met-three/1 quiet/1", values={"weeks_active": 4}),
    Case("C06", SECOND_YEAR, "quiet/2", values={"role": "User"}),
    Case("C07", UPGRADE, "ready/boss"),
    Case("C07", UPGRADE, "late/boss ready/boss", values={"days": 91}),
    Case("C07", UPGRADE, "idle/boss ready/boss", values={"share": 0.49}),
    Case("C07", UPGRADE, "ready/boss uncounted/boss", values={"months": 2}),
    Case("C07", UPGRADE, "monthly/boss", values={"contract": "monthly"}),
    Case("C07", UPGRADE, "yellow/boss", values={"sentiment": "Yellow"}),
    Case("C07", UPGRADE, "ready/user", values={"role": "User"}),
]  # fmt: skip
