use super::{Permit, PermitWay};
use crate::{
    Partition, RoleName,
    billing_export::{StackDraft, StackLaunch},
    launch::{Parameter, TemplateAt},
    permissions::cloudformation::split_ids,
    removal::GuideStep,
    trust::Trusted,
};

/// The stacks of both ways may be there at once.
const SELECTED_STACK: &str = "landfast-activation";
const STACK_SET_STACK: &str = "landfast-activation-stack-set";

impl PermitWay {
    /// Under which name the stack is launched.
    #[must_use]
    pub const fn stack_name(&self) -> &'static str {
        match self {
            Self::Selected(_) => SELECTED_STACK,
            Self::StackSet => STACK_SET_STACK,
        }
    }
}

/// The name of a permit's role. `installation` is the name of the roles that the installation's other
/// templates make.
#[must_use]
pub fn permit_role_name(way: &PermitWay, installation: &RoleName) -> RoleName {
    let own = installation.as_str();
    let own = own.strip_prefix("landfast-").unwrap_or(own);
    let name = match way {
        PermitWay::Selected(_) => format!("landfast-activation-{own}"),
        PermitWay::StackSet => format!("landfast-activation-{own}-set"),
    };
    RoleName::parse(&name).unwrap_or_else(|_| installation.clone())
}

/// Everything that the instructions of a permit are made of.
#[derive(Debug, Clone)]
pub struct PermitLaunch<'a> {
    pub permit: &'a Permit,
    pub trusted: Trusted,
    pub template: TemplateAt,
    /// What the addresses of Landfast's templates of the access role begin with.
    pub template_prefix: Option<String>,
    /// Where the AWS console is; `None` for the real one of the partition.
    pub console: Option<String>,
}

impl PermitLaunch<'_> {
    #[must_use]
    pub fn stack(&self) -> StackLaunch {
        let permit = self.permit;
        let draft = StackDraft {
            stack_name: permit.way.stack_name(),
            about: match permit.way {
                PermitWay::Selected(_) => {
                    "Makes one role, by which Landfast can enter the selected accounts until the time below. Delete the stack when the activation is done."
                }
                PermitWay::StackSet => {
                    "Makes one role, by which Landfast can roll out its StackSet until the time below. Delete the stack when the roll-out is done."
                }
            },
            region: permit.region.clone(),
            template: self.template.clone(),
            parameters: self.parameters(),
            makes_iam: true,
        };
        draft.launch(self.console.as_deref(), Partition::of(&permit.region))
    }

    fn parameters(&self) -> Vec<Parameter> {
        let permit = self.permit;
        let mut all = vec![fixed(
            "ExternalId",
            permit.external_id.as_str(),
            "Minted for this permit. Do not change: another value is never accepted.",
        )];
        if let Trusted::Principal(principal) = &self.trusted {
            all.push(fixed(
                "Principal",
                principal.as_str(),
                "The role as which this Landfast runs. Do not change: nobody else may use the permit.",
            ));
        }
        all.extend([
            fixed(
                "RoleName",
                permit.role_name.as_str(),
                "Where Landfast looks for the role. Do not change.",
            ),
            fixed(
                "ValidUntil",
                &permit.valid_until.to_string(),
                "Nobody can use the role afterwards. Do not change: Landfast stops by then in any case.",
            ),
            fixed("Way", permit.way.as_str(), "What the permit is for."),
        ]);
        all.extend(self.of_the_way());
        all
    }

    fn of_the_way(&self) -> Vec<Parameter> {
        let PermitWay::Selected(selected) = &self.permit.way else {
            let prefix = self.template_prefix.as_deref().unwrap_or_default();
            return vec![fixed(
                "TemplatePrefix",
                prefix,
                "StackSets can be made from Landfast's own templates only.",
            )];
        };
        let [ids, more] = split_ids(&selected.accounts);
        let lists = [
            fixed(
                "AccountIds",
                &ids,
                "The accounts that were selected: the role can enter these and no others.",
            ),
            fixed("MoreAccountIds", &more, "More of them."),
        ];
        let mut all = vec![
            fixed(
                "OrganizationId",
                &selected.organization_id,
                "The role can enter accounts of this organization only.",
            ),
            fixed(
                "MemberRoleName",
                selected.member_role.as_str(),
                "The role by which this payer enters its linked accounts.",
            ),
        ];
        all.extend(lists.into_iter().filter(|list| !list.value.is_empty()));
        all
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

/// What the payer's owner does to take a permit back.
#[must_use]
pub fn permit_guide(permit: &Permit, console: Option<&str>) -> Vec<GuideStep> {
    let (payer, region, name) = (&permit.payer, &permit.region, permit.way.stack_name());
    let host = console.map_or_else(
        || Partition::of(region).console(region),
        |host| host.trim_end_matches('/').to_owned(),
    );
    vec![
        GuideStep {
            text: format!(
                "Signed in to payer {payer}, open the stack {name} in CloudFormation, region {region}, and delete it. Its role goes with it."
            ),
            command: None,
            link: Some(format!(
                "{host}/cloudformation/home?region={region}#/stacks?filteringText={name}"
            )),
        },
        GuideStep {
            text: "Or in a shell that is signed in to the payer:".to_owned(),
            command: Some(format!(
                "aws cloudformation delete-stack --region {region} --stack-name {name}\naws cloudformation wait stack-delete-complete --region {region} --stack-name {name}"
            )),
            link: None,
        },
    ]
}
