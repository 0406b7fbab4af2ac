"""Rows of the catalogue that look at what passes between people, at licences, and at what customers send.

The last month is the days 0 to 30, the month before it 31 to 60. The last quarter is the days 0 to 91, those before it 92 to 181,
182 to 272 and 273 to 364.
"""

from __future__ import annotations

from tests.templates.world import Case

QBRS = """
accounts: account_id | started_on
  four       | 2024-01-01
  three      | 2024-01-01
  two        | 2024-01-01
  one-quarter| 2024-01-01
  cancels    | 2024-01-01
  cancels-all| 2026-06-01
  check-ins  | 2024-01-01
  young      | 2025-07-01
  year-old   | 2025-06-30
  undated    |
meetings: account_id | starts_at | kind | status
  four        | 0 92 182 364     | QBR      | held
  three       | 91 92 272        | QBR      | held
  two         | 91 181           | QBR      | held
  one-quarter | 0 30 60 91 365   | QBR      | held
  cancels     | 91 92 272        | QBR      | held
  cancels     | 10               | QBR      | cancelled
  cancels     | 20               | Check-in | no-show
  cancels-all | 5                | Kickoff  | cancelled
  check-ins   | 0 92 182 364     | Check-in | held
  young       | -1               | QBR      | planned
"""
MONTH = """
accounts: account_id
  none
meetings: account_id | starts_at | kind | status
  three      | 0 15 30  | Check-in | held
  two        | 0 30     | Check-in | held
  outside    | 0 30 31  | QBR      | held
  called-off | 0 30     | Check-in | held
  called-off | 15       | Check-in | cancelled
  ahead      | 0 30     | Check-in | held
  ahead      | -2       | Check-in | planned
  one        | 0 92     | Check-in | held
"""
SILENT = """
accounts: account_id
  silent
emails: account_id | sent_at | direction | contact_id
  both      | 0     | in  |
  edge      | 59    | in  |
  mail-old  | 60    | in  |
  only-out  | 0     | out |
  mail-only | 0     | in  |
calls: account_id | at | outcome
  both      | 0  | answered
  edge      | 59 | answered
  mail-old  | 0  | answered
  only-out  | 0  | answered
  mail-only | 0  | voicemail
"""
HELP = """
contacts: contact_id
  none
tickets: account_id | opened_at | kind | priority
  asks       | 89        | question | low
  old-ticket | 90        | question | low
  two-reads  | 0         | question | low
  crashes    | 0 10 1000 | bug      | high
  burning    | 3         | bug      | urgent
  small-bug  | 0         | bug      | high
  small-bug  | 900       | bug      | normal
  wish       | 0         | bug      | high
  wish       | 0         | request  | high
articles: contact_id | at | kind
  asks/1     | 0 89      | guide
  asks/2     | 10        | faq
  old-ticket | 0 1 2     | guide
  two-reads  | 0 1 90    | guide
  reader     | 0 1 2     | video
"""
NPS = """
accounts: account_id
  none
contacts: contact_id | role
  happy/1    | Decision Maker
  happy/2    | User
  even/1     | Decision Maker
  even/2     | Decision Maker
  bad/1      | Decision Maker
  bad/2      | User
  turned/1   | Decision Maker
  blank/1    | Decision Maker
  seven/1    | Decision Maker
  old/1      | Decision Maker
surveys: contact_id | at | score
  happy/1  | 364 | 9
  happy/2  | 5   | 8
  even/1   | 9   | 10
  even/2   | 3   | 6
  bad/1    | 2   | 6
  bad/2    | 1   | 9
  bad/2    | 3   | 0
  turned/1 | 200 | 9
  turned/1 | 1   | 5
  blank/1  | 9   | 10
  blank/1  | 1   |
  seven/1  | 0   | 7
  old/1    | 365 | 10
"""
LICENCES = """
accounts: account_id | edition | fit_edition | churned_on
  above    | Gold   | Gold     |
  at80     | Silver | Gold     |
  below    | Silver | Platinum |
  at20     | Gold   | Platinum |
  stale    | Gold   | Gold     |
  blank    | Gold   | Gold     |
  up       | Gold   | Gold     |
  up-seats | Gold   | Gold     |
  down     | Gold   | Gold     |
  down40   | Gold   | Gold     |
  full     | Gold   | Gold     |
  left     | Silver | Gold     | 0
  leaving  | Silver | Gold     | -1
  zero     | Gold   | Gold     |
licences: account_id | day | seats | used
  above    | 0  | 1000 | 801
  at80     | 0  | 100  | 80
  below    | 0  | 1000 | 199
  at20     | 0  | 100  | 20
  stale    | 31 | 100  | 95
  blank    | 7  | 100  | 90
  blank    | 0  | 200  |
  up       | 31 | 100  | 40
  up       | 0  | 100  | 53
  up-seats | 60 | 100  | 40
  up-seats | 0  | 200  | 80
  down     | 40 | 100  | 50
  down     | 0  | 200  | 50
  down40   | 40 | 100  | 50
  down40   | 0  | 100  | 30
  full     | 0  | 100  | 90
  left     | 0  | 100  | 100
  leaving  | 0  | 100  | 50
  zero     | 0  | 0    | 0
contacts: contact_id
  above
usage: contact_id | at | feature
  above    | 0 5  | Automations
  at80     | 0 29 | Reports
  below    | 0 5  | Automations
  at20     | 0    | Automations
  stale    | 30   | Reports
  blank    | 0 5  | Automations
  up       | 0 5  | Automations
  up-seats | 0 5  | Automations
  down     | 0 5  | Automations
  down40   | 0 5  | Automations
  full     | 0 5  | Automations
  left     | 0    | Reports
  leaving  | 0    | Reports
  zero     | 0 1  | Automations
"""
SEATS = """
accounts: account_id | seats
  busy  | 2
  quiet | 6
  empty | 0
usage: contact_id | at
  busy/1  | 0
  busy/2  | 30
  quiet/1 | 0
  quiet/2 | 31
  empty/1 | 0
"""
SENT = """
campaigns: account_id | at | feature | sent | opened
  thirty   | 89 | Automations | 100 | 30
  thirty   | 90 | Automations | 900 | 0
  less     | 0  | Automations | 1000| 299
  mixed    | 0  | Automations | 100 | 10
  mixed    | 1  | Automations | 100 | 60
  poor     | 0  | Automations | 1000| 149
  fifteen  | 0  | Automations | 100 | 15
  not-known| 0  | Automations | 100 | 40
  not-known| 1  | Automations | 900 |
  alerts   | 0  | Alerts      | 100 | 90
  unsent   | 0  | Automations | 0   | 0
"""
WON = """
contacts: contact_id | role
  won      | Primary Contact
  lost     | Primary Contact
  decider  | Decision Maker
  ahead    | Primary Contact
references_given: contact_id | at | outcome
  won      | 700 0 | won
  won      | 3     | lost
  lost     | 3     | lost
  decider  | 3     | won
  ahead    | -1    | won
"""

