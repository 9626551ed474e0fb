use serde_json::{Value, json};

use super::*;
use crate::{
    AccountId, ExternalId, Partition, PrincipalArn, RoleArn, RoleName,
    permissions::{
        cloudformation::tests::deploy::{Outcome, resources},
        testing::committed,
    },
    trust::{TrustWanted, Trusted, examine},
};

const PAYER: &str = "012345678901";
const ROLE: &str = "landfast-activation-abcdefgh";
/// Characters, blanks not counted: all inline policies of a role together (IAM User Guide, "IAM and AWS
/// STS quotas").
const INLINE_POLICIES: usize = 10_240;
/// Characters: a role's trust policy, before a quota increase.
const TRUST_POLICY: usize = 2_048;
/// Bytes of a parameter's value.
const PARAMETER: usize = 4_096;

struct Deployed {
    way: &'static str,
    accounts: usize,
    prefix: &'static str,
    partition: Partition,
    member_role: String,
    principal: String,
}

fn deployed(way: &'static str, accounts: usize) -> Deployed {
    let partition = Partition::Aws;
    Deployed {
        way,
        accounts,
        prefix: "https://t.example.com/api-access-",
        partition,
        member_role: "OrganizationAccountAccessRole".to_owned(),
        principal: format!("arn:{partition}:iam::999999999999:role/service/landfast-server"),
    }
}

fn id() -> ExternalId {
    ExternalId::from_random([3; crate::external_id::RANDOM_BYTES])
}

fn ids(count: usize) -> Vec<AccountId> {
    (1..=count)
        .filter_map(|number| AccountId::parse(&format!("{number:012}")).ok())
        .collect()
}

impl Deployed {
    fn role(&self) -> Outcome<Value> {
        let [first, more] = split_ids(&ids(self.accounts));
        let external_id = id();
        let values = [
            ("AWS::Partition", self.partition.as_str()),
            ("AWS::AccountId", PAYER),
            ("ExternalId", external_id.as_str()),
            ("Principal", self.principal.as_str()),
            ("RoleName", ROLE),
            ("ValidUntil", "2026-01-31T12:00:00Z"),
            ("Way", self.way),
            ("OrganizationId", "o-exampleorgid"),
            ("MemberRoleName", self.member_role.as_str()),
            ("AccountIds", first.as_str()),
            ("MoreAccountIds", more.as_str()),
            ("TemplatePrefix", self.prefix),
            ("PermissionsBoundaryArn", ""),
        ];
        let mut made = resources(&activation(), &values)?;
        assert_eq!(made.len(), 1, "one role and nothing else");
        Ok(made["PermitRole"]["Properties"].take())
    }

    /// Of the way; what every way has is left out.
    fn statements(&self) -> Outcome<Vec<Value>> {
        self.statements_of(|name| name != "landfast-show-itself")
    }

    fn statements_of(&self, wanted: impl Fn(&Value) -> bool) -> Outcome<Vec<Value>> {
        let role = self.role()?;
        let policies = role["Policies"].as_array().ok_or("no policies")?;
        let statements = policies
            .iter()
            .filter(|policy| wanted(&policy["PolicyName"]))
            .flat_map(|policy| policy["PolicyDocument"]["Statement"].as_array());
        Ok(statements.flatten().cloned().collect())
    }
}

