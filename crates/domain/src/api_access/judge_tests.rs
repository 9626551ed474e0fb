use std::{collections::BTreeMap, fmt::Write, sync::Arc};

use super::*;
use crate::{
    AccountId, ExternalId, Partition, PrincipalArn, Region, RoleName,
    api_access::{Caller, Elsewhere, MadeBy, RoleFacts, tags},
    aws::RolePath,
    check::{Denial, Mistake, TroubleKind},
    permissions::{Choices, Manifest, PermissionId, RolePolicies, layout::Setting},
};

const ACCOUNT: &str = "012345678901";
const PAYER: &str = "210987654321";

fn account(text: &str) -> AccountId {
    AccountId::parse(text).unwrap()
}

fn principal() -> PrincipalArn {
    let arn = format!("arn:{}:iam::999999999999:role/s/landfast", Partition::Aws);
    PrincipalArn::parse(&arn).unwrap()
}

fn wanted() -> ApiAccessWanted {
    let name = RoleName::parse("landfast-abcd").unwrap();
    let permissions = [
        "permission.identity.iam:GetRole",
        "permission.organization.organizations:DescribeOrganization",
    ];
    ApiAccessWanted {
        account: account(ACCOUNT),
        region: Region::parse("us-east-1").unwrap(),
        role: RoleArn::new(Partition::Aws, account(ACCOUNT), RolePath::landfast(), name),
        external_id: ExternalId::parse("lf-aaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap(),
        rotation: None,
        trusted: Trusted::Principal(principal()),
        template_version: TemplateVersion::parse("0123456789ab").unwrap(),
        choices: Choices::default(),
        manifest: Arc::new(Manifest::embedded().unwrap()),
        made_by: MadeBy::Stack,
        claimed_elsewhere: false,
        beside: std::collections::BTreeSet::new(),
        permissions: permissions
            .map(|text| PermissionId::parse(text).unwrap())
            .into(),
    }
}

fn no<T>() -> Seen<T> {
    Seen::No(Denial {
        code: "AccessDenied".into(),
        message: "no".into(),
        request_id: None,
    })
}

fn trouble() -> Trouble {
    Trouble {
        kind: TroubleKind::Throttled,
        detail: "slow down".into(),
        request_id: None,
        retry_after: None,
    }
}

fn trust(wanted: &ApiAccessWanted) -> String {
    format!(
        r#"{{"Statement":[{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"AWS":"arn:{}:iam::{}:root"}},
        "Condition":{{"StringEquals":{{"sts:ExternalId":"{}"}},"ArnEquals":{{"aws:PrincipalArn":"{}"}}}}}}]}}"#,
        principal().partition(),
        principal().account(),
        wanted.external_id.bound_to(&wanted.account),
        wanted.trusted,
    )
}

fn good(wanted: &ApiAccessWanted) -> ApiAccessSeen {
    let caller = Caller {
        account: wanted.account.clone(),
        arn: "session".into(),
        role_unique_id: "AROA1".into(),
    };
    let tags = BTreeMap::from([
        (
            tags::TEMPLATE_VERSION.to_owned(),
            wanted.template_version.to_string(),
        ),
        (tags::STACK_REGION.to_owned(), wanted.region.to_string()),
    ]);
    let organization = Membership::Organization {
        id: "o-abcdefghij".into(),
        management_account: account(PAYER),
    };
    ApiAccessSeen {
        with_external_id: Some(Seen::Yes(caller)),
        elsewhere: None,
        without_external_id: Some(no()),
        wrong_external_id: Some(no()),
        other_account: None,
        other_audience: None,
        rotation: None,
        role: Some(Seen::Yes(RoleFacts {
            trust_policy: trust(wanted),
            tags,
            permissions_boundary: None,
        })),
        policies: Some(Seen::Yes(policies(wanted))),
        membership: Some(Seen::Yes(organization)),
        permissions: wanted
            .permissions
            .iter()
            .map(|id| (id.clone(), Seen::Yes(())))
            .collect(),
    }
}

/// The last permission, denied.
fn denied(seen: &mut ApiAccessSeen) -> Option<&mut (PermissionId, Seen<()>)> {
    let last = seen.permissions.last_mut()?;
    last.1 = no();
    Some(last)
}

fn denied_by(seen: &mut ApiAccessSeen, words: &str) {
    if let Some((_, Seen::No(denial))) = denied(seen) {
        denial.message = format!("not authorized {words}");
    }
}

/// The policies that the template makes.
fn policies(wanted: &ApiAccessWanted) -> RolePolicies {
    let setting = Setting {
        partition: wanted.role.partition().to_string(),
        account: wanted.account.to_string(),
        role_name: wanted.role.name().to_string(),
        writable_tag_keys: Vec::new(),
    };
    let plans = wanted.manifest.policies().iter();
    let chosen = plans.filter(|plan| plan.is_chosen(&wanted.choices));
    RolePolicies {
        documents: chosen
            .map(|plan| plan.document(&setting).to_string())
            .collect(),
        foreign: Vec::new(),
    }
}

