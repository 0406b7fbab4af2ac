"""The ten metrics in pandas, as a good analyst writes them: columns chosen, one join, a filter and a groupby for each."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any


def ten(folder: Path, as_of: date) -> Any:
    """Read the ten metrics; a frame by account."""
    import pandas as pd

    today = pd.Timestamp(as_of)
    usage = pd.read_parquet(folder / "usage.parquet", columns=["contact_id", "at", "feature", "minutes"])
    contacts = pd.read_parquet(folder / "contacts.parquet", columns=["contact_id", "account_id"])
    accounts = pd.read_parquet(folder / "accounts.parquet", columns=["account_id"])
    usage = usage.merge(contacts, on="contact_id")
    usage["day"] = usage["at"].dt.normalize()
    usage = usage[usage["day"] <= today]

    last_90 = usage[usage["day"] > today - pd.Timedelta(days=90)]
    last_30 = last_90[last_90["day"] > today - pd.Timedelta(days=30)]
    before = last_90[last_90["day"].between(today - pd.Timedelta(days=59), today - pd.Timedelta(days=30))]

    found = pd.DataFrame(index=accounts["account_id"])
    found["active_days_30"] = last_30.groupby("account_id")["day"].nunique()
    found["active_days_90"] = last_90.groupby("account_id")["day"].nunique()
    found["features_90"] = last_90.groupby("account_id")["feature"].nunique()
    found["automations_30"] = last_30[last_30["feature"] == "Automations"].groupby("account_id").size()
    reports = last_90[last_90["feature"].isin(["Reports", "Dashboards"])]
    found["report_days_90"] = reports.groupby("account_id")["day"].nunique()
    found["minutes_30"] = last_30.groupby("account_id")["minutes"].sum()
    found["long_90"] = last_90[last_90["minutes"] > 30].groupby("account_id").size()
    found["users_30"] = last_30.groupby("account_id")["contact_id"].nunique()
    found = found.fillna(0)
    uses, uses_before = (rows.groupby("account_id").size().reindex(found.index, fill_value=0) for rows in (last_30, before))
    found["change_30"] = ((uses - uses_before) / uses_before).where(uses_before > 0)
    found["days_since"] = (today - usage.groupby("account_id")["day"].max()).dt.days
    return found
