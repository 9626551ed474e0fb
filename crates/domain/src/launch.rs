//! What a person needs to deploy the role: the quick-create link, its parameters, the command.
//!
//! Link form: AWS CloudFormation User Guide, "Create quick-create links". Parameter names are
//! case-sensitive; the link can create a stack, never update one.

use std::fmt::Write;

use crate::{
    AccountId, ExternalId, Partition, Region, RoleArn, RoleName,
    aws::RolePath,
    callback::TopicArn,
    permissions::{Capability, Choices},
    trust::Trusted,
};

/// Everything that the instructions are made of.
#[derive(Debug, Clone)]
pub struct Launch {
    pub account: AccountId,
    pub region: Region,
    pub role_name: RoleName,
    pub external_id: ExternalId,
    pub trusted: Trusted,
    pub choices: Choices,
    pub template: TemplateAt,
    /// Where the AWS console is; `None` for the real one of the partition.
    pub console: Option<String>,
    /// The topic by which the stack tells that it is done; `None` where there is none in its region.
    pub callback: Option<TopicArn>,
}

/// Where whoever launches the stack gets the template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateAt {
    /// CloudFormation reads it there itself; `https` in real use.
    Published(String),
    /// It is downloaded from Landfast under this name, and handed to CloudFormation.
    Download(String),
}

impl TemplateAt {
    /// The argument of the AWS command line.
    pub(crate) fn argument(&self) -> String {
        match self {
            Self::Published(url) => format!("--template-url '{url}'"),
            Self::Download(file) => format!("--template-body 'file://{file}'"),
        }
    }
}

/// A stack parameter as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    pub name: &'static str,
    pub value: String,
    pub editable: bool,
    pub about: &'static str,
}

/// About a parameter that follows from the account's choices.
pub(crate) const CHOSEN: &str = "Chosen for this account in Landfast; better changed there.";

/// The parameter with the topic by which the stack calls back.
pub(crate) const CALLBACK: &str = "CallbackTopicArn";

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
        let chosen = |name, value: &str| fixed(name, value, CHOSEN);
        let mut all = vec![fixed(
            "ExternalId",
            self.external_id.as_str(),
            "Minted for this account. Do not change: another value is never accepted.",
        )];
        if let Trusted::Principal(principal) = &self.trusted {
            all.push(fixed(
                "Principal",
                principal.as_str(),
                "The role as which this Landfast runs. Do not change: nobody else may assume the role.",
            ));
        }
        all.extend([
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
        ]);
        if let Trusted::Issuer(_) = self.trusted {
            all.push(Parameter {
                name: "CreateProvider",
                value: "Yes".to_owned(),
                editable: true,
                about: "Yes makes the account's OIDC provider for this Landfast. Set No if the account has it already.",
            });
        }
        all.extend([
            self.callback_parameter(),
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
        ]);
        all
    }

    fn callback_parameter(&self) -> Parameter {
        Parameter {
            name: CALLBACK,
            value: self
                .callback
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            editable: true,
            about: "Optional: by this topic the stack tells Landfast that the role is there. Without it, Landfast finds out a little later.",
        }
    }

    /// Scheme and host of the console, without a slash at its end.
    pub(crate) fn console_host(&self) -> String {
        let host = self
            .console
            .clone()
            .unwrap_or_else(|| self.partition().console(&self.region));
        host.trim_end_matches('/').to_owned()
    }

    /// The address of the console's quick-create page with everything filled in; `None` where the
    /// template has to be handed over by hand.
    #[must_use]
    pub fn url(&self) -> Option<String> {
        let TemplateAt::Published(template_url) = &self.template else {
            return None;
        };
        let mut url = format!(
            "{}/cloudformation/home?region={}#/stacks/quickcreate?templateURL={}&stackName={STACK_NAME}",
            self.console_host(),
            self.region,
            encode(template_url),
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
        Some(url)
    }

    /// The console's page on which a template is uploaded and its parameters typed in.
    #[must_use]
    pub fn create_page(&self) -> String {
        let host = self.console_host();
        format!(
            "{host}/cloudformation/home?region={}#/stacks/create",
            self.region
        )
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
            "aws cloudformation create-stack \\\n  --region {} \\\n  --stack-name {STACK_NAME} \\\n  {} \\\n  --capabilities CAPABILITY_NAMED_IAM \\\n  --parameters \\\n{}",
            self.region,
            self.template.argument(),
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
    use crate::{PrincipalArn, oidc::IssuerUrl};

    fn launch(region: &str, partition: Partition) -> Launch {
        Launch {
            account: AccountId::parse("012345678901").unwrap(),
            region: Region::parse(region).unwrap(),
            role_name: RoleName::parse("landfast-abc").unwrap(),
            external_id: ExternalId::parse("lf-aaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap(),
            trusted: Trusted::Principal(
                PrincipalArn::parse(&format!("arn:{partition}:iam::999999999999:role/s/l"))
                    .unwrap(),
            ),
            choices: Choices::default(),
            template: TemplateAt::Published(format!(
                "https://b.s3.{region}.{}/t.yaml",
                partition.dns_suffix()
            )),
            console: None,
            callback: None,
        }
    }

    #[test]
    fn links_of_the_three_partitions() {
        let urls = [
            ("us-east-1", Partition::Aws),
            ("us-gov-west-1", Partition::AwsUsGov),
            ("cn-north-1", Partition::AwsCn),
        ]
        .map(|(region, partition)| launch(region, partition).url().unwrap());
        insta::assert_snapshot!(urls.join("\n"));
    }

    #[test]
    fn a_console_of_ones_own_and_the_command() {
        let mut launch = launch("eu-west-1", Partition::Aws);
        launch.console = Some("http://127.0.0.1:9/".into());
        assert!(launch.url().unwrap().starts_with(
            "http://127.0.0.1:9/cloudformation/home?region=eu-west-1#/stacks/quickcreate?"
        ));
        insta::assert_snapshot!(launch.aws_cli());
    }

    #[test]
    fn without_a_bucket_the_template_is_handed_over() {
        let mut launch = launch("eu-west-1", Partition::Aws);
        launch.trusted = Trusted::Issuer(IssuerUrl::parse("https://l.example.com").unwrap());
        launch.template = TemplateAt::Download("api-access-oidc-0.yaml".to_owned());
        assert_eq!(launch.url(), None);
        assert!(
            launch
                .create_page()
                .ends_with("?region=eu-west-1#/stacks/create")
        );
        insta::assert_snapshot!(launch.aws_cli());
    }
}
