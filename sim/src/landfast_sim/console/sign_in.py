"""Signing in: choosing which account the browser is in, the wrong one too."""

from __future__ import annotations

from urllib.parse import urlencode

from landfast_sim import world
from landfast_sim.asgi import Request, Response
from landfast_sim.console.layout import page, redirect
from landfast_sim.console.markup import Markup, el
from landfast_sim.organizations.model import Organization
from landfast_sim.world import Owner

COOKIE = "landfast-sim-account"
_AFTER_SIGN_IN = "/"
_MOST_CHOICES = 60


def owners(organization: Organization) -> dict[str, Owner]:
    """Return every account one can sign in to: the seeded ones and those created since."""
    members = [member.owner for member in organization.members.values()]
    return {
        owner.account_id: owner
        for owner in (world.HOME, *members, world.STANDALONE, world.STRANGER)
    }


def signed_in(request: Request, organization: Organization) -> Owner | None:
    """Return the account of the browser's cookie."""
    return owners(organization).get(request.cookie(COOKIE) or "")


def to_sign_in(here: str) -> Response:
    """Send the browser to the chooser and back here afterwards."""
    return redirect("/signin?" + urlencode({"to": here}))


def show(request: Request, organization: Organization) -> Response:
    """Return the chooser."""
    current = signed_in(request, organization)
    everybody = list(owners(organization).values())
    is_large = len(everybody) > _MOST_CHOICES
    choices = [
        _choice(owner, _remark(owner, organization), checked=owner == current, must=not is_large)
        for owner in everybody[:_MOST_CHOICES]
    ]
    if is_large:
        choices.append(_another())
    form = el(
        "form",
        el("input", type="hidden", name="to", value=_local(request.one("to", _AFTER_SIGN_IN))),
        el("fieldset", el("legend", "Account"), *choices),
        el("button", "Sign in", type="submit"),
        method="post",
        action="/signin",
    )
    explanation = (
        "There is no password here. Choose the account whose root user this browser is signed in "
        "as; a wrong choice is allowed, as it is with the real console."
    )
    return page("Sign in", el("p", explanation), form, owner=current)


def accept(request: Request, organization: Organization) -> Response:
    """Keep the chosen account in a cookie and go on."""
    form = request.form()
    account_id = form.get("another", "").strip() or form.get("account", "")
    if account_id not in owners(organization):
        return page("Sign in", el("p", "Choose one of the accounts."), status=400)
    cookie = f"{COOKIE}={account_id}; Path=/; HttpOnly; SameSite=Lax"
    return redirect(_local(form.get("to", _AFTER_SIGN_IN)), {"set-cookie": cookie})


def _choice(owner: Owner, remark: str, *, checked: bool, must: bool) -> Markup:
    field = f"account-{owner.account_id}"
    radio = el(
        "input",
        type="radio",
        name="account",
        value=owner.account_id,
        id=field,
        required=must,
        checked=checked,
    )
    label = el("label", f"{owner.name} ({owner.account_id})", for_=field)
    return el("div", radio, label, el("span", remark, class_="remark"), class_="choice")


def _another() -> Markup:
    """Return a field for the accounts of a large organization that no button is for."""
    label = el("label", "Another account id", for_="another")
    field = el("input", type="text", id="another", name="another", inputmode="numeric")
    return el("div", label, field, class_="field")


def _remark(owner: Owner, organization: Organization) -> str:
    if owner == organization.management:
        return "management account (payer)"
    if owner.account_id in organization.members:
        return "linked account"
    remarks = {
        world.HOME.account_id: "Landfast's own account",
        world.STRANGER.account_id: "an account that nobody registers",
    }
    return remarks.get(owner.account_id, "standalone account")


def _local(location: str) -> str:
    """Return a path of this console; anything that could lead elsewhere is the front page."""
    is_local = location.startswith("/") and not location.startswith(("//", "/\\"))
    return location if is_local and location.isprintable() else _AFTER_SIGN_IN
