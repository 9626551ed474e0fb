use landfast_domain::{Method, Timestamp};

use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{MethodSwitch, Topic},
    problem::ProblemCode,
};

/// A method that is off at first, and how it stands in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodState {
    pub method: Method,
    pub on: bool,
    /// `None` while nobody has ever switched it.
    pub changed: Option<(String, Timestamp)>,
}

/// The methods that operators of a workspace switch.
const SWITCHED: [Method; 1] = [Method::AccessKeys];

impl App {
    /// The methods that are off at first, and how they stand.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn methods(&self, actor: &Actor) -> Result<Vec<MethodState>> {
        let switches = self.rows(actor).method_switches().await?;
        let mut states: Vec<_> = SWITCHED.map(|method| state(method, &switches)).into();
        states.push(MethodState {
            method: Method::MachineIdentity,
            on: self.machine_is_for(&actor.workspace.name),
            changed: None,
        });
        Ok(states)
    }

    pub(crate) fn allowed(&self, actor: &Actor, switches: Vec<MethodSwitch>) -> Allowed {
        let machine = self.machine_is_for(&actor.workspace.name);
        Allowed { switches, machine }
    }

    /// Whether an account of this workspace may be reached as the server itself.
    pub(crate) fn machine_is_for(&self, workspace: &str) -> bool {
        self.settings.machine_identity_for.as_deref() == Some(workspace)
    }

    /// Allows a method in the workspace or forbids it. Accounts that use it go on as they are; no new
    /// key is taken while it is off.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn switch_method(
        &self,
        actor: &Actor,
        method: Method,
        on: bool,
    ) -> Result<Vec<MethodState>> {
        actor.must_operate()?;
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        let before = state(method, &tx.method_switches().await?);
        if before.on == on {
            drop(tx);
        } else {
            tx.method_switch_put(&MethodSwitch {
                method,
                on,
                changed_by: actor.name.clone(),
                changed_at: now,
            })
            .await?;
            let (action, done) = if on {
                ("method.enabled", "Turned on")
            } else {
                ("method.disabled", "Turned off")
            };
            let summary = format!("{done} the method {}.", method.as_str());
            tx.commit(now, vec![entry(actor, action, None, summary)])
                .await?;
            self.hint(&actor.workspace.id, Topic::Activity, None);
        }
        self.methods(actor).await
    }
}

fn state(method: Method, switches: &[MethodSwitch]) -> MethodState {
    let found = switches.iter().find(|switch| switch.method == method);
    MethodState {
        method,
        on: found.is_some_and(|switch| switch.on),
        changed: found.map(|switch| (switch.changed_by.clone(), switch.changed_at)),
    }
}

/// What a workspace lets its operators choose.
pub(crate) struct Allowed {
    pub switches: Vec<MethodSwitch>,
    /// Whether this is the workspace that the server's settings name.
    pub machine: bool,
}

impl Allowed {
    /// # Errors
    /// `method_disabled` for a method that is off in this workspace.
    pub(crate) fn must_allow(&self, method: Method) -> Result<()> {
        let (on, hints) = match method {
            Method::AccessKeys => (state(method, &self.switches).on, KEYS_ARE_OFF),
            Method::MachineIdentity => (self.machine, MACHINE_IS_OFF),
            Method::ConsoleStack | Method::Cli | Method::RoleArn | Method::Terraform => {
                return Ok(());
            }
            Method::StackSet => return Err(only_by_payer()),
        };
        if on {
            return Ok(());
        }
        let why = format!(
            "The method {} is turned off in this workspace.",
            method.as_str()
        );
        let error = Error::field(ProblemCode::MethodDisabled, "method", why);
        Err(hints.into_iter().fold(error, Error::hint))
    }
}

const KEYS_ARE_OFF: [&str; 2] = [
    "Use a role: nothing secret is stored, it lets nobody in but Landfast, and its sessions end by themselves.",
    "Where no role can be had, an operator turns the method on under Settings, Methods, or by \"landfast methods enable access-keys\".",
];
const MACHINE_IS_OFF: [&str; 2] = [
    "Use a role, in the account that Landfast runs in too: it may be given less than the server has.",
    "Whoever runs the server allows it for one workspace: landfast serve --machine-identity-for WORKSPACE.",
];

/// Nobody registers an account by StackSet: it is registered when the StackSet has reached it.
fn only_by_payer() -> Error {
    Error::field(
        ProblemCode::MethodUnknown,
        "method",
        "The method stack_set is not chosen for one account: the StackSet of a payer registers whom it reaches.",
    )
    .hint("Open the payer's page, Linked accounts, and roll the role out from there.")
}
