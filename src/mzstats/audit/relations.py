"""What must hold between metrics: kinds that make up a whole, parts that cannot exceed it, rates and what
they divide, legal floors. Facts of the field as data, for the rules beside this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ADDITIVE = frozenset(
    {
        "payout", "expenditure", "funds_received", "funds_raised", "sales", "fines", "fee_waived", "persons", "persons_added",
        "persons_removed", "households", "households_added", "households_removed", "person_times", "household_times", "couples",
        "institutions", "beds", "units", "graves", "remains", "registrations", "changes", "cancellations", "revocations",
        "annual_inspections", "inspections", "penalties", "licences", "cases", "documents", "copies", "items", "events", "hours",
    }
)
"""The measures whose figures of parts may be added up; standards, rates and means never."""

ONCE = frozenset(
    {
        "standard", "supplement_per_capita", "payout", "expenditure", "persons", "households", "institutions", "beds", "units",
        "registrations", "couples", "sales", "rate",
    }
)
"""The measures of which a report has one value for one place, time and kind; lists of events have many."""


@dataclass(frozen=True, slots=True)
class Whole:
    """``whole`` is made up of exactly ``parts`` (all of them, or the sum is only a lower end)."""

    whole: str
    parts: tuple[str, ...]


WHOLES: tuple[Whole, ...] = tuple(
    Whole(f"{whole}.{measure}", tuple(f"{part}.{measure}" for part in parts))
    for whole, parts, measures in (
        ("tekun", ("tekun_concentrated", "tekun_dispersed"), ("persons", "households", "payout")),
        ("orphans", ("orphans_institutional", "orphans_dispersed"), ("persons", "payout")),
        (
            "social_orgs",
            ("social_groups", "social_service_orgs", "foundations"),
            ("institutions", "registrations", "changes", "cancellations", "annual_inspections"),
        ),
        ("reissue_all", ("marriage_reissue", "divorce_reissue"), ("registrations",)),
    )
    for measure in measures
)

PARTS: tuple[tuple[str, str], ...] = (
    ("nursing_beds.beds", "elder_care_institutions.beds"),
    ("elderly_80.persons", "elderly_60.persons"),
    ("centenarians.persons", "elderly_80.persons"),
    ("hazards_rectified.items", "hazards_found.items"),
    ("social_orgs.inspections", "social_orgs.institutions"),
    ("admin_licence.licences", "licence_applications.cases"),
    ("penalty_warning.penalties", "admin_penalty.penalties"),
    ("enforcement_platform.cases", "enforcement_actions.cases"),
    ("zombie_orgs.institutions", "social_orgs.institutions"),
    *((part, whole.whole) for whole in WHOLES for part in whole.parts),
)
"""(part, whole): the first can be at most the second."""

RATES: tuple[tuple[str, str, str], ...] = (
    ("tekun_concentrated.rate", "tekun_concentrated.persons", "tekun.persons"),
    ("nursing_beds.rate", "nursing_beds.beds", "elder_care_institutions.beds"),
    ("hazards_rectified.rate", "hazards_rectified.items", "hazards_found.items"),
    ("social_org_inspection_rate.rate", "social_orgs.inspections", "social_orgs.institutions"),
    ("settlement_rate.rate", "cases_closed.cases", "cases_filed.cases"),
)
"""(rate, numerator, denominator): per cent."""

COUNTED_RATES: tuple[tuple[str, str], ...] = (("officers_certified_rate.rate", "enforcement_officers.persons"),)
"""(rate, numerator): the whole is not told, but must be a whole number (6 of 7 is 86%, no whole gives 6 and 90%)."""


@dataclass(frozen=True, slots=True)
class Order:
    """``greater`` is at least ``factor`` × ``lesser``, for periods from ``since`` on, for the same area. ``says``: see ``words``."""

    greater: str
    lesser: str
    factor: Decimal
    severity: str
    says: str
    since: int = 0


ORDERS: tuple[Order, ...] = (
    Order("tekun.standard", "dibao.standard", Decimal("1.3"), "error", "tekun floor", 2017),
    Order("tekun_concentrated.standard", "dibao.standard", Decimal("1.3"), "error", "tekun floor", 2017),
    Order("tekun_dispersed.standard", "dibao.standard", Decimal("1.3"), "error", "tekun floor", 2017),
    Order("tekun.standard", "dibao.standard", Decimal(1), "warning", "tekun under dibao"),
    Order("dibao.standard", "dibao.supplement_per_capita", Decimal(1), "error", "mean above standard"),
    Order("tekun_concentrated.standard", "tekun_dispersed.standard", Decimal(1), "warning", "care order"),
    Order("orphans_institutional.standard", "orphans_dispersed.standard", Decimal(1), "warning", "care order"),
    Order("tekun_care_full.standard", "tekun_care_half.standard", Decimal(1), "warning", "care order"),
    Order("tekun_care_half.standard", "tekun_care_self.standard", Decimal(1), "warning", "care order"),
)

MEANS_TESTED = frozenset({"dibao"})
"""Subjects that pay the gap up to the standard, so that payout stays below persons × standard × months."""

PAYOUT_TOLERANCE = Decimal("0.25")
"""How far recipients × standard × months may be off the payout: recipients come and go within a year."""

MEANS_TESTED_FLOOR = Decimal("0.1")
"""The least share of the standard that a mean supplement is taken to be."""

MONTHLY = (Decimal(10), Decimal(10000))
"""Yuan a month that a standard, a mean supplement or a payout per recipient can be."""

FLOOR_MONTHLY = (Decimal(50), Decimal(2500))
"""Yuan a month that a 低保 standard can be; what is read as one outside is another subsidy or a year's amount, and no floor."""

HOUSEHOLD_SIZE = Decimal(8)
"""More persons to a household than this are two numbers run together or a slip of the unit."""

SERIES_FACTOR = Decimal(3)
"""How many times its neighbours' value a value of a series may be before it is called far off."""

JUMP_FACTOR = Decimal(8)
"""From here on the difference looks like a unit (ten, 万), not a change."""
