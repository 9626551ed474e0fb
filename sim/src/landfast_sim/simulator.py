"""The simulated AWS in one object: ministack plus our parts, wired together once per process."""

from __future__ import annotations

from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.services import iam, sns, sqs, sts

from landfast_sim import (
    action_names,
    bucket_access,
    condition_keys,
    denials,
    iam_quotas,
    principal_arn,
    resource_arn,
    seed,
    stack_buckets,
    stack_changes,
    stack_conditions,
    stack_names,
    stack_pace,
    stack_policies,
    stack_roles,
    template_condition,
    templates,
    trust_policy,
)
from landfast_sim.access_keys import AccessKeys
from landfast_sim.assume_role import AssumeRoleChecks
from landfast_sim.billing import stack_types
from landfast_sim.billing.bills import Bills, payer_of
from landfast_sim.billing.deliveries import Deliveries
from landfast_sim.billing.exports import Exports
from landfast_sim.billing.reports import Reports
from landfast_sim.clock import SimClock, TimeModule
from landfast_sim.custom_resources.provisioner import CustomResources
from landfast_sim.custom_resources.response_urls import ResponseUrls
from landfast_sim.faults import FaultBoard
from landfast_sim.gateway import Gateway
from landfast_sim.journal import Journal
from landfast_sim.machine.endpoints import Machine
from landfast_sim.organizations import census
from landfast_sim.organizations.furnishing import Furnishing
from landfast_sim.organizations.model import Organization
from landfast_sim.organizations.service import OrganizationsService
from landfast_sim.propagation import Visibility
from landfast_sim.request_facts import RequestFacts
from landfast_sim.server import environment
from landfast_sim.service_control import ServiceControlPolicies
from landfast_sim.services import (
    compute_optimizer,
    cost_optimization_hub,
    small,
)
from landfast_sim.services.cost_explorer import CostExplorer
from landfast_sim.settings import Settings
from landfast_sim.stack_failures import StackFailures
from landfast_sim.stack_sets.service import StackSets
from landfast_sim.tagging import api as tagging
from landfast_sim.web_identity import providers
from landfast_sim.web_identity.assume import WebIdentity
from landfast_sim.web_identity.issuers import Issuers


class Simulator:
    """The parts of the simulation. ministack keeps its state in modules: one per process."""

    def __init__(self, settings: Settings, linked: int = census.USUAL_LINKED) -> None:
        """Extend ministack; nothing is seeded yet. The organization gets `linked` accounts."""
        self.settings = settings
        self.clock = SimClock()
        self.faults = FaultBoard()
        self.journal = Journal(self.clock)
        self.roles = Visibility(self.clock, lambda: settings.role_delay_seconds, "RoleId")
        self.keys = Visibility(self.clock, lambda: settings.key_delay_seconds, "AccessKeyId")
        self.access_keys = AccessKeys(self.clock, self.keys)
        self.organizations = OrganizationsService(
            self.clock, settings, lambda: census.take(linked), seed.furnish_account
        )
        self.furnishing = Furnishing(seed.furnish_account, self.roles)
        self.stack_sets = StackSets(self.organizations, self.clock, self.furnishing.furnish)
        self.issuers = Issuers(settings)
        self.machine = Machine(self.clock)
        self.service_control = ServiceControlPolicies(lambda: self.organizations.organization)
        self.stack_failures = StackFailures(self.service_control)
        self.reports = Reports(self.clock.now)
        self.exports = Exports(
            self.clock.now, lambda account: payer_of(self.organizations.organization, account)
        )
        self.response_urls = ResponseUrls(self.clock.now, environment.base_url)
        self.custom_resources = CustomResources(self.clock.now, self.response_urls)
        self.bills = Bills(lambda: self.organizations.organization, self.clock.now)
        self.deliveries = Deliveries(
            self.reports, self.exports, self.bills, settings, self.clock.now
        )
        self.gateway = Gateway(ministack_app.app, self.faults, self.journal, self._prepare)
        self._settings_at_start = settings.as_json()
        self._extend_ministack()

    def _extend_ministack(self) -> None:
        time = TimeModule(self.clock)
        sts.time = time
        iam_evaluator.time = time
        sns.time = time
        sqs.time = time
        principal_arn.install()
        resource_arn.install()
        template_condition.install()
        templates.install()
        bucket_access.install()
        condition_keys.install(lambda: self.organizations.organization, self.clock.now)
        stack_roles.install()
        stack_policies.install()
        stack_buckets.install()
        stack_changes.install()
        stack_names.install()
        stack_conditions.install()
        trust_policy.install()
        iam_quotas.install()
        stack_pace.install(self.settings)
        self.stack_failures.install()
        self.stack_sets.install()
        self.custom_resources.install()
        self.roles.watch(iam._roles)
        self.access_keys.install()
        self.organizations.install()
        AssumeRoleChecks(self.roles, self.organizations.is_usable).install()
        WebIdentity(self.clock, self.issuers, self.roles).install()
        providers.install(self.issuers)
        self._add_services()

    def _add_services(self) -> None:
        def organization() -> Organization:
            return self.organizations.organization

        action_names.install()
        denials.install(self.service_control)
        tagging.install()
        for service in (
            CostExplorer(organization, self.bills).service(),
            self.reports.service,
            self.exports.service,
            cost_optimization_hub.service(organization),
            compute_optimizer.service(organization),
            small.savings_plans(),
            small.support(),
        ):
            service.install()
        stack_types.install(self.reports, self.exports)

    async def _prepare(self, facts: RequestFacts) -> None:
        """Do what AWS would have done by itself before a request arrives."""
        await self.furnishing.before(facts)
        self.deliveries.run_due()

    async def reset(self) -> None:
        """Return to the seeded world: no state, no faults, an empty journal, the clock of now."""
        self.stack_sets.reset()
        ministack_app._reset_all_state()
        self.clock.reset()
        self.settings.update(dict(self._settings_at_start))
        self.faults.reset()
        self.organizations.reset()
        linked = self.organizations.organization.linked()
        self.furnishing.reset(member.owner.account_id for member in linked)
        self.custom_resources.reset()
        self.bills.reset()
        self.reports.reset()
        self.exports.reset()
        self.service_control.reset()
        self.stack_failures.reset()
        self.issuers.reset()
        self.machine.reset()
        await seed.seed()
        self.roles.reset()
        self.keys.reset()
        self.access_keys.reset()
        self.journal.reset()
