"""Rows of the catalogue that look at onboarding, benefits and use cases, and the essay's grid."""

from __future__ import annotations

from tests.templates.world import Case

ONBOARDING = """
accounts: account_id | churned_on | edition | industry
  under-way  |    | Gold   | Healthcare
  done       |    | Gold   | Healthcare
  finishing  |    | Gold   | Healthcare
  not-begun  |    | Gold   | Healthcare
  late       |    | Gold   | Healthcare
  due-today  |    | Gold   | Healthcare
  late-start |    | Silver | Retail
  stuck      |    | Gold   | Healthcare
  moving     |    | Gold   | Healthcare
  left       | 0  | Gold   | Healthcare
  leaving    | -1 | Gold   | Financial services
milestones: account_id | name | due_on | started_on | done_on
  under-way  | Kickoff | 20  | 25 | 20
  under-way  | Go-live | -10 | 5  |
  done       | Kickoff | 20  | 25 | 20
  done       | Go-live | 5   | 15 | 0
  finishing  | Go-live | 0   | 15 | -1
  not-begun  | Kickoff | -5  |    |
  not-begun  | Go-live | -9  | -1 |
  late       | Go-live | 1   | 10 |
  due-today  | Go-live | 0   | 10 |
  late-start | Go-live | 1   |    |
  stuck      | Kickoff | 40  | 45 | 30
  stuck      | Go-live | -10 | 28 |
  moving     | Kickoff | 40  | 45 | 29
  moving     | Go-live | -10 | 28 |
  left       | Go-live | 5   | 10 |
  leaving    | Go-live | 5   | 10 |
usage: contact_id | at
  late       | 0..6 14
  leaving    | 0..7
"""
BENEFITS = """
benefits: account_id | benefit | bought_on | achieved_on
  waiting  | Faster reporting | 180 |
  too-soon | Faster reporting | 179 |
  late-got | Faster reporting | 400 | 10
  planned  | Faster reporting | 400 | -1
  in-time  | Faster reporting | 400 | 221
  edge     | Faster reporting | 400 | 220
  other    | Lower costs      | 400 |
  two      | Faster reporting | 400 | 300
  two      | Lower costs      | 400 |
"""
USE_CASES = """
accounts: account_id | edition
  silver       | Silver
  gold         | Gold
  gold-top     | Gold
  none         | Silver
  blank        |
  feature-less | Gold
  has-used     | Gold
use_cases: account_id | use_case | required_edition | required_feature
  silver       | Reporting | Gold     | Reports
  gold         | Reporting | Gold     | Reports
  gold-top     | Boards    | Silver   | Dashboards
  gold-top     | Portal    | Platinum | Dashboards
  blank        | Reporting | Gold     | Reports
  feature-less | Workflow  | Silver   | Automations
  has-used     | Workflow  | Silver   | Automations
usage: contact_id | at | feature
  gold         | 5   | Reports
  has-used     | 900 | Automations
  feature-less | 5   | Reports
"""
GRID = """
accounts: account_id | started_on
  one   | 2025-07-01
  two   | 2025-06-30
  four  | 2024-06-30
  five  | 2024-07-01
  six   | 0
  old   | 2020-01-01
  ahead | -1
usage: contact_id | at | feature
  one  | 0 1 2 | Reports
  one  | 92    | Alerts
  two  | 0     | Reports
  two  | 91    | Alerts
  four | 0     | Reports
  four | 0     | Alerts
  four | 0     | API
  four | 0     | Exports
  five | 0     | Reports
  five | 0     | Alerts
  five | 0     | API
  five | 0     | Exports
  five | 0     | Dashboards
health: account_id | day | score
  one  | 0  | 49
  two  | 0  | 50
  four | 40 | 10
  four | 0  | 75
  five | 0  | 74
  old  | 0  | 100
"""

CASES = [
    Case("L04", ONBOARDING, "due-today finishing late leaving moving stuck under-way"),
    Case("L05", ONBOARDING, "late late-start leaving stuck"),
    Case("L05", ONBOARDING, "leaving stuck", values={"late": 1}),
    Case("L05", ONBOARDING, "late late-start leaving moving stuck", values={"days": 29}),
    Case("C02", ONBOARDING, "late leaving"),
    Case("C02", ONBOARDING, "leaving", values={"late": 1}),
    Case("C02", ONBOARDING, "late-start", values={"edition": "Silver"}),
    Case("C08", ONBOARDING, "late"),
    Case("C08", ONBOARDING, "late leaving", values={"active_days": 9}),
    Case("C08", ONBOARDING, "", values={"days": 15}),
    Case("C08", ONBOARDING, "late-start", values={"industries": ["Retail"]}),
    Case("V03", BENEFITS, "planned waiting"),
    Case("V03", BENEFITS, "planned too-soon waiting", values={"days": 179}),
    Case("V03", BENEFITS, "other two", values={"benefit": "Lower costs"}),
    Case("V04", BENEFITS, "in-time two"),
    Case("V04", BENEFITS, "edge in-time two", values={"days": 181}),
    Case("V04", BENEFITS, "", values={"benefit": "Lower costs"}),
    Case("V02", USE_CASES, "feature-less gold-top silver"),
    Case("V02", USE_CASES, "gold-top silver", variant="edition"),
    Case("V02", USE_CASES, "feature-less", variant="feature"),
    Case("V02", USE_CASES, "blank silver", variant="feature", values={"feature": "Reports"}),
    Case("S03", GRID, {"Starting / Poor": "one", "Starting / Good": "old", "Starting / (missing)": "six", "Growing / Fair": "two",
                       "Growing / Good": "four", "Mature / Fair": "five"}),
    Case("S03", GRID, {"Starting / Poor": "one two", "Starting / Good": "old", "Starting / (missing)": "six",
                       "Growing / Fair": "five", "Growing / Good": "four"},
         values={"breadth": [None, 3, 6, None], "results": [None, 60, 75, None]}),
    Case("S03", GRID, {"Year 1": "one six", "Year 2": "five two", "Later": "four old"}, by="tenure"),
]  # fmt: skip
