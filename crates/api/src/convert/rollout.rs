use landfast_app::{RolloutStatus, ports::Role};
use landfast_domain::{
    launch::TemplateAt,
    organization::{Rollout, STACK_SET_NAME, StackSetLaunch, UnitId},
};

use super::{
    account::{names, tag_access},
    action::action,
    instructions::{parameter, payers_call},
    stack_run::run_view,
};
use crate::{dto, pages::TEMPLATES_PATH};

const NOT_BEGUN: &str = "Nobody has begun to roll the role out.";

/// `role` is of whoever asks; `public_url` is where this server is reached, if it knows.
pub(crate) fn rollout_view(
    status: &RolloutStatus,
    role: Role,
    public_url: Option<&str>,
) -> dto::RolloutView {
    let (rollout, launch) = (status.rollout.as_ref(), status.launch.as_ref());
    let not_proven = (!status.payer.was_proven())
        .then_some("Access to the payer was never proven. Finish its API access first.");
    let template = launch.map(|one| &one.launch.template);
    let runs = status.run_actions.iter();
    let runs = runs.map(|(name, why_not)| action(name, *why_not, role));
    dto::RolloutView {
        payer: status.payer.id.to_string(),
        begun: rollout.is_some(),
        capabilities: rollout
            .map(|one| names(one.choices.capabilities()))
            .unwrap_or_default(),
        tag_access: rollout.map(|one| tag_access(one.choices.tag_access())),
        stack_set_name: STACK_SET_NAME.to_owned(),
        region: rollout.map(|one: &Rollout| one.region.to_string()),
        template_url: template.and_then(|at| match at {
            TemplateAt::Published(url) => Some(url.clone()),
            TemplateAt::Download(_) => None,
        }),
        template_download: template.and_then(|at| match at {
            TemplateAt::Published(_) => None,
            TemplateAt::Download(file) => Some(format!("{TEMPLATES_PATH}/{file}")),
        }),
        create_url: launch.map(StackSetLaunch::create_page),
        root_id: launch.and_then(|one| one.root.as_ref().map(UnitId::to_string)),
        parameters: launch
            .map(StackSetLaunch::parameters)
            .unwrap_or_default()
            .into_iter()
            .map(parameter)
            .collect(),
        aws_cli: launch.map(StackSetLaunch::aws_cli),
        terraform: payers_call(&status.payer, &status.deployment, public_url),
        why_not_ready: status.why_not_ready.clone(),
        run: status.run.as_ref().map(run_view),
        actions: [
            action("plan", not_proven, role),
            action(
                "check",
                not_proven.or_else(|| rollout.is_none().then_some(NOT_BEGUN)),
                role,
            ),
        ]
        .into_iter()
        .chain(runs)
        .collect(),
    }
}
