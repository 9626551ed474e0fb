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
class SeededUnit:
    """An organizational unit and the root or unit it is in."""

    unit_id: str
    name: str
    parent_id: str


@dataclass(frozen=True)
class SeededMember:
    """A linked account and the root or organizational unit it is in."""

    owner: Owner
    parent_id: str


HOME = Owner("111122223333", "Landfast")
"""Landfast's own account: the server's role and the template bucket."""

PAYER = Owner("012345678901", "Acme")
STANDALONE = Owner("098765432109", "Bolt Labs")
STRANGER = Owner("666677778888", "Mallory")
"""An account that nobody registers: the confused deputy's other customer."""

ORGANIZATION_ID = "o-acme0example"
ROOT_ID = "r-ac01"
WORKLOADS_UNIT_ID = "ou-ac01-work0001"
PRODUCTION_UNIT_ID = "ou-ac01-prod0001"
DATA_UNIT_ID = "ou-ac01-data0001"
STAGING_UNIT_ID = "ou-ac01-stag0001"
SANDBOX_UNIT_ID = "ou-ac01-sand0001"
LEAVING_UNIT_ID = "ou-ac01-leav0001"

UNITS = (
    SeededUnit(WORKLOADS_UNIT_ID, "Workloads", ROOT_ID),
    SeededUnit(PRODUCTION_UNIT_ID, "Production", WORKLOADS_UNIT_ID),
    SeededUnit(DATA_UNIT_ID, "Data", PRODUCTION_UNIT_ID),
    SeededUnit(STAGING_UNIT_ID, "Staging", WORKLOADS_UNIT_ID),
    SeededUnit(SANDBOX_UNIT_ID, "Sandbox", ROOT_ID),
    SeededUnit(LEAVING_UNIT_ID, "Leaving", ROOT_ID),
)
"""The tree, parents first: three levels below the root, and a unit without accounts."""

LINKED = (
    SeededMember(Owner("000123456789", "Acme Production"), PRODUCTION_UNIT_ID),
    SeededMember(Owner("001122334455", "Acme Data"), DATA_UNIT_ID),
    SeededMember(Owner("222233334444", "Acme Staging"), STAGING_UNIT_ID),
    SeededMember(Owner("333344445555", "Acme Sandbox"), SANDBOX_UNIT_ID),
    SeededMember(Owner("444455556666", "Acme Research"), SANDBOX_UNIT_ID),
    SeededMember(Owner("555566667777", "Acme Security"), ROOT_ID),
)

OUTSIDE = (HOME, STANDALONE, STRANGER)
"""The accounts that are in no organization."""

SERVER_ROLE_ARN = f"arn:aws:iam::{HOME.account_id}:role{SERVER_ROLE_PATH}{SERVER_ROLE_NAME}"
TEMPLATE_BUCKET = f"landfast-templates-{HOME.account_id}"

BILLS_BUCKET = f"landfast-bills-{HOME.account_id}"
BILLS_REGION = "eu-central-1"
"""Not the home region: whoever uses the bucket has to find that out."""
BILLS_PREFIX = "landfast"

CALLBACK_NAME = "landfast-callback"
CALLBACK_TOPIC_ARN = f"arn:aws:sns:{REGION}:{HOME.account_id}:{CALLBACK_NAME}"
CALLBACK_QUEUE_ARN = f"arn:aws:sqs:{REGION}:{HOME.account_id}:{CALLBACK_NAME}"
