use landfast_app::{Instructions, PayerDeployment};
use landfast_domain::{
    Account, Method, Partition,
    billing_export::ExportChoice,
    launch::{Launch, Parameter, STACK_NAME, TemplateAt},
    module_call::{ByHand, ModuleCall, PayerCall},
    oidc::AUDIENCE,
    trust::Trusted,
    update::Update,
};
use serde_json::json;

use crate::{dto, pages::TEMPLATES_PATH};

/// `public_url`: where this server is reached, if it knows.
pub(super) fn instructions(
    account: &Account,
    instructions: &Instructions,
    public_url: Option<&str>,
) -> dto::Instructions {
    let default = default_bill(account);
    let payer = payer_call(&instructions.payer, default.as_ref());
    let call = public_url.map(|url| module_call(account, url, payer));
    let launch = instructions.launch.as_ref();
    let download = launch.and_then(|one| match &one.template {
        TemplateAt::Download(file) => Some(file.as_str()),
        TemplateAt::Published(_) => None,
    });
    dto::Instructions {
        launch_url: launch.and_then(Launch::url),
        why_not_ready: instructions.why_not_ready.clone(),
        template_url: launch.and_then(|one| match &one.template {
            TemplateAt::Published(url) => Some(url.clone()),
            TemplateAt::Download(_) => None,
        }),
        template_download: download.map(|file| format!("{TEMPLATES_PATH}/{file}")),
        upload_url: download.and(launch).map(Launch::create_page),
        template_version: instructions.template_version.to_string(),
        template_sha256: instructions.template_sha256.clone(),
        stack_name: STACK_NAME.to_owned(),
        region: account.region.to_string(),
        role_arn: account.role_to_try().to_string(),
        external_id_in_trust: instructions.external_id_in_trust.clone(),
        server_policy: instructions.server_policy.clone(),
        token_trust: token_trust(account, instructions),
        parameters: launch
            .map(Launch::parameters)
            .unwrap_or_default()
            .into_iter()
            .map(parameter)
            .collect(),
        commands: dto::CommandsView {
            aws_cli: launch
                .map(|one| fetched(one.aws_cli(), download, public_url))
                .unwrap_or_default(),
            terraform: call.as_ref().map(ModuleCall::text),
            terraform_by_hand: call
                .as_ref()
                .and_then(|call| by_hand(call, account, instructions)),
        },
        update: launch.and_then(|launch| update(account, launch)),
    }
}

/// The call for a payer that the module deploys; `None` for one that is deployed otherwise.
pub(super) fn payers_call(
    account: &Account,
    payer: &PayerDeployment,
    public_url: Option<&str>,
) -> Option<String> {
    let url = public_url.filter(|_| account.method == Method::Terraform)?;
    let default = default_bill(account);
    let payer = payer_call(payer, default.as_ref());
    Some(module_call(account, url, payer).text())
}

fn default_bill(account: &Account) -> Option<ExportChoice> {
    let partition = Partition::of(&account.region);
    ExportChoice::default_of(&account.id, &account.role_name, partition)
}

fn payer_call<'a>(payer: &'a PayerDeployment, default: Option<&'a ExportChoice>) -> PayerCall<'a> {
    PayerCall {
        bill: payer.bill.as_ref().zip(default),
        use_stackset: payer.use_stackset,
    }
}

fn module_call<'a>(account: &'a Account, url: &'a str, payer: PayerCall<'a>) -> ModuleCall<'a> {
    ModuleCall {
        landfast_url: url.trim_end_matches('/'),
        name: &account.name,
        region: &account.region,
        choices: &account.choices,
        trust: account.trust,
        payer,
    }
}

/// The command, behind one that fetches the template where it has to be handed over.
pub(super) fn fetched(command: String, file: Option<&str>, public_url: Option<&str>) -> String {
    match (file, public_url) {
        (Some(file), Some(url)) => {
            let url = url.trim_end_matches('/');
            format!("curl --fail --remote-name '{url}{TEMPLATES_PATH}/{file}'\n\n{command}")
        }
        _ => command,
    }
}

fn token_trust(account: &Account, found: &Instructions) -> Option<dto::TokenTrustView> {
    let Some(Trusted::Issuer(issuer)) = &found.trusted else {
        return None;
    };
    let provider = issuer.provider_arn(Partition::of(&account.region), &account.id);
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Federated": provider },
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": { "StringEquals": {
                issuer.condition_key("aud"): AUDIENCE,
                issuer.condition_key("sub"): found.external_id_in_trust,
            } },
        }],
    });
    Some(dto::TokenTrustView {
        issuer: issuer.to_string(),
        provider_arn: provider,
        audience: AUDIENCE.to_owned(),
        policy: format!("{policy:#}"),
    })
}

fn by_hand(call: &ModuleCall<'_>, account: &Account, found: &Instructions) -> Option<String> {
    let values = ByHand {
        external_id: &found.external_id,
        trusted: found.trusted.as_ref()?,
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

pub(super) fn parameter(parameter: Parameter) -> dto::ParameterView {
    dto::ParameterView {
        name: parameter.name.to_owned(),
        value: parameter.value,
        editable: parameter.editable,
        about: parameter.about.to_owned(),
    }
}
