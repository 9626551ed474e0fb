"""The regions that the console offers."""

from __future__ import annotations

from landfast_sim.console.markup import Markup, el

_REGIONS = (
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "sa-east-1",
)


def options(region: str) -> list[Markup]:
    """Return an option per region, with one of them chosen."""
    names = _REGIONS if region in _REGIONS else (region, *_REGIONS)
    return [el("option", name, value=name, selected=name == region) for name in names]
