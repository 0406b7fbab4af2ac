"""The combinations of the catalogue; those about onboarding are in `cases_goals`.

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
RISING = """
usage: contact_id | at | feature
  rises        | 31..40 0..11 | Reports
  ten          | 31..40 0..10 | Reports
  met          | 31..40 0..11 | Reports
  met-long-ago | 31..40 0..11 | Reports
  called-off   | 31..40 0..11 | Reports
  mobile       | 31..40 0..11 | Reports
  mobile       | 30           | Mobile app
  mobile-before| 32..40 0..11 | Reports
  mobile-before| 31           | Mobile app
meetings: account_id | starts_at | kind | status
  met          | 59 | Check-in | held
  met-long-ago | 60 | Check-in | held
  called-off   | 5  | Check-in | cancelled
"""
SKIPPED = """
accounts: account_id | edition | churned_on
  hit        | Silver |
  gold       | Gold   |
  two-months | Silver |
  called-off | Silver |
  uses       | Silver |
  not-done   | Silver |
  tomorrow   | Silver |
  other-step | Silver |
  left       | Silver | 0
meetings: account_id | starts_at | kind | status
  hit        | 0 31 181 | Check-in | held
  gold       | 0 31 61  | Check-in | held
  two-months | 0 1 31 182 | Check-in | held
  called-off | 0 31     | Check-in | held
  called-off | 61       | Check-in | cancelled
  uses       | 0 31 61  | Check-in | held
  not-done   | 0 31 61  | Check-in | held
  tomorrow   | 0 31 61  | Check-in | held
  other-step | 0 31 61  | Check-in | held
  left       | 0 31 61  | Check-in | held
milestones: account_id | name | done_on | due_on
  hit        | Alerts introduced | 0   | 0
  gold       | Alerts introduced | 9   | 9
  two-months | Alerts introduced | 9   | 9
  called-off | Alerts introduced | 9   | 9
  uses       | Alerts introduced | 9   | 9
  not-done   | Alerts introduced |     | 9
  tomorrow   | Alerts introduced | -1  | 9
  other-step | Go-live           | 9   | 9
  left       | Alerts introduced | 9   | 9
usage: contact_id | at | feature
  uses       | 900 | Alerts
  hit        | 1   | Reports
"""
PILOTS = """
accounts: account_id | is_pilot | pilot_ends_on | scoped_seats
  hit    | yes | -30 | 10
  same   | yes | -30 | 10
  late   | yes | -31 | 10
  over   | yes | 1   | 10
  shrunk | yes | -5  | 10
  none   | no  | -5  | 10
  blank  | yes | -5  | 10
contacts: contact_id | role
  hit/1    | Primary Contact
  hit/2    | User
  same/1   | Primary Contact
  late/1   | Primary Contact
  over/1   | Primary Contact
  shrunk/1 | Primary Contact
  none/1   | Primary Contact
  blank/1  | Primary Contact
licences: account_id | day | seats | used
  hit    | 7  | 20 | 5
  hit    | 0  | 20 | 11
  same   | 0  | 20 | 10
  late   | 0  | 20 | 15
  over   | 0  | 20 | 15
  shrunk | 7  | 20 | 50
  shrunk | 0  | 20 | 9
  none   | 0  | 20 | 15
  blank  | 7  | 20 | 12
  blank  | 0  | 20 |
"""
GOLD = """
accounts: account_id | edition | renews_on
  hit           | Gold   | 2026-12-30
  far           | Gold   | 2026-12-31
  silver        | Silver | 2026-09-01
  uses          | Gold   | 2026-09-01
  used-long-ago | Gold   | 2026-09-01
  automates     | Gold   | 2026-09-01
  reports       | Gold   | 0
  past          | Gold   | 1
usage: contact_id | at | feature
  uses          | 89 | API
  used-long-ago | 90 | API
  automates     | 0  | Automations
  reports       | 0  | Reports
"""
UNUSUAL = """
accounts: account_id | started_on | product_fit | sentiment
  hit         | 2025-07-01 | Poor | Green
  second-year | 2025-06-30 | Poor | Green
  good        | 2025-07-01 | Good | Green
  yellow      | 2025-07-01 | Poor | Yellow
  narrow      | 2025-07-01 | Poor | Green
  four-weeks  | 2025-07-01 | Poor | Green
