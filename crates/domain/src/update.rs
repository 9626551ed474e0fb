//! What a person needs to bring a deployed role up to what is wanted: the console's update page, and
//! a change set that shows what would change before anything does.
//!
//! Landfast itself never holds the right to update the stack.

use std::fmt::Write;

use crate::launch::{CALLBACK, Launch, Parameter, STACK_NAME, TemplateAt, encode};

/// Everything that the update is made of.
#[derive(Debug, Clone)]
pub struct Update {
    pub launch: Launch,
    /// ARN of the stack that made the role, as the role's own tag tells it; `None` when it has not
    /// been read.
    pub stack_id: Option<String>,
}

impl Update {
    /// The console's update page with template and stack filled in; the list of stacks when it is
    /// not known which one it is. AWS documents no such link and promises nothing of the parameters
    /// in it, so that the page still shows each of them.
    #[must_use]
    pub fn url(&self) -> String {
        let base = format!(
            "{}/cloudformation/home?region={}#/stacks",
            self.launch.console_host(),
            self.launch.region
        );
        match &self.stack_id {
            Some(stack) => {
                let template = match &self.launch.template {
                    TemplateAt::Published(url) => format!("&templateURL={}", encode(url)),
                    TemplateAt::Download(_) => String::new(),
                };
                format!("{base}/update/template?stackId={}{template}", encode(stack))
            }
            None => format!("{base}?filteringText={STACK_NAME}"),
        }
    }

    /// The same for a shell that is signed in to the account: makes a change set, shows it, and ends
    /// with the command that carries it out.
    #[must_use]
    pub fn aws_cli(&self) -> String {
        let stack = self.stack_id.as_deref().unwrap_or(STACK_NAME);
        let region = &self.launch.region;
        let set = format!(
            "  --region {region} \\\n  --stack-name {stack} \\\n  --change-set-name landfast-update"
        );
        let mut text = format!(
            "aws cloudformation create-change-set \\\n{set} \\\n  {} \\\n  --capabilities CAPABILITY_NAMED_IAM \\\n  --parameters",
            self.launch.template.argument()
        );
        // Without the topic the stack lets go of its callback, which sends nothing. Another topic in
        // its place would be refused, and one that is as it was tells nothing in an update.
        let stays = |parameter: &Parameter| parameter.name != CALLBACK;
        for parameter in self.launch.parameters().into_iter().filter(stays) {
            // Writing to a String cannot fail.
            let _ = write!(text, " \\\n    {}", argument(&parameter));
        }
        for step in [
            "wait change-set-create-complete",
            "describe-change-set",
            "execute-change-set",
        ] {
            let _ = write!(text, "\n\naws cloudformation {step} \\\n{set}");
        }
        text
    }
}

/// What the account's people set themselves stays as it is.
fn argument(parameter: &Parameter) -> String {
    if parameter.value.is_empty() {
        format!("ParameterKey={},UsePreviousValue=true", parameter.name)
    } else {
        format!(
            "ParameterKey={},ParameterValue={}",
            parameter.name, parameter.value
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        AccountId, ExternalId, Partition, PrincipalArn, Region, RoleName, permissions::Choices,
        trust::Trusted,
    };

    fn update(stack_id: Option<&str>) -> Update {
        let partition = Partition::Aws;
        Update {
            launch: Launch {
                account: AccountId::parse("012345678901").unwrap(),
                region: Region::parse("us-east-1").unwrap(),
                role_name: RoleName::parse("landfast-abc").unwrap(),
                external_id: ExternalId::parse("lf-aaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap(),
                trusted: Trusted::Principal(
                    PrincipalArn::parse(&format!("arn:{partition}:iam::999999999999:role/s/l"))
                        .unwrap(),
                ),
                choices: Choices::default(),
                template: TemplateAt::Published(format!(
                    "https://b.s3.us-east-1.{}/t.yaml",
                    partition.dns_suffix()
                )),
                console: None,
                callback: None,
            },
            stack_id: stack_id.map(str::to_owned),
        }
    }

    #[test]
    fn a_stack_that_is_known_is_named() {
        let arn = format!(
            "arn:{}:cloudformation:us-east-1:012345678901:stack/own-name/0a1b",
            Partition::Aws
        );
        let known = update(Some(&arn));
        insta::assert_snapshot!(format!("{}\n\n{}", known.url(), known.aws_cli()));
    }

    #[test]
    fn without_its_name_the_list_of_stacks_is_opened() {
        let url = update(None).url();
        assert!(
            url.ends_with("#/stacks?filteringText=landfast-api-access"),
            "{url}"
        );
    }
}
