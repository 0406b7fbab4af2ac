"""Rows of the catalogue that look at the use of the product, by customers and by people.

Weeks are counted back from the as-of day: days 0 to 6, 7 to 13, and so on. The last month is the days 0 to 30, the month before
it the days 31 to 60.
"""

from __future__ import annotations

from tests.templates.world import Case

ACTIVE_DAYS = """
contacts: contact_id
  none
usage: contact_id | at
  sixteen | 0..15
  fifteen | 0..14
  twice   | 0..14 0..14
  outside | 0..14 30..45
  two     | 0 29
  three   | 0 28 29
  third   | 0 29 30
  ahead   | -3..-1
"""
TEAM = """
usage: contact_id | at
  sales/1 | 0..7
  sales/2 | 8..15
"""
MINUTES = """
contacts: contact_id
  none
usage: contact_id | at | minutes
  above   | 0 6   | 60.5
  exactly | 0 6   | 60
  eighth  | 0 7   | 100
  thirty  | 0 3   | 15
  under   | 0 3   | 14.5
  blank   | 0     |
"""
USERS = """
contacts: contact_id
  none
usage: contact_id | at
  three/1 | 0
  three/2 | 13
  three/3 | 13
  two/1   | 0 1 2
  two/2   | 13
  late/1  | 0
  late/2  | 14
  late/3  | 14
"""
STEADY = """
contacts: contact_id
  none
usage: contact_id | at | feature
  steady  | 0 1 7 8 14 15 21 22 28 29 35 36    | Dashboards
  fiveweek| 0 0 0 1 7 8 14 15 21 22 28 29      | Dashboards
  eleven  | 0 7 8 14 15 21 22 28 29 35 36      | Dashboards
  mixed   | 0 1 7 8 14 15 21 22 28 29          | Dashboards
  mixed   | 35 36                              | Reports
  older   | 0 1 7 8 14 15 21 22 28 29 56 57    | Dashboards
  reports | 0 1 7 8 14 15 21 22 28 29 35 36    | Reports
  ancient | 700                                | Dashboards
  ahead   | -1                                 | Dashboards
"""
CHANGE = """
usage: contact_id | at | feature
  up60   | 31 31 45 60 60 0 1 2 3 4 5 6 30    | Dashboards
  up40   | 31 31 45 60 60 0 1 2 3 4 5 30      | Dashboards
  edge   | 31 31 45 60 60 0 1 2 3 4 5 6 31    | Dashboards
  early  | 31 31 45 60 61 0 1 2 3 4 5         | Dashboards
  down20 | 31 31 45 60 60 0 1 2 30            | Dashboards
  down40 | 31 31 45 60 60 0 1 2               | Dashboards
  gone   | 40                                 | Dashboards
  begins | 0 1 2                              | Dashboards
  other  | 31 0 1 2                           | Reports
"""
FIRST_MONTHS = """
accounts: account_id | started_on
  both    | 2026-03-15
  day-too-late | 2026-03-15
  one     | 2026-03-15
  undated |
usage: contact_id | at | feature
  both    | 2026-03-15 | Dashboards
  both    | 2026-04-14 | Reports
  day-too-late | 2026-03-15 | Dashboards
  day-too-late | 2026-04-15 | Reports
  one     | 2026-03-15 2026-03-16 | Dashboards
  undated | 2026-03-15 | Dashboards
  undated | 2026-03-15 | Reports
"""
NEITHER = """
accounts: account_id | started_on
  three-months | 2026-03-30
  two-months   | 2026-04-01
  used-last-day| 2026-01-10
  used-after   | 2026-01-10
  other-use    | 2026-01-10
  used-first   | 2026-01-10
  not-recorded | 2024-06-30
  recorded     | 2024-07-01
  undated      |
usage: contact_id | at | feature
  used-last-day | 2026-04-09 | Alerts
  used-after    | 2026-04-10 | Alerts
  other-use     | 2026-01-11 | Reports
  used-first    | 2026-01-10 | Automations
"""
PRIMARY = """
contacts: contact_id | role | created_on
  four     | Primary Contact | 90
  young    | Primary Contact | 89
  five     | Primary Contact | 200
  outside  | Primary Contact | 200
  same-day | Primary Contact | 200
  user     | User            | 200
  old      | Primary Contact | 2024-06-30
  recorded | Primary Contact | 2024-07-01
  undated  | Primary Contact |
usage: contact_id | at
  four     | 87..90
  five     | 197..200 111
  outside  | 197..200 110
  same-day | 200 200 200 200 200
"""
POWER = """
contacts: contact_id | created_on
  thirty  | 200
  nearly  | 200
  outside | 200
  within  | 200
  new     | 29
usage: contact_id | at
  thirty  | 171..200
  nearly  | 172..200
  outside | 172..200 110
  within  | 172..200 111
  new     | 0..29
"""
ROLES = """
contacts: contact_id | role
  four-weeks  | Executive Sponsor
  three-weeks | Executive Sponsor
  dashboards  | Executive Sponsor
  primary     | Primary Contact
  eight       | Primary Contact
  seven       | Primary Contact
  busy-day    | Primary Contact
  four-days   | Primary Contact
  never       | Executive Sponsor
  never-first | Primary Contact
usage: contact_id | at | feature
  four-weeks  | 6 7 27 55    | Reports
  three-weeks | 6 7 8 55 56  | Reports
  dashboards  | 6 7 27 55    | Dashboards
  primary     | 6 7 27 55    | Reports
  eight       | 0..6 13      | Alerts
  seven       | 0..6 14      | Alerts
  busy-day    | 0 0 0 0 0 0 0 0 | Alerts
  four-days   | 0 10 20 29   | Alerts
"""
PEERS = """
accounts: account_id | industry
  low    | Energy
  middle | Energy
  high   | Energy
  none   | Retail
  some   | Retail
  alone  | Logistics
  nowhere|
contacts: contact_id
  low
  none
  nowhere
usage: contact_id | at | feature
  low    | 0            | Reports
  low    | 0 1 2 3 31   | Alerts
  middle | 0 30         | Reports
  high   | 0 1 2        | Reports
  some   | 0 1          | Reports
  alone  | 0            | Reports
benchmarks: industry | uses_per_month
  Energy    | 2.5
  Retail    | 2
  Logistics | 1
  Logistics | 9
"""

