"""The lines of business (domains) that metrics belong to, and their names for people."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mzstats.model import MzstatsError

NAMES: dict[str, str] = {
    "social_assistance": "社会救助",
    "child_welfare": "儿童福利",
    "elderly": "养老服务",
    "disability": "残疾人福利",
    "social_organizations": "社会组织",
    "grassroots_governance": "基层治理",
    "place_names_divisions": "区划地名",
    "marriage": "婚姻登记",
    "funerals": "殡葬",
    "charity": "慈善",
    "lottery": "福利彩票",
    "volunteering_social_work": "志愿服务和社工",
    "rule_of_law": "法治和政务",
    "finance": "经费",
    "legacy": "已划出业务",
    "other": "其他",
}
"""Domain (the name of its file of patterns) to its Chinese name. A domain of the user's own keeps its file's name."""


@lru_cache(maxsize=8)
def by_metric(folders: tuple[str, ...] = ()) -> dict[str, str]:
    """Metric to domain, for the built-in metrics and those of the user's ``folders``."""
    from mzstats.patterns import load

    return {ident: metric.domain for ident, metric in load(folders).metrics.items()}


def of(metric: str, known: dict[str, str]) -> str:
    """The metric's domain; ``other`` for metrics that no pattern knows."""
    return known.get(metric, "other")


def name(domain: str) -> str:
    return NAMES.get(domain, domain)


def named(asked: str, known: Iterable[str]) -> str:
    """The domain that a user asks for, by its name or its Chinese one. Raises MzstatsError where it is none of those known."""
    domains = ordered(known)
    for one in domains:
        if asked in (one, name(one)):
            return one
    names = ", ".join(one if name(one) == one else f"{one} {name(one)}" for one in domains)
    raise MzstatsError(f"--domain {asked}: the domains are {names}")


def ordered(domains: Iterable[str]) -> list[str]:
    """Each domain once, in the order of ``NAMES``, the user's own after them."""
    present = set(domains)
    return [one for one in NAMES if one in present] + sorted(present - set(NAMES))