fn actions(statement: &Value) -> Vec<&str> {
    let actions = statement["Action"].as_array();
    actions
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

#[test]
fn the_committed_file_is_current() -> Outcome {
    let path = "deploy/cloudformation/activation.yaml";
    assert_eq!(
        committed(path)?,
        activation().body,
        "{path}: run `cargo xtask gen`"
    );
    Ok(())
}

#[test]
fn only_landfast_can_use_it_and_only_in_time() -> Outcome {
    for partition in Partition::ALL {
        let principal = format!("arn:{partition}:iam::999999999999:role/landfast-server");
        let stack = Deployed {
            partition,
            principal: principal.clone(),
            ..deployed("selected", 2)
        };
        let trust = stack.role()?["AssumeRolePolicyDocument"].take();
        let role = RoleArn::new(
            partition,
            AccountId::parse(PAYER)?,
            RolePath::landfast(),
            RoleName::parse(ROLE)?,
        );
        let external_id = id().bound_to(&AccountId::parse(PAYER)?);
        let wanted = TrustWanted {
            trusted: &Trusted::Principal(PrincipalArn::parse(&principal)?),
            role: &role,
            external_ids: std::slice::from_ref(&external_id),
        };
        assert_eq!(examine(&trust.to_string(), &wanted), []);
        let statements = trust["Statement"].as_array().ok_or("no statements")?;
        for statement in statements {
            let until = &statement["Condition"]["DateLessThan"]["aws:CurrentTime"];
            assert_eq!(until, "2026-01-31T12:00:00Z");
        }
    }
    Ok(())
}

#[test]
fn selected_enters_the_listed_accounts_of_the_organization_and_nothing_else() -> Outcome {
    let few = deployed("selected", 3).statements()?;
    assert_eq!(few.len(), 1, "no statement for an empty list");
    let expected = json!({
        "Effect": "Allow",
        "Action": ["sts:AssumeRole"],
        "Resource": [format!("arn:{}:iam::*:role/OrganizationAccountAccessRole", Partition::Aws)],
        "Condition": {
            "StringEquals": {
                "aws:ResourceOrgID": "o-exampleorgid",
                "aws:ResourceAccount": ["000000000001", "000000000002", "000000000003"],
            },
            "DateLessThan": { "aws:CurrentTime": "2026-01-31T12:00:00Z" },
        },
    });
    assert_eq!(few[0], expected);
    let many = deployed("selected", MOST_ACCOUNTS).statements()?;
    let named: Vec<&Value> = many
        .iter()
        .flat_map(|one| one["Condition"]["StringEquals"]["aws:ResourceAccount"].as_array())
        .flatten()
        .collect();
    assert_eq!((many.len(), named.len()), (2, MOST_ACCOUNTS));
    Ok(())
}

#[test]
fn five_hundred_accounts_fit() -> Outcome {
    for text in split_ids(&ids(MOST_ACCOUNTS)) {
        assert!(!text.is_empty() && text.len() < PARAMETER, "{}", text.len());
    }
    let partition = Partition::AwsUsGov;
    let (path, name) = ("p".repeat(498), "n".repeat(64));
    let largest = Deployed {
        partition,
        member_role: "r".repeat(64),
        principal: format!("arn:{partition}:iam::999999999999:role/{path}/{name}"),
        ..deployed("selected", MOST_ACCOUNTS)
    };
    let role = largest.role()?;
    let policies = role["Policies"].as_array().ok_or("no policies")?;
    let inline: usize = policies
        .iter()
        .map(|policy| policy["PolicyDocument"].to_string().len())
        .sum();
    assert!(inline < INLINE_POLICIES, "{inline} characters");
    let trust = role["AssumeRolePolicyDocument"].to_string().len();
    assert!(trust < TRUST_POLICY, "{trust} characters");
    Ok(())
}

#[test]
fn a_stack_set_is_made_from_landfasts_templates_only() -> Outcome {
    let statements = deployed("stack_set", 0).statements()?;
    for statement in &statements {
        let takes_a_template = actions(statement).iter().any(|action| {
            action.ends_with(":CreateStackSet") || action.ends_with(":UpdateStackSet")
        });
        let address = &statement["Condition"]["StringLike"]["cloudformation:TemplateUrl"];
        assert_eq!(
            *address == json!(["https://t.example.com/api-access-*"]),
            takes_a_template,
            "{statement}"
        );
        let any = statement["Resource"] == json!(["*"]);
        assert_eq!(any, actions(statement) == ["cloudformation:CreateStackSet"]);
        let own = format!(
            "arn:{}:cloudformation:*:{PAYER}:stackset/landfast-*",
            Partition::Aws
        );
        assert!(any || statement["Resource"][0] == json!(own), "{statement}");
    }
    let without = Deployed {
        prefix: "",
        ..deployed("stack_set", 0)
    };
    assert_eq!(
        without.statements()?,
        [] as [Value; 0],
        "any template would do"
    );
    Ok(())
}

#[test]
fn of_itself_it_can_read_the_role_and_change_nothing() -> Outcome {
    for (way, prefix) in [
        ("selected", ""),
        ("stack_set", ""),
        ("stack_set", "https://t/"),
    ] {
        let stack = Deployed {
            prefix,
            ..deployed(way, 1)
        };
        let itself = stack.statements_of(|name| name == "landfast-show-itself")?;
        let expected = json!([{
            "Effect": "Allow",
            "Action": ["iam:GetRole"],
            "Resource": [format!("arn:{}:iam::{PAYER}:role/landfast/{ROLE}", Partition::Aws)],
            "Condition": { "DateLessThan": { "aws:CurrentTime": "2026-01-31T12:00:00Z" } },
        }]);
        assert_eq!(Value::from(itself), expected, "{way}");
    }
    Ok(())
}

/// What would let a permit widen itself, or do anything but what it is for.
#[test]
fn no_way_grants_more_than_it_says() -> Outcome {
    for way in ["selected", "stack_set"] {
        let statements = deployed(way, MOST_ACCOUNTS).statements()?;
        assert!(!statements.is_empty());
        for statement in &statements {
            let of = statement["Action"].as_array().ok_or("a list of actions")?;
            assert!(!of.is_empty());
            for action in actions(statement) {
                assert!(!action.contains('*'), "{action}");
                let (service, verb) = action.split_once(':').ok_or("no action")?;
                match way {
                    "selected" => assert_eq!(action, "sts:AssumeRole"),
                    _ => assert!(
                        service == "cloudformation"
                            && verb.contains("Stack")
                            && !verb.starts_with("Delete"),
                        "{action}"
                    ),
                }
                // The stack of the permit itself is of another type than StackSets are.
                let stacks = statement["Resource"].as_array().ok_or("no resources")?;
                assert!(
                    stacks
                        .iter()
                        .all(|arn| !arn.to_string().contains(":stack/"))
                );
            }
            let until = &statement["Condition"]["DateLessThan"]["aws:CurrentTime"];
            assert_eq!(until, "2026-01-31T12:00:00Z");
        }
    }
    Ok(())
}

#[test]
fn its_external_id_is_said_to_be_that_of_the_permit() {
    let body = activation().body;
    let (_, parameter) = body.split_once("\n  ExternalId:\n").unwrap_or_default();
    let about = parameter.lines().nth(1).unwrap_or_default();
    assert!(about.contains("for this permit alone"), "{about}");
    assert!(!body.contains("this registration"));
}

#[test]
fn an_issuers_permit_takes_its_tokens() -> Outcome {
    let issuer = IssuerUrl::parse("https://landfast.example.com")?;
    let template = activation_oidc(&issuer);
    assert!(template.file_name.starts_with("activation-oidc-"));
    assert!(
        !template.body.contains("Principal:\n    Type"),
        "no principal is asked for"
    );
    assert!(template.body.contains("landfast.example.com:sub"));
    Ok(())
}