usage: contact_id | at | feature
  hit         | 0 7   | Reports
  hit         | 14    | Alerts
  hit         | 21    | API
  hit         | 28    | Exports
  second-year | 0 7   | Reports
  second-year | 14    | Alerts
  second-year | 21    | API
  second-year | 28    | Exports
  good        | 0 7   | Reports
  good        | 14    | Alerts
  good        | 21    | API
  good        | 28    | Exports
  yellow      | 0 7   | Reports
  yellow      | 14    | Alerts
  yellow      | 21    | API
  yellow      | 28    | Exports
  narrow      | 0 7   | Reports
  narrow      | 14    | Alerts
  narrow      | 21 28 | API
  narrow      | 90    | Exports
  four-weeks  | 0 1   | Reports
  four-weeks  | 14    | Alerts
  four-weeks  | 21    | API
  four-weeks  | 28    | Exports
"""
ABSENT = """
accounts: account_id | edition | fit_edition
  hit   | Silver | Gold
  seen  | Silver | Gold
  two   | Silver | Gold
  no-dm | Silver | Gold
  fits  | Gold   | Gold
  five  | Silver | Gold
contacts: contact_id | role
  hit/1      | Primary Contact
  hit/2      | User
  hit/boss   | Decision Maker
  seen/1     | Primary Contact
  seen/boss  | Decision Maker
  two/1      | Primary Contact
  two/boss   | Decision Maker
  two/deputy | Decision Maker
  no-dm/1    | Primary Contact
  no-dm/exec | Executive Sponsor
  fits/1     | Primary Contact
  fits/boss  | Decision Maker
  five/1     | Primary Contact
  five/boss  | Decision Maker
usage: contact_id | at
  hit/1      | 0..4 13
  hit/2      | 0..5
  seen/1     | 0..5
  seen/boss  | 800
  two/1      | 0..5
  two/deputy | 0
  no-dm/1    | 0..5
  fits/1     | 0..5
  five/1     | 0..4 14
"""
UNHAPPY = """
accounts: account_id | started_on | employees
  hit         | 2025-06-30 | 50
  biggest     | 2024-07-01 | 5000
  large       | 2025-01-01 | 5001
  small       | 2025-01-01 | 49
  young       | 2025-07-01 | 100
  third       | 2024-06-30 | 100
  happy-boss  | 2025-01-01 | 100
  happy-first | 2025-01-01 | 100
  turned      | 2025-01-01 | 100
  four-weeks  | 2025-01-01 | 100
  divided     | 2025-01-01 | 100
  silent      | 2025-01-01 | 100
contacts: contact_id | role
  hit/1            | Primary Contact
  hit/boss         | Decision Maker
  biggest/1        | Primary Contact
  biggest/boss     | Decision Maker
  large/1          | Primary Contact
  large/boss       | Decision Maker
  small/1          | Primary Contact
  small/boss       | Decision Maker
  young/1          | Primary Contact
  young/boss       | Decision Maker
  third/1          | Primary Contact
  third/boss       | Decision Maker
  happy-boss/1     | Primary Contact
  happy-boss/boss  | Decision Maker
  happy-boss/user  | User
  happy-first/1    | Primary Contact
  happy-first/boss | Decision Maker
  turned/1         | Primary Contact
  turned/boss      | Decision Maker
  four-weeks/1     | Primary Contact
  four-weeks/boss  | Decision Maker
  biggest/silent   | Decision Maker
  divided/1        | Primary Contact
  divided/boss     | Decision Maker
  divided/deputy   | Decision Maker
  silent/1         | Primary Contact
  silent/boss      | Decision Maker
usage: contact_id | at
  hit/1           | 0 7 14
  hit/boss        | 21 55
  biggest/1       | 0 7 14 21 28
  large/1         | 0 7 14 21 28
  small/1         | 0 7 14 21 28
  young/1         | 0 7 14 21 28
  third/1         | 0 7 14 21 28
  happy-boss/1    | 0 7 14 21 28
  happy-first/1   | 0 7 14 21 28
  turned/1        | 0 7 14 21 28
  four-weeks/1    | 0 7 14 21 56
  divided/1       | 0 7 14 21 28
  silent/1        | 0 7 14 21 28
