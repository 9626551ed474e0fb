//! What the account's owner does in AWS, by the way in which access was given.

use crate::{
    Account, Method, Partition, RoleArn,
    billing_export::{EXPORT_STACK, billing_region},
    launch::{STACK_NAME, encode},
    organization::STACK_SET_NAME,
    step::StepKind,
};

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideStep {
    pub text: String,
    /// For a shell that is signed in to the account.
    pub command: Option<String>,
    /// A page of the AWS console.
    pub link: Option<String>,
}

fn step(text: impl Into<String>) -> GuideStep {
    GuideStep {
        text: text.into(),
        command: None,
        link: None,
    }
}

/// What to delete, in order. `console` is where the AWS console is, if not the real one; `keys` are
/// the ends of the stored keys' ids with their users, where they are known.
#[must_use]
pub fn guide(
    account: &Account,
    keys: &[(String, Option<String>)],
    console: Option<&str>,
) -> Vec<GuideStep> {
    let mut steps = bills(account);
    steps.extend(of_the_method(account, keys, console));
    let proven = account.proven.as_ref().map(|role| &role.arn);
    let covered = account.method != Method::AccessKeys && account.method != Method::MachineIdentity;
    for role in proven.into_iter().chain(&account.candidate) {
        if !covered || *role != account.role_to_try() {
            steps.push(own_role(account, role));
        }
    }
    if steps.is_empty() {
        steps.push(step(
            "Nothing was ever given to Landfast in this account: there is nothing to delete.",
        ));
    }
    steps
}

/// The policy of that stack is on the role, and AWS deletes no role that has one.
fn bills(account: &Account) -> Vec<GuideStep> {
    let looked = account
        .step(StepKind::BillingExport)
        .is_some_and(|step| step.report.is_some());
    let Some(region) = billing_region(Partition::of(&account.region)).filter(|_| looked) else {
        return Vec::new();
    };
    vec![GuideStep {
        command: Some(format!(
            "aws cloudformation delete-stack --region {region} --stack-name {EXPORT_STACK}\naws cloudformation wait stack-delete-complete --region {region} --stack-name {EXPORT_STACK}"
        )),
        ..step(format!(
            "First delete the stack {EXPORT_STACK} in {region}, if it was launched: its policy is on the role. The bucket and the bills in it stay; delete them yourself if nobody needs them."
        ))
    }]
}

fn of_the_method(
    account: &Account,
    keys: &[(String, Option<String>)],
    console: Option<&str>,
) -> Vec<GuideStep> {
    match account.method {
        Method::AccessKeys => keys
            .iter()
            .map(|(last4, user)| key(last4, user.as_deref()))
            .collect(),
        Method::MachineIdentity => vec![step(format!(
            "Take the policy of this account off the role that Landfast runs as in account {}, in IAM. Landfast keeps its \
             own identity: nothing can be shown to be refused here.",
            account.id
        ))],
        Method::Terraform => vec![
            GuideStep {
                command: Some("terraform destroy".to_owned()),
                ..step("In the folder of the module's call, take the call out and apply, or:")
            },
            step("The plan must say that the role is destroyed, and nothing of yours."),
        ],
        Method::StackSet => stack_set(account),
        Method::RoleArn => vec![own_role(account, &account.role_to_try())],
        Method::ConsoleStack | Method::Cli if !account.from_template() => {
            vec![own_role(account, &account.role_to_try())]
        }
        Method::ConsoleStack | Method::Cli => stack(account, console),
    }
}

/// A stack of a StackSet is deleted through the StackSet; on its own it would come back.
fn stack_set(account: &Account) -> Vec<GuideStep> {
    let (id, region) = (&account.id, &account.region);
    let payer = account.kind.as_ref().and_then(crate::AccountKind::payer);
    let payer = payer.map_or_else(|| "the payer".to_owned(), |payer| format!("payer {payer}"));
    vec![GuideStep {
        command: Some(format!(
            "aws cloudformation delete-stack-instances --region {region} --stack-set-name {STACK_SET_NAME} \\\n  \
             --deployment-targets Accounts={id},AccountFilterType=INTERSECTION,OrganizationalUnitIds=ROOT_OR_UNIT_ID \\\n  \
             --regions {region} --no-retain-stacks"
        )),
        ..step(format!(
            "In {payer}, delete the stack instance of account {id} from the StackSet {STACK_SET_NAME}, region {region}. \
             Where the StackSet deploys by itself to the account's unit, leave the account out there too."
        ))
    }]
}

fn key(last4: &str, user: Option<&str>) -> GuideStep {
    let user = user.unwrap_or("its user");
    let name = user.rsplit('/').next().filter(|name| !name.contains(' '));
    GuideStep {
        command: name.map(|name| {
            format!(
                "aws iam list-access-keys --user-name {name}\n\
                 aws iam update-access-key --user-name {name} --status Inactive --access-key-id ID_ENDING_IN_{last4}\n\
                 aws iam delete-access-key --user-name {name} --access-key-id ID_ENDING_IN_{last4}"
            )
        }),
        ..step(format!(
            "In IAM, deactivate and delete the access key ending in {last4} of {user}; then delete the user, if it was made for Landfast."
        ))
    }
}

fn own_role(account: &Account, role: &RoleArn) -> GuideStep {
    step(format!(
        "In IAM of account {}, delete the role {role}, or take Landfast out of its trust policy.",
        account.id
    ))
}

fn stack(account: &Account, console: Option<&str>) -> Vec<GuideStep> {
    let (id, region) = (&account.id, &account.region);
    let deployed = account.deployed.as_ref();
    let stack = deployed.and_then(|one| one.stack_id.clone());
    let host = console.map_or_else(
        || Partition::of(region).console(region),
        |host| host.trim_end_matches('/').to_owned(),
    );
    let page = stack.as_ref().map_or_else(
        || format!("{host}/cloudformation/home?region={region}#/stacks?filteringText={STACK_NAME}"),
        |arn| {
            format!(
                "{host}/cloudformation/home?region={region}#/stacks/stackinfo?stackId={}",
                encode(arn)
            )
        },
    );
    let name = stack.as_deref().unwrap_or(STACK_NAME);
    vec![
        GuideStep {
            link: Some(page),
            ..step(format!(
                "Signed in to account {id}, open the stack in CloudFormation, region {region} ({STACK_NAME} unless renamed), and delete it. Its role goes with it."
            ))
        },
        GuideStep {
            command: Some(format!(
                "aws cloudformation delete-stack --region {region} --stack-name {name}\naws cloudformation wait stack-delete-complete --region {region} --stack-name {name}"
            )),
            ..step("Or in a shell that is signed in to the account:")
        },
    ]
}
