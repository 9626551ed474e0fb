//! What becomes of a StackSet that is changed.

use std::collections::BTreeMap;

use landfast_app::ports::{Answered, StackSetAt, StackSetChange};
use landfast_domain::{
    AccountId,
    organization::{
        stack_run::Targets,
        stack_set::{
            DetailedStatus, InstanceSeen, InstanceStatus, Operation, OperationAction,
            OperationStatus, StackSetSeen,
        },
    },
};

use crate::FakeOrganization;

impl FakeOrganization {
    /// As AWS does: the same id again changes nothing, and one operation runs at a time. An operation
    /// stays open until [`FakeOrganization::finish`].
    pub(crate) fn change(&mut self, at: &StackSetAt, change: &StackSetChange) -> Answered {
        match change {
            StackSetChange::Create {
                template_url,
                parameters,
                ..
            } => self.create(template_url, parameters),
            StackSetChange::Deploy { operation, targets } => {
                self.operate(at, operation, OperationAction::Create, Some(targets))
            }
            StackSetChange::Redo { operation, targets } => {
                self.operate(at, operation, OperationAction::Update, Some(targets))
            }
            StackSetChange::Update { operation, .. } => {
                if let Some(set) = &mut self.stack_set.set {
                    set.template.clone_from(&self.template);
                }
                self.operate(at, operation, OperationAction::Update, None)
            }
            StackSetChange::Stop { operation } => {
                let all = self.stack_set.operations.iter_mut().flatten();
                for one in all.filter(|one| one.id == *operation) {
                    one.status = OperationStatus::Stopped;
                }
                Answered::Taken
            }
        }
    }

    fn create(&mut self, template_url: &str, parameters: &[(String, String)]) -> Answered {
        if self.stack_set.set.is_none() {
            self.made.push(template_url.to_owned());
            self.stack_set.set = Some(StackSetSeen {
                service_managed: true,
                auto_deployment: true,
                managed_execution: true,
                template: self.template.clone(),
                parameters: parameters.iter().cloned().collect::<BTreeMap<_, _>>(),
                units: Vec::new(),
            });
            self.stack_set.operations = Some(Vec::new());
        }
        Answered::Taken
    }

    fn operate(
        &mut self,
        at: &StackSetAt,
        id: &str,
        action: OperationAction,
        targets: Option<&Targets>,
    ) -> Answered {
        let all = self.stack_set.operations.get_or_insert_default();
        if all.iter().any(|one| one.id == id) {
            return Answered::Taken;
        }
        if all.iter().any(|one| one.status.is_open()) {
            let said = "OperationInProgressException".to_owned();
            return Answered::Busy { said };
        }
        let operation = Operation {
            id: id.to_owned(),
            action,
            status: OperationStatus::Running,
            created_at: None,
            ended_at: None,
            failed: None,
            reason: None,
        };
        all.insert(0, operation);
        for account in self.targeted(targets) {
            self.stack_set
                .instances
                .retain(|one| one.account != account);
            self.stack_set.instances.push(InstanceSeen {
                account,
                region: at.region.clone(),
                status: InstanceStatus::Outdated,
                detailed: DetailedStatus::Pending,
                reason: String::new(),
                operation: Some(id.to_owned()),
            });
        }
        Answered::Taken
    }

    /// Whoever has an instance, or is below the units and among the accounts.
    fn targeted(&self, targets: Option<&Targets>) -> Vec<AccountId> {
        let Some(targets) = targets else {
            let all = self.stack_set.instances.iter();
            return all.map(|one| one.account.clone()).collect();
        };
        let inside = |id: &AccountId| {
            let unit = self.tree.placed.get(id);
            unit.is_some_and(|unit| {
                targets
                    .units
                    .iter()
                    .any(|above| self.tree.tree.is_inside(unit, above))
            })
        };
        let picked = |id: &AccountId| targets.accounts.is_empty() || targets.accounts.contains(id);
        let payer = self.accounts.first().map(|one| one.id.clone());
        let all = self.accounts.iter().map(|one| one.id.clone());
        all.filter(|id| inside(id) && picked(id) && Some(id) != payer.as_ref())
            .collect()
    }

    /// The open operation ends: it has failed in these accounts, and reached the others.
    pub fn finish(&mut self, failing: &[AccountId]) {
        for one in self.stack_set.operations.iter_mut().flatten() {
            if one.status.is_open() {
                one.status = OperationStatus::Succeeded;
            }
        }
        for one in &mut self.stack_set.instances {
            if one.detailed != DetailedStatus::Pending {
                continue;
            }
            if failing.contains(&one.account) {
                (one.status, one.detailed) = (InstanceStatus::Outdated, DetailedStatus::Failed);
                one.reason = "EntityAlreadyExists".to_owned();
            } else {
                (one.status, one.detailed) = (InstanceStatus::Current, DetailedStatus::Succeeded);
            }
        }
    }
}
