//! What a person launches for a billing export: one stack or two, with links, parameters, commands.

use std::fmt::Write;

use super::{ExportChoice, ExportWay, billing_region};
use crate::{
    Partition, Region, RoleName,
    launch::{Parameter, TemplateAt, encode},
};

/// Makes the export, and the bucket with it where both are in one region.
pub const EXPORT_STACK: &str = "landfast-billing-export";
/// Makes a bucket in another region.
pub const BUCKET_STACK: &str = "landfast-billing-bucket";

/// Where the two templates are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportTemplates {
    pub export: TemplateAt,
    pub bucket: TemplateAt,
}

/// Everything that the instructions are made of.
#[derive(Debug, Clone)]
pub struct ExportLaunch {
    pub choice: ExportChoice,
    pub partition: Partition,
    /// Whose right to read the stack grants; `None` where Landfast comes in without a role, and the
    /// policy is attached by hand.
    pub reader: Option<RoleName>,
    pub templates: ExportTemplates,
    /// Where the AWS console is; `None` for the real one of the partition.
    pub console: Option<String>,
}

/// One stack to launch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackLaunch {
    pub stack_name: &'static str,
    /// What it makes, in one sentence.
    pub about: &'static str,
    pub region: Region,
    pub template: TemplateAt,
    pub parameters: Vec<Parameter>,
    /// The quick-create page; `None` where the template is handed over by hand.
    pub url: Option<String>,
    /// The page on which a template is uploaded.
    pub create_page: String,
    /// The same for a shell that is signed in to the account.
    pub command: String,
    /// Whether AWS wants an acknowledgement that the stack makes a policy with a name.
    pub makes_policy: bool,
}

/// The stacks in their order; none where AWS has no exports.
#[must_use]
pub fn stacks(launch: &ExportLaunch) -> Vec<StackLaunch> {
    let Some(home) = billing_region(launch.partition) else {
        return Vec::new();
    };
    let export = launch.stack(
        EXPORT_STACK,
        about(launch.choice.way),
        home,
        launch.templates.export.clone(),
        launch.export_parameters(),
    );
    if launch.choice.way != ExportWay::NewOtherRegion {
        return vec![export];
    }
    let bucket = launch.stack(
        BUCKET_STACK,
        "Makes the bucket with its policy, in the region where the bills are to lie. Launch it first.",
        launch.choice.bucket_region.clone(),
        launch.templates.bucket.clone(),
        launch.bucket_parameters(),
    );
    vec![bucket, export]
}

const fn about(way: ExportWay) -> &'static str {
    match way {
        ExportWay::New => {
            "Makes the bucket with its policy, the export, and the right of Landfast's role to read it."
        }
        ExportWay::NewOtherRegion => {
            "Makes the export into that bucket, and the right of Landfast's role to read it. Launch it when the first stack is complete."
        }
        ExportWay::Existing => {
            "Makes the right of Landfast's role to read the bucket of the chosen export, and nothing else."
        }
    }
}

fn fixed(name: &'static str, value: &str, about: &'static str) -> Parameter {
    Parameter {
        name,
        value: value.to_owned(),
        editable: false,
        about,
    }
}

impl ExportLaunch {
    fn export_parameters(&self) -> Vec<Parameter> {
        let choice = &self.choice;
        let option = match choice.way {
            ExportWay::New => "CREATE_NEW",
            ExportWay::NewOtherRegion | ExportWay::Existing => "USE_EXISTING",
        };
        let chosen = "Chosen for this account in Landfast; better changed there.";
        let mut all = vec![
            fixed(
                "CurS3BucketOption",
                option,
                "Whether this stack makes the bucket.",
            ),
            fixed("CurS3BucketName", choice.bucket.as_str(), chosen),
            fixed("CurS3BucketRegion", choice.bucket_region.as_str(), chosen),
            fixed("CurS3Prefix", choice.prefix.as_str(), chosen),
            fixed("ExportName", choice.name.as_str(), chosen),
            fixed("ExportFormat", choice.format.as_str(), chosen),
            fixed(
                "CreateExport",
                if choice.way.makes() { "Yes" } else { "No" },
                "Whether this stack makes the export.",
            ),
        ];
        if let Some(role) = &self.reader {
            all.push(fixed(
                "ReaderRoleName",
                role.as_str(),
                "Landfast's role in this account, which may read the bucket afterwards. Do not change.",
            ));
        }
        all
    }

    fn bucket_parameters(&self) -> Vec<Parameter> {
        let chosen = "Chosen for this account in Landfast; better changed there.";
        vec![fixed(
            "CurS3BucketName",
            self.choice.bucket.as_str(),
            chosen,
        )]
    }

