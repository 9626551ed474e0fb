"""The world every simulation starts from: who owns which account. Plain data, always the same.

Account ids follow the patterns of AWS's own examples, so that none can be mistaken for a real
account; several begin with a zero, because an account id is a string and never a number.
"""

from dataclasses import dataclass

REGION = "us-east-1"
"""Where the seeded bucket lives and where global services answer."""

SERVER_ROLE_PATH = "/service/"
SERVER_ROLE_NAME = "landfast-server"
SERVER_SESSION_NAME = "landfast-server"
MEMBER_ACCESS_ROLE_NAME = "OrganizationAccountAccessRole"


@dataclass(frozen=True)
class Owner:
    """One AWS account of the seeded world and the name its owner gave it."""

    account_id: str
    name: str

    @property
    def email(self) -> str:
        """The root user's address, as Organizations shows it."""
        return f"aws+{self.account_id}@example.com"


@dataclass(frozen=True)
class SeededMember:
    """A linked account and the organizational unit it sits in (`None`: directly under the root)."""

    owner: Owner
    unit_id: str | None


HOME = Owner("111122223333", "Landfast")
"""Landfast's own account: the server's role and the template bucket."""

PAYER = Owner("012345678901", "Acme")
STANDALONE = Owner("098765432109", "Bolt Labs")
STRANGER = Owner("666677778888", "Mallory")
"""An account that nobody registers: the confused deputy's other customer."""

ORGANIZATION_ID = "o-acme0example"
ROOT_ID = "r-ac01"
PRODUCTION_UNIT_ID = "ou-ac01-prod0001"
SANDBOX_UNIT_ID = "ou-ac01-sand0001"
UNITS = {PRODUCTION_UNIT_ID: "Production", SANDBOX_UNIT_ID: "Sandbox"}

LINKED = (
    SeededMember(Owner("000123456789", "Acme Production"), PRODUCTION_UNIT_ID),
    SeededMember(Owner("001122334455", "Acme Data"), PRODUCTION_UNIT_ID),
    SeededMember(Owner("222233334444", "Acme Staging"), PRODUCTION_UNIT_ID),
    SeededMember(Owner("333344445555", "Acme Sandbox"), SANDBOX_UNIT_ID),
    SeededMember(Owner("444455556666", "Acme Research"), SANDBOX_UNIT_ID),
    SeededMember(Owner("555566667777", "Acme Security"), None),
)

OWNERS = (HOME, PAYER, *(member.owner for member in LINKED), STANDALONE, STRANGER)

SERVER_ROLE_ARN = f"arn:aws:iam::{HOME.account_id}:role{SERVER_ROLE_PATH}{SERVER_ROLE_NAME}"
TEMPLATE_BUCKET = f"landfast-templates-{HOME.account_id}"