CASES = [
    Case("P12", QBRS, "cancels four three"),
    Case("P12", QBRS, "cancels four three two", values={"held_in": 2}),
    Case("P12", QBRS, "check-ins", values={"qbr": "Check-in"}),
    # cancels: 2 of its 5 meetings fell through, which is 0.4; cancels-all: its only one. two had reviews in two quarters.
    Case("N12", QBRS, "cancels cancels-all check-ins one-quarter year-old"),
    Case("N12", QBRS, "cancels-all check-ins one-quarter year-old", values={"share": 0.41}),
    Case("N12", QBRS, "cancels cancels-all check-ins one-quarter two year-old", values={"held_in": 3}),
    Case("N12", QBRS, "cancels cancels-all check-ins one-quarter year-old young", values={"tenure": 11}),
    Case("N12", QBRS, "cancels-all check-ins one-quarter year-old", values={"cancelled": ["cancelled"]}),
    Case("P16", MONTH, "three"),
    Case("P16", MONTH, "ahead called-off outside three two", values={"meetings": 1}),
    Case("P16", MONTH, "outside three", values={"months": 2}),
    Case("N16", MONTH, "none one"),
    Case("N16", MONTH, "none", values={"quarters": 2}),
    Case("N16", MONTH, "ahead called-off none one two", values={"meetings": 3}),
    Case("L06", SILENT, {"Email": "mail-old only-out", "Call": "mail-only", "Email and call": "silent"}),
    Case("L06", SILENT, {"Email": "only-out", "Call": "mail-only", "Email and call": "silent"}, values={"days": 61}),
    Case("L06", SILENT, {"Email": "mail-old only-out", "Call": "mail-only", "Email and call": "edge silent"},
         values={"days": 59}),
    Case("P15", HELP, "asks"),
    Case("P15", HELP, "asks old-ticket two-reads", values={"days": 91}),
    Case("P15", HELP, "asks two-reads", values={"articles": 2}),
    Case("N15", HELP, "burning crashes none reader"),
    Case("N15", HELP, "burning none reader", values={"major": ["urgent"]}),
    # happy 1-0, even 1-1, bad 1-2, turned 1-1, blank 1-0, seven 0-0; old answered before the last twelve months.
    Case("P13", NPS, "blank happy"),
    Case("N13", NPS, "bad"),
    Case("P13", NPS, "blank happy old", values={"months": 13}),
    Case("P13", NPS, "bad blank", variant="latest"),
    Case("N13", NPS, "even turned", variant="latest"),
    Case("N13", NPS, "", values={"detractor": 5}),
    Case("P14", NPS, "blank/1 even/1 happy/1 old/1"),
    Case("P14", NPS, "blank/1 even/1 old/1", values={"promoter": 10}),
    Case("N14", NPS, "bad/1 even/2 turned/1"),
    Case("N14", NPS, "turned/1", values={"detractor": 5}),
    Case("P02", LICENCES, "above blank full left"),
    Case("P02", LICENCES, "above at80 blank full left stale", values={"share": 0.79, "months": 2}),
    Case("P02", SEATS, "busy"),
    Case("N02", LICENCES, "below"),
    Case("N02", LICENCES, "at20 below", values={"share": 0.21}),
    Case("N02", SEATS, "quiet"),
    # up: 0.40 and 0.53, a rise of 0.325. up-seats: 0.4 twice. down: 0.5 and 0.25; down40: 0.5 and 0.3, a fall of 0.4.
    Case("P03", LICENCES, "up"),
    Case("P03", LICENCES, "", values={"rise": 0.35}),
    Case("N03", LICENCES, "down"),
    Case("N03", LICENCES, "down down40", values={"fall": -0.3}),
    Case("L10", LICENCES, "at80 leaving", variant="edition"),
    Case("L10", LICENCES, "below", variant="edition", values={"higher": "Platinum"}),
    # In the last 30 days, and never with Automations; stale was here 30 days ago, and left has left.
    Case("L10", LICENCES, "at80 leaving", variant="feature"),
    Case("L10", LICENCES, "at80 leaving stale", variant="feature", values={"days": 31}),
    Case("L10", LICENCES, "blank full", variant="limits"),
    Case("L10", LICENCES, "above at80 blank full", variant="limits", values={"share": 0.8}),
    Case("L10", LICENCES, "at80 blank full leaving", variant="any"),
    # below and at20 by their licences, at20, stale and leaving by their days of use.
    Case("L11", LICENCES, "at20 below leaving stale"),
    Case("L11", LICENCES, "at20 below down leaving stale", values={"share": 0.26}),
    Case("L11", LICENCES, "at20 below stale", values={"minimum": 0}),
    Case("P08", SENT, "alerts", values={"feature": "Alerts"}),
    Case("P08", SENT, "mixed not-known thirty"),
    Case("P08", SENT, "less mixed not-known thirty", values={"rate": 0.29}),
    Case("P08", SENT, "mixed not-known", values={"days": 91}),
    Case("N08", SENT, "poor"),
    Case("N08", SENT, "poor thirty", values={"days": 91}),
    Case("N08", SENT, "fifteen poor", values={"rate": 0.16}),
    Case("V11", WON, "won"),
    Case("V11", WON, "decider", values={"role": "Decision Maker"}),
    Case("V11", WON, "lost won", values={"won": "lost"}),
]  # fmt: skip
