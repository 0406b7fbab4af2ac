"""The further columns of the accounts table."""

from __future__ import annotations

from typing import Any

from ..words import CONTRACT_TYPES, EDITIONS, FITS, GRADES
from .column import column

PROFILE: dict[str, Any] = {
    "products": column(
        "Products", "The products the account has bought, one or several.",
        "product, modules bought, add-on, bundle, product a, product b", "basic"),
    "freemium": column(
        "Freemium", "True where the account uses the free edition.", "free plan, free edition, unpaid", "basic"),
    "is_pilot": column(
        "Pilot", "True where the trial is an agreed pilot with an end and a number of users.",
        "pilot customer, proof of concept, poc, trial", "lifecycle"),
    "pilot_ends_on": column(
        "Pilot end", "The day on which the pilot ends. None for all that are not pilots.",
        "pilot expiry, pilot expiration, end of pilot", "lifecycle"),
    "scoped_seats": column(
        "Scoped seats", "How many users the pilot was planned for. None for all that are not pilots.",
        "scope, planned users, pilot licences, pilot licenses", "value", "people"),
    "contract_type": column(
        "Contract type", "Whether the contract is monthly, annual or multi-year. None for trials.",
        "contract, annual, monthly, multi-year, commitment", "basic", order=CONTRACT_TYPES),
    "contract_months": column(
        "Contract length", "How many months a term of the contract lasts. None for trials.",
        "term, duration, contract term, months", "basic", "months"),
    "opt_out": column(
        "Opt-out clause", "True where the customer may leave before the term is over.",
        "opt out, break clause, early exit, termination", "basic"),
    "mrr": column(
        "MRR", "What the account pays a month; for a churned account, what it last paid. 0 for trials.",
        "monthly recurring revenue, monthly revenue", "value", "USD"),
    "fit_edition": column(
        "Edition that fits", "The edition that suits a company of this size, whatever it has bought.",
        "ideal edition, recommended plan, upsell, upgrade, higher edition, right size", "value", order=EDITIONS),
    "product_fit": column(
        "Product fit", "How well the product suits what the account does: Poor, Fair or Good. Unknown for a few.",
        "fit, suitability, match", "lifecycle", order=FITS),
    "growth_potential": column(
        "Growth potential", "How much more the account could buy: Low, Medium or High. Unknown for a few.",
        "potential, expansion, upsell, white space", "value", order=GRADES),
    "intended_uses": column(
        "Intended uses", "What the account wants to do with the product, as its use cases say. Unknown for a few.",
        "use case, use cases, goals, needs, purpose", "value"),
    "tags": column(
        "Tags", "What colleagues have marked the account with; mostly nothing. Unknown for a few.",
        "label, strategic, beta, design partner, press, mark", "value"),
    "is_reference": column(
        "Reference account", "True where the account lets us name it and speaks to prospects.",
        "reference, advocate, referenceable, testimonial", "value"),
    "reference_potential": column(
        "Could be a reference", "True where the account may become a reference, but is none yet.",
        "potential reference, advocate, candidate", "value"),
    "onboarding_due_on": column(
        "Onboarding target", "The day on which the last step of the onboarding is due.",
        "go-live target, onboarding due, planned go-live", "lifecycle"),
    "onboarded_on": column(
        "Onboarded on", "The day on which the last step of the onboarding was done. None while it is not.",
        "go-live, onboarding done, onboarding finished, live", "lifecycle"),
    "fiscal_quarter": column(
        "Fiscal quarter", "The quarter in which the company's fiscal year ends.",
        "fiscal year, budget, financial year, quarter", "basic"),
    "sales_class": column(
        "Sales class", "The class that sales put the account in: A, B or C.",
        "a-b-c, abc, sales segment, account class", "basic"),
}  # fmt: skip