CASES = [
    Case("P01", ACTIVE_DAYS, "sixteen"),
    Case("P01", ACTIVE_DAYS, "sixteen", variant="users"),
    Case("P01", ACTIVE_DAYS, "fifteen outside sixteen twice", values={"active_days": 14}),
    Case("P01", ACTIVE_DAYS, "outside sixteen", values={"days": 31}),
    Case("P01", TEAM, "sales"),
    Case("P01", TEAM, "", variant="users"),
    Case("N01", ACTIVE_DAYS, "ahead none third two"),
    Case("N01", ACTIVE_DAYS, "ahead none third two", variant="users"),
    Case("N01", ACTIVE_DAYS, "ahead none", values={"active_days": 1}),
    Case("N01", ACTIVE_DAYS, "ahead none third three two", values={"days": 29}),
    Case("P04", MINUTES, "above"),
    Case("P04", MINUTES, "above eighth exactly", values={"minutes": 99}),
    Case("P04", MINUTES, "above eighth", values={"days": 8}),
    Case("N04", MINUTES, "blank none under"),
    Case("N04", MINUTES, "blank none thirty under", values={"minutes": 31}),
    Case("N04", MINUTES, "blank none thirty under", values={"days": 3}),
    Case("P05", USERS, "three"),
    Case("P05", USERS, "late three", values={"days": 15}),
    Case("P05", USERS, "three two", values={"users": 1}),
    Case("N05", USERS, "late none"),
    Case("N05", USERS, "none", values={"days": 15}),
    Case("P06", STEADY, "steady"),
    Case("P06", STEADY, "steady", variant="users"),
    Case("P06", STEADY, "reports", values={"feature": "Reports"}),
    Case("P06", STEADY, "eleven steady", values={"uses": 11}),
    Case("P06", STEADY, "fiveweek steady", values={"weeks_active": 5}),
    Case("P06", STEADY, "older steady", values={"weeks": 9}),
    Case("N06", STEADY, "ahead none reports"),
    Case("N06", STEADY, "ahead none reports", variant="users"),
    Case("N06", STEADY, "ahead ancient eleven fiveweek none older steady", values={"feature": "Reports"}),
    # up60 is 5 and 8, up40 is 5 and 7: 0.4 exactly; edge is 6 and 7; early is 4 and 6.
    Case("P07", CHANGE, "early up60"),
    Case("P07", CHANGE, "early up40 up60", values={"rise": 0.3}),
    Case("P07", CHANGE, "other", values={"feature": "Reports"}),
    # down20 is 5 and 4: -0.2 exactly; down40 is 5 and 3; gone is 1 and 0; begins has nothing before.
    Case("N07", CHANGE, "down40 gone"),
    Case("N07", CHANGE, "down20 down40 gone", values={"fall": -0.1}),
    Case("N07", CHANGE, "", values={"feature": "Reports"}),
    Case("P09", FIRST_MONTHS, "both"),
    Case("P09", FIRST_MONTHS, "both day-too-late", values={"months": 2}),
    Case("P09", FIRST_MONTHS, "both day-too-late one", values={"months": 2, "other": "Dashboards"}),
    Case("N09", NEITHER, "other-use recorded three-months used-after"),
    Case("N09", NEITHER, "other-use recorded", values={"months": 4}),
    Case("N09", NEITHER, "not-recorded other-use recorded three-months used-after", values={"recorded": 25}),
    Case("L07", PRIMARY, "four outside recorded same-day"),
    Case("L07", PRIMARY, "recorded same-day", values={"minimum": 4}),
    Case("L07", PRIMARY, "five four outside recorded same-day young", values={"days": 89}),
    Case("L07", PRIMARY, "user", values={"role": "User"}),
    Case("L08", POWER, "new thirty within"),
    Case("L08", POWER, "nearly new outside thirty within", values={"power": 29}),
    Case("L08", POWER, "new outside thirty within", values={"days": 91}),
    Case("P10", ROLES, "four-weeks"),
    Case("P10", ROLES, "dashboards", values={"feature": "Dashboards"}),
    Case("P10", ROLES, "four-weeks three-weeks", values={"weeks_active": 3}),
    Case("P11", ROLES, "eight"),
    Case("P11", ROLES, "eight seven", values={"active_days": 7}),
    Case("P11", ROLES, "eight seven", values={"days": 15}),
    Case("N10", ROLES, "never"),
    Case("N10", ROLES, "never-first", values={"role": "Primary Contact"}),
    # primary used it on the days 6, 7 and 27 of the last 30: three of them.
    Case("N11", ROLES, "busy-day never-first primary"),
    Case("N11", ROLES, "busy-day four-days never-first primary", values={"active_days": 4}),
    # Energy: 1, 2, 3 uses, median 2; Retail: 0 and 2, median 1; alone meets its own.
    Case("V05", PEERS, "low none"),
    Case("V05", PEERS, "", values={"feature": "Alerts"}),
    # Of the table: Energy 2.5, Retail 2; Logistics has two rows, so none.
    Case("V05", PEERS, "low middle none", variant="benchmark"),
]  # fmt: skip
