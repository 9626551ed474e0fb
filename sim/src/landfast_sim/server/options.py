"""The command line of `python -m landfast_sim`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from landfast_sim.organizations import census
from landfast_sim.settings import Settings


class Profile(StrEnum):
    """Two sets of defaults."""

    TEST = "test"
    """Nothing takes time."""

    DEMO = "demo"
    """Stacks stay in progress long enough to be seen."""


_DEMO_STACK_SECONDS = 3.0
_DEMO_DELIVERY_SECONDS = 20.0
_DEMO_BACKFILL_MONTHS = 11


@dataclass(frozen=True)
class Options:
    """What to start."""

    port: int
    console_port: int
    ready_file: Path | None
    linked: int
    """How many linked accounts the organization has."""

    settings: Settings


def parse(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line; exits with status 2 on a mistake."""
    parser = argparse.ArgumentParser(
        prog="python -m landfast_sim",
        description="Start the simulated AWS on 127.0.0.1.",
    )
    port_help = "0 takes a free one (default: %(default)s)"
    parser.add_argument("--port", type=_port, default=4566, help=f"port of AWS; {port_help}")
    parser.add_argument("--console-port", type=_port, default=0, help=port_help)
    parser.add_argument("--ready-file", type=Path, help="written as JSON once everything answers")
    parser.add_argument(
        "--linked",
        type=_linked,
        default=census.USUAL_LINKED,
        help="how many linked accounts the organization has (default: %(default)s)",
    )
    parser.add_argument("--profile", type=Profile, choices=list(Profile), default=Profile.TEST)
    parser.add_argument(
        "--role-delay-seconds",
        type=_seconds,
        default=0.0,
        help="how long a new role is invisible to AssumeRole (default: %(default)s)",
    )
    parser.add_argument(
        "--key-delay-seconds",
        type=_seconds,
        default=0.0,
        help="how long a new access key is unknown (default: %(default)s)",
    )
    parser.add_argument(
        "--stack-seconds",
        type=_seconds,
        help=f"how long a stack is in progress (default: 0, demo: {_DEMO_STACK_SECONDS:g})",
    )
    parser.add_argument(
        "--delivery-seconds",
        type=_seconds,
        help="how long until a new report or export is delivered "
        f"(default: {Settings.delivery_seconds:g}, demo: {_DEMO_DELIVERY_SECONDS:g})",
    )
    parser.add_argument(
        "--http-issuers", action="store_true", help="OIDC issuers may be http on loopback"
    )
    found = parser.parse_args(arguments)
    usual = _USUAL[found.profile]
    return Options(
        port=found.port,
        console_port=found.console_port,
        ready_file=found.ready_file,
        linked=found.linked,
        settings=Settings(
            role_delay_seconds=found.role_delay_seconds,
            key_delay_seconds=found.key_delay_seconds,
            stack_seconds=_or(found.stack_seconds, usual.stack_seconds),
            delivery_seconds=_or(found.delivery_seconds, usual.delivery_seconds),
            backfill_months=usual.backfill_months,
            http_issuers=found.http_issuers,
        ),
    )


_USUAL = {
    Profile.TEST: Settings(),
    Profile.DEMO: Settings(
        stack_seconds=_DEMO_STACK_SECONDS,
        delivery_seconds=_DEMO_DELIVERY_SECONDS,
        backfill_months=_DEMO_BACKFILL_MONTHS,
    ),
}


def _or(given: float | None, usual: float) -> float:
    return usual if given is None else given


_LAST_PORT = 65_535


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= _LAST_PORT:
        message = f"expected 0 to {_LAST_PORT}, found {value}"
        raise argparse.ArgumentTypeError(message)
    return value


def _linked(text: str) -> int:
    value = int(text)
    if not 0 <= value <= census.MOST_LINKED:
        message = f"expected 0 to {census.MOST_LINKED}, found {value}"
        raise argparse.ArgumentTypeError(message)
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not value >= 0:
        message = f"expected seconds >= 0, found {text}"
        raise argparse.ArgumentTypeError(message)
    return value
