"""The combinations of the catalogue from C09 on.

Months are counted back from the as-of day: the days 0 to 30, 31 to 60, 61 to 91, 92 to 121, 122 to 150, 151 to 181.
"""

from __future__ import annotations

from tests.templates.world import Case

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