surveys: contact_id | at | score
  hit/1            | 9   | 6
  hit/boss         | 900 | 0
  biggest/1        | 9   | 6
  biggest/boss     | 9   | 6
  large/1          | 9   | 6
  large/boss       | 9   | 6
  small/1          | 9   | 6
  small/boss       | 9   | 6
  young/1          | 9   | 6
  young/boss       | 9   | 6
  third/1          | 9   | 6
  third/boss       | 9   | 6
  happy-boss/1     | 9   | 6
  happy-boss/boss  | 9   | 7
  happy-boss/user  | 9   | 0
  happy-first/1    | 9   | 9
  happy-first/boss | 9   | 6
  turned/1         | 9   | 3
  turned/1         | 8   | 9
  turned/boss      | 9   | 6
  four-weeks/1     | 9   | 6
  four-weeks/boss  | 9   | 6
  divided/1        | 9   | 6
  divided/boss     | 9   | 6
  divided/deputy   | 9   | 10
  silent/1         | 9   | 6
  silent/boss      | 9   |
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
    # 10 and 12 uses, a rise of 0.2; ten is 10 and 11, 0.1 exactly.
    Case("C09", RISING, "called-off met-long-ago mobile-before rises"),
    Case("C09", RISING, "called-off met-long-ago mobile-before rises ten", values={"rise": 0.05}),
    Case("C09", RISING, "called-off mobile-before rises", values={"days": 61}),
    Case("C09", RISING, "called-off met-long-ago mobile mobile-before rises", values={"feature": "API"}),
    Case("C10", SKIPPED, "hit"),
    Case("C10", SKIPPED, "called-off hit two-months", values={"met_in": 2}),
    Case("C10", SKIPPED, "hit two-months", values={"months": 7}),
    Case("C10", SKIPPED, "gold", values={"edition": "Gold"}),
    Case("C10", SKIPPED, "uses", values={"feature": "Reports"}),
    Case("C10", SKIPPED, "other-step", values={"step": "Go-live"}),
    Case("C11", PILOTS, "blank/1 hit/1"),
    Case("C11", PILOTS, "blank/1 hit/1 late/1", values={"days": 31}),
    Case("C11", PILOTS, "hit/2", values={"role": "User"}),
    Case("C12", GOLD, "hit reports used-long-ago"),
    Case("C12", GOLD, "far hit reports used-long-ago", values={"months": 7}),
    Case("C12", GOLD, "hit reports", values={"days": 91}),
    Case("C12", GOLD, "silver", values={"edition": "Silver"}),
    Case("C12", GOLD, "hit used-long-ago uses", values={"other": "Reports"}),
    Case("C13", UNUSUAL, "hit"),
    Case("C13", UNUSUAL, "hit second-year", values={"year": 13}),
    Case("C13", UNUSUAL, "hit narrow", values={"features": 3}),
    Case("C13", UNUSUAL, "hit narrow", values={"days": 91}),
    Case("C13", UNUSUAL, "four-weeks hit", values={"weeks_active": 4}),
    Case("C13", UNUSUAL, "yellow", values={"sentiment": "Yellow"}),
    Case("C13", UNUSUAL, "good", values={"fit": "Good"}),
    Case("C14", ABSENT, "hit/1"),
    Case("C14", ABSENT, "five/1 hit/1", values={"active_days": 5}),
    Case("C14", ABSENT, "five/1 hit/1", values={"days": 15}),
    Case("C14", ABSENT, "hit/2", values={"role": "User"}),
    Case("C14", ABSENT, "no-dm/1", values={"decider": "Executive Sponsor"}),
    # All who answered: in divided one decision maker promotes, in silent none answered.
    Case("C15", UNHAPPY, "biggest hit"),
    Case("C15", UNHAPPY, "biggest hit large", values={"largest": 5001}),
    Case("C15", UNHAPPY, "biggest hit small", values={"smallest": 49}),
    Case("C15", UNHAPPY, "biggest hit young", values={"from_month": 11}),
    Case("C15", UNHAPPY, "biggest hit third", values={"to_month": 24}),
    Case("C15", UNHAPPY, "biggest four-weeks hit", values={"weeks_active": 4}),
    Case("C15", UNHAPPY, "biggest happy-boss hit", values={"detractor": 7}),
]  # fmt: skip
