use landfast_domain::{Method, Timestamp};

use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{MethodSwitch, Topic},
    problem::ProblemCode,
};

/// A method that is off until an operator turns it on, and how it stands in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodState {
    pub method: Method,
    pub on: bool,
    /// `None` while nobody has ever switched it.
    pub changed: Option<(String, Timestamp)>,
}

/// The methods that are off at first.
const SWITCHED: [Method; 1] = [Method::AccessKeys];

impl App {
    /// The methods that can be switched, and how they stand.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn methods(&self, actor: &Actor) -> Result<Vec<MethodState>> {
        let switches = self.rows(actor).method_switches().await?;
        Ok(SWITCHED.map(|method| state(method, &switches)).into())
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

/// # Errors
/// `method_disabled` for a method that is off in this workspace.
pub(crate) fn allowed(method: Method, switches: &[MethodSwitch]) -> Result<()> {
    if !SWITCHED.contains(&method) || state(method, switches).on {
        return Ok(());
    }
    Err(Error::field(
        ProblemCode::MethodDisabled,
        "method",
        format!(
            "The method {} is turned off in this workspace.",
            method.as_str()
        ),
    )
    .hint("Use a role: nothing secret is stored, it lets nobody in but Landfast, and its sessions end by themselves.")
    .hint("Where no role can be had, an operator turns the method on under Settings, Methods, or by \"landfast methods enable access-keys\"."))
}