    fn stack(
        &self,
        stack_name: &'static str,
        about: &'static str,
        region: Region,
        template: TemplateAt,
        parameters: Vec<Parameter>,
    ) -> StackLaunch {
        let draft = StackDraft {
            stack_name,
            about,
            region,
            template,
            parameters,
            makes_iam: stack_name == EXPORT_STACK,
        };
        draft.launch(self.console.as_deref(), self.partition)
    }
}

/// What a stack is launched from.
pub(crate) struct StackDraft {
    pub stack_name: &'static str,
    pub about: &'static str,
    pub region: Region,
    pub template: TemplateAt,
    pub parameters: Vec<Parameter>,
    /// Whether it makes a role or a policy with a name.
    pub makes_iam: bool,
}

impl StackDraft {
    pub(crate) fn launch(self, console: Option<&str>, partition: Partition) -> StackLaunch {
        let Self {
            stack_name,
            region,
            template,
            parameters,
            ..
        } = self;
        let console = console.map_or_else(|| partition.console(&region), str::to_owned);
        let pages = format!(
            "{}/cloudformation/home?region={region}#/stacks",
            console.trim_end_matches('/')
        );
        StackLaunch {
            stack_name,
            about: self.about,
            url: quick_create(&pages, stack_name, &template, &parameters),
            create_page: format!("{pages}/create"),
            command: command(stack_name, &region, &template, &parameters, self.makes_iam),
            region,
            template,
            parameters,
            makes_policy: self.makes_iam,
        }
    }
}

fn quick_create(
    pages: &str,
    stack_name: &str,
    template: &TemplateAt,
    parameters: &[Parameter],
) -> Option<String> {
    let TemplateAt::Published(template_url) = template else {
        return None;
    };
    let mut url = format!(
        "{pages}/quickcreate?templateURL={}&stackName={stack_name}",
        encode(template_url)
    );
    for parameter in parameters {
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

fn command(
    stack_name: &str,
    region: &Region,
    template: &TemplateAt,
    parameters: &[Parameter],
    makes_policy: bool,
) -> String {
    let values: Vec<String> = parameters
        .iter()
        .map(|one| {
            format!(
                "    'ParameterKey={},ParameterValue={}'",
                one.name,
                quoted(&one.value)
            )
        })
        .collect();
    let acknowledged = if makes_policy {
        "  --capabilities CAPABILITY_NAMED_IAM \\\n"
    } else {
        ""
    };
    format!(
        "aws cloudformation create-stack \\\n  --region {region} \\\n  --stack-name {stack_name} \\\n  {} \\\n{acknowledged}  --parameters \\\n{}\naws cloudformation wait stack-create-complete --region {region} --stack-name {stack_name}",
        template.argument(),
        values.join(" \\\n"),
    )
}

/// Within single quotes of a shell. The command line takes a comma for the end of a value.
fn quoted(text: &str) -> String {
    text.replace('\'', "'\\''").replace(',', "\\,")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing_export::{ExportFormat, testing::*};

    fn launch(choice: ExportChoice, template: fn(&str) -> TemplateAt) -> ExportLaunch {
        ExportLaunch {
            choice,
            partition: Partition::Aws,
            reader: RoleName::parse("landfast-abcdefgh").ok(),
            templates: ExportTemplates {
                export: template("billing-export"),
                bucket: template("billing-bucket"),
            },
            console: None,
        }
    }

    fn published(name: &str) -> TemplateAt {
        TemplateAt::Published(format!("https://t.example.com/{name}.yaml"))
    }

    fn said(stacks: Vec<StackLaunch>) -> String {
        let one = |stack: StackLaunch| {
            format!(
                "{} in {}: {}\n{}\n{}",
                stack.stack_name,
                stack.region,
                stack.about,
                stack.url.unwrap_or(stack.create_page),
                stack.command
            )
        };
        stacks.into_iter().map(one).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn the_three_ways() {
        let other = ExportChoice {
            way: ExportWay::NewOtherRegion,
            bucket_region: Region::parse("eu-west-1").unwrap(),
            format: ExportFormat::Focus12,
            ..choice()
        };
        let ways = [choice(), other, adopting(&legacy())]
            .map(|choice| said(stacks(&launch(choice, published))));
        insta::assert_snapshot!(ways.join("\n\n----\n\n"));
    }

    #[test]
    fn without_a_bucket_the_template_is_handed_over_and_govcloud_has_none() {
        let by_hand = |name: &str| TemplateAt::Download(format!("{name}.yaml"));
        let stack = stacks(&launch(choice(), by_hand)).remove(0);
        assert_eq!(stack.url, None);
        assert!(
            stack
                .command
                .contains("--template-body 'file://billing-export.yaml'")
        );
        let gov = ExportLaunch {
            partition: Partition::AwsUsGov,
            ..launch(choice(), published)
        };
        assert_eq!(stacks(&gov), []);
    }
}
