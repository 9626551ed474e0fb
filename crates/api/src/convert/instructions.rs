use landfast_app::Instructions;
use landfast_domain::{
    Account,
    launch::{Launch, Parameter, STACK_NAME},
    module_call::{ByHand, ModuleCall},
    update::Update,
};

use crate::dto;

/// `public_url`: where this server is reached, if it knows.
pub(super) fn instructions(
    account: &Account,
    instructions: &Instructions,
    public_url: Option<&str>,
) -> dto::Instructions {
    let call = public_url.map(|url| module_call(account, url));
    let launch = instructions.launch.as_ref();
    dto::Instructions {
        launch_url: launch.map(Launch::url),
        why_not_ready: instructions.why_not_ready.clone(),
        template_url: launch.map(|one| one.template_url.clone()),
        template_version: instructions.template_version.to_string(),
        template_sha256: instructions.template_sha256.clone(),
        stack_name: STACK_NAME.to_owned(),
        region: account.region.to_string(),
        role_arn: account.role_to_try().to_string(),
        external_id_in_trust: instructions.external_id_in_trust.clone(),
        server_policy: instructions.server_policy.clone(),
        parameters: launch
            .map(Launch::parameters)
            .unwrap_or_default()
            .into_iter()
            .map(parameter)
            .collect(),
        commands: dto::CommandsView {
            aws_cli: launch.map(Launch::aws_cli).unwrap_or_default(),
            terraform: call.as_ref().map(ModuleCall::text),
            terraform_by_hand: call
                .as_ref()
                .and_then(|call| by_hand(call, account, instructions)),
        },
        update: launch.and_then(|launch| update(account, launch)),
    }
}

fn module_call<'a>(account: &'a Account, url: &'a str) -> ModuleCall<'a> {
    ModuleCall {
        landfast_url: url.trim_end_matches('/'),
        name: &account.name,
        region: &account.region,
        choices: &account.choices,
    }
}

fn by_hand(call: &ModuleCall<'_>, account: &Account, found: &Instructions) -> Option<String> {
    let values = ByHand {
        external_id: &found.external_id,
        principal: found.principal.as_ref()?,
        role_name: &account.role_name,
    };
    Some(call.text_by_hand(&values))
}

fn update(account: &Account, launch: &Launch) -> Option<dto::UpdateView> {
    let deployed = account.deployed.clone()?;
    let update = Update {
        launch: launch.clone(),
        stack_id: deployed.stack_id,
    };
    Some(dto::UpdateView {
        url: update.url(),
        aws_cli: update.aws_cli(),
        deployed_template: deployed.template,
        deployed_choices: deployed.choices,
        wanted_choices: account.choices.to_tag(),
    })
}

fn parameter(parameter: Parameter) -> dto::ParameterView {
    dto::ParameterView {
        name: parameter.name.to_owned(),
        value: parameter.value,
        editable: parameter.editable,
        about: parameter.about.to_owned(),
    }
}