fn edit_policies(seen: &mut ApiAccessSeen, edit: impl FnOnce(&mut RolePolicies)) {
    if let Some(Seen::Yes(policies)) = &mut seen.policies {
        edit(policies);
    }
}

fn now() -> Timestamp {
    Timestamp::from_unix_ms(1_000)
}

/// Changes one thing of a good account, judges, and writes the report as lines.
fn table(
    name: &str,
    patience: Patience,
    change: impl FnOnce(&mut ApiAccessWanted, &mut ApiAccessSeen),
) -> String {
    let mut wanted = wanted();
    let mut seen = good(&wanted);
    change(&mut wanted, &mut seen);
    let judged = judge(&wanted, &seen, patience, now());
    assert_eq!(
        judged.proof.is_some(),
        judged.report.verdict() == Verdict::Pass,
        "{name}: a proof means a pass"
    );
    let mut text = format!("== {name}: {:?}\n", judged.report.verdict());
    for finding in &judged.report.findings {
        let line = match &finding.outcome {
            Outcome::Met { found } => format!("met      {found}"),
            Outcome::NotMet {
                mistake,
                found,
                remedy,
                causes,
                ..
            } => {
                assert!(
                    remedy.len() > 30,
                    "{name}: {} has no remedy to speak of",
                    finding.code
                );
                let causes: Vec<_> = causes.iter().map(|cause| cause.mistake.as_str()).collect();
                format!(
                    "NOT MET  {} | {found} {}",
                    mistake.as_str(),
                    causes.join(",")
                )
            }
            Outcome::Unknown { trouble, .. } => format!("unknown  {:?}", trouble.kind),
            Outcome::NotRun { after } => format!("not run  after {after}"),
        };
        writeln!(text, "{:<64} {line}", finding.code.to_string()).unwrap();
    }
    text
}

fn edit_trust(seen: &mut ApiAccessSeen, from: &str, to: &str) {
    if let Some(Seen::Yes(role)) = &mut seen.role {
        assert!(role.trust_policy.contains(from), "nothing to change");
        role.trust_policy = role.trust_policy.replace(from, to);
    }
}

fn tag(seen: &mut ApiAccessSeen, key: &str, value: Option<&str>) {
    if let Some(Seen::Yes(role)) = &mut seen.role {
        role.tags.remove(key);
        role.tags
            .extend(value.map(|value| (key.to_owned(), value.to_owned())));
    }
}

#[test]
fn what_is_as_it_should_be() {
    let own = |_: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        seen.membership = Some(Seen::Yes(Membership::None))
    };
    let payer = |_: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        let management_account = account(ACCOUNT);
        seen.membership = Some(Seen::Yes(Membership::Organization {
            id: "o-abcdefghij".into(),
            management_account,
        }));
    };
    let handmade = |wanted: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        wanted.made_by = MadeBy::Hand;
        tag(seen, tags::TEMPLATE_VERSION, None);
        tag(seen, tags::STACK_REGION, None);
    };
    let tables = [
        table("linked", Patience::Over, |_, _| {}),
        table("standalone", Patience::Over, own),
        table("payer", Patience::Over, payer),
        table("a role of one's own", Patience::Over, handmade),
    ]
    .join("\n");
    insta::assert_snapshot!(tables);
}

#[test]
fn a_refusal_is_waiting_until_patience_ends() {
    let refused = |_: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        *seen = ApiAccessSeen {
            with_external_id: Some(no()),
            ..ApiAccessSeen::default()
        };
    };
    let astray = |wanted: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        refused(wanted, seen);
        seen.elsewhere = Some(Elsewhere {
            account: account(PAYER),
            name: None,
        });
    };
    let handmade = |wanted: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        refused(wanted, seen);
        wanted.made_by = MadeBy::Hand;
    };
    let module = |wanted: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        refused(wanted, seen);
        wanted.made_by = MadeBy::Module;
    };
    let tables = [
        table("new role", Patience::NewRole, refused),
        table("not deployed yet", Patience::NotDeployed, refused),
        table("time is up", Patience::Over, refused),
        table("time is up, role of one's own", Patience::Over, handmade),
        table("time is up, Terraform's role", Patience::Over, module),
        table("launched in another account", Patience::NewRole, astray),
    ]
    .join("\n");
    insta::assert_snapshot!(tables);
}

#[test]
fn trouble_is_never_the_customers_fault() {
    let at_the_door = |_: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        *seen = ApiAccessSeen {
            with_external_id: Some(Seen::Trouble(trouble())),
            ..ApiAccessSeen::default()
        };
    };
    let inside = |_: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
        seen.wrong_external_id = Some(Seen::Trouble(trouble()));
        seen.role = Some(Seen::Trouble(trouble()));
        seen.membership = Some(Seen::Trouble(trouble()));
        for (_, seen) in &mut seen.permissions {
            *seen = Seen::Trouble(trouble());
        }
    };
    let tables = [
        table("at the door", Patience::Over, at_the_door),
        table("inside", Patience::Over, inside),
    ]
    .join("\n");
    insta::assert_snapshot!(tables);
}

