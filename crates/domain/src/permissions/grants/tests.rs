use super::*;
use crate::permissions::{Choices, Manifest, TagAccess, layout::Setting};

fn setting(keys: &[&str]) -> Setting {
    Setting {
        partition: "aws".into(),
        account: "012345678901".into(),
        role_name: "landfast-abcd".into(),
        writable_tag_keys: keys.iter().map(|key| (*key).to_owned()).collect(),
    }
}

/// The policies that a stack of these choices makes.
fn deployed(manifest: &Manifest, choices: &Choices, keys: &[&str]) -> RolePolicies {
    let plans = manifest
        .policies()
        .iter()
        .filter(|plan| plan.is_chosen(choices));
    RolePolicies {
        documents: plans
            .map(|plan| plan.document(&setting(keys)).to_string())
            .collect(),
        foreign: Vec::new(),
    }
}

#[test]
fn a_role_of_the_template_differs_in_nothing_whatever_was_chosen() {
    let manifest = Manifest::embedded().unwrap();
    for choices in Choices::every() {
        let grants = deployed(&manifest, &choices, &["team", "cost-center"]).grants();
        let found = PolicyDifference::of(&manifest, &choices, &setting(&[]), &grants.unwrap());
        assert!(found.is_empty(), "{}: {found:?}", choices.to_tag());
    }
}

#[test]
fn other_choices_differ_by_their_actions_with_their_reasons() {
    let manifest = Manifest::embedded().unwrap();
    let (narrow, usual) = (Choices::narrowest(), Choices::default());
    let grants = deployed(&manifest, &narrow, &[]).grants().unwrap();
    let more = PolicyDifference::of(&manifest, &usual, &setting(&[]), &grants);
    assert!(more.removed.is_empty() && !more.added.is_empty());
    assert!(more.added.iter().all(|change| change.reason.is_some()));
    let grants = deployed(&manifest, &usual, &[]).grants().unwrap();
    let less = PolicyDifference::of(&manifest, &narrow, &setting(&[]), &grants);
    assert_eq!((less.added, less.removed), (Vec::new(), more.added));
}

#[test]
fn tags_that_no_owner_listed_are_not_missed() {
    let manifest = Manifest::embedded().unwrap();
    let choices = Choices::new([], TagAccess::Write).unwrap();
    let without = deployed(&manifest, &Choices::narrowest(), &[]);
    let grants = without.grants().unwrap();
    let found = PolicyDifference::of(&manifest, &choices, &setting(&[]), &grants);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn rights_that_nobody_asked_for_are_named() {
    let manifest = Manifest::embedded().unwrap();
    let choices = Choices::narrowest();
    let removed = |document: &str| {
        let mut policies = deployed(&manifest, &choices, &[]);
        policies.documents.push(document.to_owned());
        policies.foreign.push("arn:aws:iam::aws:policy/X".into());
        let grants = policies.grants().unwrap();
        let found = PolicyDifference::of(&manifest, &choices, &setting(&[]), &grants);
        assert!(found.added.is_empty());
        let lines = found.removed.iter().map(|change| {
            assert_eq!(change.reason, None);
            format!("{} on {}", change.grant.action, change.grant.resource)
        });
        lines.collect::<Vec<_>>().join(", ")
    };
    let foreign = "arn:aws:iam::aws:policy/X on *";
    for (statement, want) in [
        (
            r#"{"Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"*"}"#,
            format!("{foreign}, iam:PutRolePolicy on *"),
        ),
        (
            r#"[{"Effect":"Allow","NotAction":["s3:*"],"NotResource":"x"}]"#,
            format!("NotAction s3:* on NotResource x, {foreign}"),
        ),
        (
            r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#,
            foreign.to_owned(),
        ),
    ] {
        assert_eq!(removed(&format!(r#"{{"Statement":{statement}}}"#)), want);
    }
}

#[test]
fn what_cannot_be_read_is_not_passed_over() {
    for document in [
        "",
        "{}",
        r#"{"Statement":[1]}"#,
        r#"{"Statement":{"Effect":"Allow","Action":"a:B"}}"#,
        r#"{"Statement":{"Effect":"Allow","Action":[null],"Resource":"*"}}"#,
        r#"{"Statement":{"Effect":"allow","Action":"a:B","Resource":"*"}}"#,
        r#"{"Statement":{"Effect":"Allow","Action":"a:B","Resource":"*","Condition":1}}"#,
    ] {
        let policies = RolePolicies {
            documents: vec![document.into()],
            foreign: Vec::new(),
        };
        assert_eq!(policies.grants(), Err(UnreadablePolicy), "{document}");
    }
}
