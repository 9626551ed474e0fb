//! What a person needs to deploy the role: the quick-create link, its parameters, the command.
//!
//! Link form: AWS CloudFormation User Guide, "Create quick-create links". Parameter names are
//! case-sensitive; the link can create a stack, never update one.

use std::fmt::Write;

use crate::{
    AccountId, ExternalId, Partition, PrincipalArn, Region, RoleArn, RoleName,
    aws::RolePath,
    permissions::{Capability, Choices},
};

/// Everything that the instructions are made of.
#[derive(Debug, Clone)]
pub struct Launch {
    pub account: AccountId,
    pub region: Region,
    pub role_name: RoleName,
    pub external_id: ExternalId,
    pub principal: PrincipalArn,
    pub choices: Choices,
    /// Where the template is published; `https` in real use.
    pub template_url: String,
    /// Where the AWS console is; `None` for the real one of the partition.
    pub console: Option<String>,
}

/// A stack parameter as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: &'static str,
    pub value: String,
    pub editable: bool,
    pub about: &'static str,
}

/// The stack's name; people may choose another one.
pub const STACK_NAME: &str = "landfast-api-access";

impl Launch {
    #[must_use]
    pub fn partition(&self) -> Partition {
        Partition::of(&self.region)
    }

    /// The role that the stack will make.
    #[must_use]
    pub fn role_arn(&self) -> RoleArn {
        RoleArn::new(
            self.partition(),
            self.account.clone(),
            RolePath::landfast(),
            self.role_name.clone(),
        )
    }

    fn switch(&self, capability: Capability) -> &'static str {
        Choices::switch(self.choices.has(capability))
    }

    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter> {
        let fixed = |name, value: &str, about| Parameter {
            name,
            value: value.to_owned(),
            editable: false,
            about,
        };
        let chosen = |name, value: &str| {
            let about = "Chosen for this account in Landfast; better changed there.";
            fixed(name, value, about)
        };
        vec![
            fixed(
                "ExternalId",
                self.external_id.as_str(),
                "Minted for this account. Do not change: another value is never accepted.",
            ),
            fixed(
                "Principal",
                self.principal.as_str(),
                "The role as which this Landfast runs. Do not change: nobody else may assume the role.",
            ),
            fixed(
                "RoleName",
                self.role_name.as_str(),
                "Where Landfast looks for the role. Do not change.",
            ),
            chosen("Billing", self.switch(Capability::Billing)),
            chosen("CostExplorer", self.switch(Capability::CostExplorer)),
            chosen("Recommendations", self.switch(Capability::Recommendations)),
            chosen("Inventory", self.switch(Capability::Inventory)),
            chosen("Activation", self.switch(Capability::Activation)),
            chosen("TagAccess", self.choices.tag_access().as_str()),
            Parameter {
                name: "WritableTagKeys",
                value: String::new(),
                editable: true,
                about: "Optional: the tag keys that Landfast may write, with commas between them. Counts where tags may be written; while it is empty, none can be.",
            },
            Parameter {
                name: "PermissionsBoundaryArn",
                value: String::new(),
                editable: true,
                about: "Optional: a permissions boundary that your organization puts on every role.",
            },
        ]
    }

    /// Scheme and host of the console, without a slash at its end.
    pub(crate) fn console_host(&self) -> String {
        let host = self
            .console
            .clone()
            .unwrap_or_else(|| self.partition().console(&self.region));
        host.trim_end_matches('/').to_owned()
    }

    /// The address of the console's quick-create page with everything filled in.
    #[must_use]
    pub fn url(&self) -> String {
        let mut url = format!(
            "{}/cloudformation/home?region={}#/stacks/quickcreate?templateURL={}&stackName={STACK_NAME}",
            self.console_host(),
            self.region,
            encode(&self.template_url),
        );
        for parameter in self.parameters().iter().filter(|p| !p.value.is_empty()) {
            // Writing to a String cannot fail.
            let _ = write!(
                url,
                "&param_{}={}",
                parameter.name,
                encode(&parameter.value)
            );
        }
        url
    }

    /// The same as one command for a shell that is signed in to the account.
    #[must_use]
    pub fn aws_cli(&self) -> String {
        let parameters: Vec<String> = self
            .parameters()
            .into_iter()
            .filter(|p| !p.value.is_empty())
            .map(|p| format!("    ParameterKey={},ParameterValue={}", p.name, p.value))
            .collect();
        format!(
            "aws cloudformation create-stack \\\n  --region {} \\\n  --stack-name {STACK_NAME} \\\n  --template-url '{}' \\\n  --capabilities CAPABILITY_NAMED_IAM \\\n  --parameters \\\n{}",
            self.region,
            self.template_url,
            parameters.join(" \\\n"),
        )
    }
}

/// Percent-encoding of everything but the unreserved characters (RFC 3986, section 2.3).
pub(crate) fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn launch(region: &str, partition: Partition) -> Launch {
        Launch {
            account: AccountId::parse("012345678901").unwrap(),
            region: Region::parse(region).unwrap(),
            role_name: RoleName::parse("landfast-abc").unwrap(),
            external_id: ExternalId::parse("lf-aaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap(),
            principal: PrincipalArn::parse(&format!("arn:{partition}:iam::999999999999:role/s/l"))
                .unwrap(),
            choices: Choices::default(),
            template_url: format!("https://b.s3.{region}.{}/t.yaml", partition.dns_suffix()),
            console: None,
        }
    }

    #[test]
    fn links_of_the_three_partitions() {
        let urls = [
            ("us-east-1", Partition::Aws),
            ("us-gov-west-1", Partition::AwsUsGov),
            ("cn-north-1", Partition::AwsCn),
        ]
        .map(|(region, partition)| launch(region, partition).url());
        insta::assert_snapshot!(urls.join("\n"));
    }

    #[test]
    fn a_console_of_ones_own_and_the_command() {
        let mut launch = launch("eu-west-1", Partition::Aws);
        launch.console = Some("http://127.0.0.1:9/".into());
        assert!(launch.url().starts_with(
            "http://127.0.0.1:9/cloudformation/home?region=eu-west-1#/stacks/quickcreate?"
        ));
        insta::assert_snapshot!(launch.aws_cli());
    }
}