#[test]
fn every_mistake_has_its_name() {
    let let_in = |without: bool, wrong: bool| {
        move |_: &mut ApiAccessWanted, seen: &mut ApiAccessSeen| {
            let seen_as = |open| Some(if open { Seen::Yes(()) } else { no() });
            seen.without_external_id = seen_as(without);
            seen.wrong_external_id = seen_as(wrong);
        }
    };
    let over = Patience::Over;
    let tables = [
        table("no condition", over, let_in(true, true)),
        table("StringEqualsIfExists", over, let_in(true, false)),
        table("StringLike *", over, let_in(false, true)),
        table("trusts everybody", over, |_, seen| {
            let root = format!(
                "arn:{}:iam::{}:root",
                principal().partition(),
                principal().account()
            );
            edit_trust(seen, &root, "*");
        }),
        table("another service", over, |_, seen| {
            edit_trust(seen, r#"{"AWS":"#, r#"{"Service":"ec2.example","AWS":"#)
        }),
        table("other account", over, |_, seen| {
            let caller = Caller {
                account: account(PAYER),
                arn: "x".into(),
                role_unique_id: "AROA2".into(),
            };
            seen.with_external_id = Some(Seen::Yes(caller));
        }),
        table("other region", over, |_, seen| {
            tag(seen, tags::STACK_REGION, Some("eu-west-1"))
        }),
        table("old template", over, |_, seen| {
            tag(seen, tags::TEMPLATE_VERSION, Some("ba9876543210"))
        }),
        table("other choices", over, |_, seen| {
            tag(seen, tags::CHOICES, Some(&Choices::narrowest().to_tag()))
        }),
        table("no tags", over, |_, seen| {
            tag(seen, tags::TEMPLATE_VERSION, None)
        }),
        table("permission removed", over, |_, seen| {
            seen.permissions
                .iter_mut()
                .for_each(|(_, seen)| *seen = no());
            seen.role = Some(no());
            seen.membership = Some(no());
        }),
        table("boundary", over, |_, seen| {
            denied_by(seen, "because no permissions boundary allows the action")
        }),
        table("organization", over, |_, seen| {
            denied_by(seen, "with an explicit deny in a service control policy")
        }),
        table("own policy", over, |_, seen| {
            denied_by(seen, "because no identity-based policy allows the action")
        }),
        table("region off", over, |_, seen| {
            if let Some((_, Seen::No(denial))) = denied(seen) {
                denial.code = "OptInRequired".into();
            }
        }),
        table("a policy attached", over, |_, seen| {
            edit_policies(seen, |policies| {
                policies
                    .foreign
                    .push("arn:x:iam::aws:policy/AdministratorAccess".into())
            })
        }),
        table("a policy taken away", over, |_, seen| {
            edit_policies(seen, |policies| {
                policies.documents.remove(1);
            })
        }),
        table("a policy not shown yet", Patience::NewRole, |_, seen| {
            edit_policies(seen, |policies| {
                policies.documents.remove(1);
            })
        }),
        table("a policy in other words", over, |_, seen| {
            edit_policies(seen, |policies| policies.documents.push("{}".into()))
        }),
        table("claimed", over, |wanted, seen| {
            wanted.claimed_elsewhere = true;
            *seen = ApiAccessSeen::default();
        }),
    ]
    .join("\n");
    insta::assert_snapshot!(tables);
}

#[test]
fn a_role_of_the_module_is_mended_by_terraform() {
    let over = Patience::Over;
    type Edit = fn(&mut ApiAccessWanted, &mut ApiAccessSeen);
    let edits: [(&str, Edit); 6] = [
        ("other region", |_, seen| {
            tag(seen, tags::STACK_REGION, Some("eu-west-1"))
        }),
        ("old template", |_, seen| {
            tag(seen, tags::TEMPLATE_VERSION, Some("ba9876543210"))
        }),
        ("other choices", |_, seen| {
            tag(seen, tags::CHOICES, Some(&Choices::narrowest().to_tag()))
        }),
        ("a policy taken away", |_, seen| {
            edit_policies(seen, |policies| {
                policies.documents.remove(1);
            })
        }),
        ("own policy", |_, seen| {
            denied_by(seen, "because no identity-based policy allows the action")
        }),
        ("no condition", |_, seen| {
            seen.without_external_id = Some(Seen::Yes(()));
            seen.wrong_external_id = Some(Seen::Yes(()));
        }),
    ];
    let tables = edits.map(|(name, edit)| {
        table(name, over, |wanted, seen| {
            wanted.made_by = MadeBy::Module;
            edit(wanted, seen);
        })
    });
    let tables = tables.join("\n");
    assert!(!tables.contains("stack in"), "{tables}");
    insta::assert_snapshot!(tables);
}

#[test]
fn unsafe_is_what_lets_strangers_in() {
    let unsafe_ones: Vec<_> = Mistake::ALL
        .into_iter()
        .filter(|m| m.is_unsafe())
        .map(Mistake::as_str)
        .collect();
    assert_eq!(
        unsafe_ones,
        [
            "role_of_other_account",
            "trusts_everybody",
            "other_principals",
            "external_id_wildcard",
            "external_id_optional",
            "external_id_unconditional",
            "role_claimed",
            "audience_unchecked"
        ]
    );
}
