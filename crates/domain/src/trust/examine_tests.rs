use super::*;
use crate::{AccountId, Partition, RoleName, aws::RolePath};

const ID: &str = "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa:111111111111";

fn arn(tail: &str) -> String {
    format!("arn:{}:iam::999999999999:{tail}", Partition::Aws)
}

fn role() -> RoleArn {
    let account = AccountId::parse("111111111111").unwrap();
    let name = RoleName::parse("landfast-x").unwrap();
    RoleArn::new(Partition::Aws, account, RolePath::landfast(), name)
}

fn flaws(statement: &str) -> Vec<TrustFlaw> {
    let principal = PrincipalArn::parse(&arn("role/service/landfast-server")).unwrap();
    let statement = statement
        .replace("ROOT", &arn("root"))
        .replace("OURS", principal.as_str())
        .replace("ID", ID);
    examine(
        &format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#),
        &TrustWanted {
            trusted: &Trusted::Principal(principal),
            role: &role(),
            external_ids: &[ID.to_owned()],
        },
    )
}

const GOOD: &str = r#"{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"ROOT"},
    "Condition":{"StringEquals":{"sts:ExternalId":"ID"},"ArnEquals":{"aws:PrincipalArn":"OURS"}}}"#;

#[test]
fn the_policies_that_people_write() {
    let good = GOOD.to_owned();
    for (name, statement, want) in [
        ("ours", good.clone(), vec![]),
        ("in a list", format!("[{good}]"), vec![]),
        ("role named", good.replace("\"ROOT\"", "\"OURS\""), vec![]),
        ("id in a list", good.replace("\"ID\"", "[\"ID\"]"), vec![]),
        (
            "everybody",
            good.replace("{\"AWS\":\"ROOT\"}", "\"*\""),
            vec![TrustFlaw::Everybody],
        ),
        (
            "every AWS",
            good.replace("\"ROOT\"", "\"*\""),
            vec![TrustFlaw::Everybody],
        ),
        (
            "no id",
            good.replace("\"StringEquals\":{\"sts:ExternalId\":\"ID\"},", ""),
            vec![TrustFlaw::NoExternalId],
        ),
        (
            "wildcard",
            good.replace("StringEquals", "StringLike")
                .replace("\"ID\"", "\"*\""),
            vec![TrustFlaw::OpenExternalId],
        ),
        (
            "optional",
            good.replace("StringEquals", "StringEqualsIfExists"),
            vec![TrustFlaw::OptionalExternalId],
        ),
        (
            "two ids",
            good.replace("\"ID\"", "[\"ID\",\"x\"]"),
            vec![TrustFlaw::OpenExternalId],
        ),
        (
            "no principal condition",
            good.replace(",\"ArnEquals\":{\"aws:PrincipalArn\":\"OURS\"}", ""),
            vec![TrustFlaw::WholeAccount],
        ),
        (
            "pattern on principal",
            good.replace(
                "ArnEquals\":{\"aws:PrincipalArn\":\"OURS",
                "ArnLike\":{\"aws:PrincipalArn\":\"*",
            ),
            vec![TrustFlaw::WholeAccount],
        ),
        ("denied only", good.replace("Allow", "Deny"), vec![]),
        (
            "other action",
            good.replace("sts:AssumeRole", "sts:TagSession")
                .replace("ROOT", "*"),
            vec![],
        ),
    ] {
        assert_eq!(flaws(&statement), want, "{name}");
    }
}

#[test]
fn a_second_statement_that_opens_the_door_is_seen() {
    let second = r#"{"Effect":"Allow","Action":"sts:*","Principal":{"Service":"ec2.example"}}"#;
    let both = flaws(&format!("[{GOOD},{second}]"));
    assert_eq!(
        both,
        [
            TrustFlaw::Other("ec2.example".into()),
            TrustFlaw::NoExternalId
        ]
    );
    let not_principal = GOOD.replace("\"Principal\"", "\"NotPrincipal\"");
    assert_eq!(flaws(&not_principal), [TrustFlaw::Everybody]);
    let not_action = GOOD
        .replace("\"Action\":\"sts:AssumeRole\"", "\"NotAction\":\"s3:*\"")
        .replace("ROOT", "*");
    assert_eq!(flaws(&not_action), [TrustFlaw::Everybody]);
}

#[test]
fn no_policy_is_a_flaw() {
    let principal = PrincipalArn::parse(&arn("user/dev")).unwrap();
    let wanted = TrustWanted {
        trusted: &Trusted::Principal(principal),
        role: &role(),
        external_ids: &[ID.to_owned()],
    };
    for text in ["", "{}", "[]", r#"{"Statement":[1]}"#] {
        assert_eq!(examine(text, &wanted), [TrustFlaw::Unreadable], "{text}");
    }
}

#[test]
fn nothing_is_passed_over() {
    for (name, from, to, want) in [
        ("null id", "\"ID\"", "[\"ID\",null]", TrustFlaw::Unreadable),
        (
            "nested id",
            "\"ID\"",
            "[\"ID\",[\"x\"]]",
            TrustFlaw::Unreadable,
        ),
        (
            "number beside the id",
            "\"ID\"",
            "[\"ID\",5]",
            TrustFlaw::OpenExternalId,
        ),
        (
            "no principal in it",
            "{\"AWS\":\"ROOT\"}",
            "{}",
            TrustFlaw::Unreadable,
        ),
        (
            "principal null",
            "\"ROOT\"",
            "[\"ROOT\",null]",
            TrustFlaw::Unreadable,
        ),
        (
            "principal of a bare word",
            "{\"AWS\":\"ROOT\"}",
            "\"x\"",
            TrustFlaw::Unreadable,
        ),
        (
            "an effect of its own",
            "Allow",
            "allow",
            TrustFlaw::Unreadable,
        ),
        (
            "action null",
            "\"sts:AssumeRole\"",
            "null",
            TrustFlaw::Unreadable,
        ),
        (
            "condition of a word",
            "{\"sts:ExternalId\":\"ID\"}",
            "\"x\"",
            TrustFlaw::Unreadable,
        ),
    ] {
        assert_eq!(flaws(&GOOD.replace(from, to)), [want], "{name}");
    }
}
