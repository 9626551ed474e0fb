//! The trust policy of a role that lets in whoever shows a token of Landfast's issuer.
//!
//! Subject and audience must both be demanded: without the one any account's token would do, without
//! the other a token that was made for somebody else (IAM User Guide, "Available keys for AWS OIDC
//! federation").

use super::{
    document::Statement,
    examine::{Demand, TrustFlaw, TrustWanted, demand, id_flaw},
};
use crate::oidc::{AUDIENCE, IssuerUrl};

pub(super) fn flaws_of(
    statement: &Statement,
    issuer: &IssuerUrl,
    wanted: &TrustWanted<'_>,
) -> Vec<TrustFlaw> {
    let ours = issuer.provider_arn(wanted.role.partition(), wanted.role.account());
    let conditions = &statement.conditions;
    let mut flaws: Vec<TrustFlaw> = statement
        .principals
        .iter()
        .filter_map(|(sort, name)| match (sort.as_str(), name.as_str()) {
            ("Federated", name) if name == ours => None,
            (_, "*") => Some(TrustFlaw::Everybody),
            (_, other) => Some(TrustFlaw::Other(other.to_owned())),
        })
        .collect();
    let subject = issuer.condition_key("sub");
    flaws.extend(id_flaw(conditions, &subject, wanted.external_ids));
    let audience = issuer.condition_key("aud");
    flaws.extend(
        match demand(conditions, &audience, &[AUDIENCE.to_owned()]) {
            Demand::Exact => None,
            Demand::Missing => Some(TrustFlaw::NoAudience),
            Demand::Optional | Demand::Open => Some(TrustFlaw::OpenAudience),
        },
    );
    flaws
}

#[cfg(test)]
mod tests {
    use super::super::{Trusted, examine};
    use super::*;
    use crate::{AccountId, Partition, RoleArn, RoleName, aws::RolePath};

    const ID: &str = "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa:111111111111";
    const HOST: &str = "landfast.example.com/oidc";
    const GOOD: &str = r#"{"Effect":"Allow","Action":["sts:AssumeRoleWithWebIdentity","sts:SetSourceIdentity"],
        "Principal":{"Federated":"OURS"},"Condition":{"StringEquals":{"HOST:sub":"ID","HOST:aud":"AUD"}}}"#;

    fn flaws(statement: &str) -> Vec<TrustFlaw> {
        let account = AccountId::parse("111111111111").unwrap();
        let issuer = IssuerUrl::parse(&format!("https://{HOST}")).unwrap();
        let ours = issuer.provider_arn(Partition::Aws, &account);
        let statement = statement
            .replace("OURS", &ours)
            .replace("HOST", HOST)
            .replace("ID", ID)
            .replace("AUD", AUDIENCE);
        let name = RoleName::parse("landfast-x").unwrap();
        examine(
            &format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#),
            &TrustWanted {
                trusted: &Trusted::Issuer(issuer),
                role: &RoleArn::new(Partition::Aws, account, RolePath::landfast(), name),
                external_ids: &[ID.to_owned()],
            },
        )
    }

    #[test]
    fn what_lets_in_nobody_else() {
        for (name, from, to) in [
            ("ours", "", ""),
            ("values in lists", "\"AUD\"", "[\"AUD\"]"),
            ("a pattern without a wildcard", "StringEquals", "StringLike"),
            (
                "keys in capitals",
                "HOST:sub",
                "LANDFAST.example.com/oidc:SUB",
            ),
            ("denied only", "Allow", "Deny"),
        ] {
            assert_eq!(flaws(&GOOD.replace(from, to)), [], "{name}");
        }
    }

    #[test]
    fn the_policies_that_people_write() {
        use TrustFlaw as F;
        let other = format!("arn:{}:iam::111111111111:oidc-provider/x", Partition::Aws);
        let elsewhere = format!(
            "arn:{}:iam::222222222222:oidc-provider/{HOST}",
            Partition::Aws
        );
        let root = format!("arn:{}:iam::999999999999:root", Partition::Aws);
        let aud = ",\"HOST:aud\":\"AUD\"";
        let split = |operator: &str| {
            GOOD.replace(aud, &format!("}},\"{operator}\":{{\"HOST:aud\":\"AUD\""))
        };
        let subject = |operator: &str| GOOD.replace("StringEquals", operator);
        for (name, statement, want) in [
            (
                "no subject",
                GOOD.replace("\"HOST:sub\":\"ID\",", ""),
                vec![F::NoExternalId],
            ),
            ("no audience", GOOD.replace(aud, ""), vec![F::NoAudience]),
            (
                "no condition",
                GOOD.replace("\"HOST:sub\":\"ID\",\"HOST:aud\":\"AUD\"", ""),
                vec![F::NoExternalId, F::NoAudience],
            ),
            (
                "another issuer's keys",
                GOOD.replace("HOST:", "x.example.com:"),
                vec![F::NoExternalId, F::NoAudience],
            ),
            (
                "any subject",
                GOOD.replace("\"ID\"", "\"*\""),
                vec![F::OpenExternalId],
            ),
            (
                "any account",
                GOOD.replace("\"ID\"", "\"lf-aaaaaaaaaaaaaaaaaaaaaaaaaa:*\""),
                vec![F::OpenExternalId],
            ),
            (
                "two subjects",
                GOOD.replace("\"ID\"", "[\"ID\",\"x\"]"),
                vec![F::OpenExternalId],
            ),
            (
                "any audience",
                GOOD.replace("\"AUD\"", "\"*\""),
                vec![F::OpenAudience],
            ),
            (
                "two audiences",
                GOOD.replace("\"AUD\"", "[\"AUD\",\"x\"]"),
                vec![F::OpenAudience],
            ),
            (
                "if there is one",
                subject("StringEqualsIfExists"),
                vec![F::OptionalExternalId, F::OpenAudience],
            ),
            (
                "for all values",
                subject("ForAllValues:StringEquals"),
                vec![F::OptionalExternalId, F::OpenAudience],
            ),
            (
                "for any value",
                subject("ForAnyValue:StringEquals"),
                vec![F::OpenExternalId, F::OpenAudience],
            ),
            (
                "whatever the case",
                subject("StringEqualsIgnoreCase"),
                vec![F::OpenExternalId, F::OpenAudience],
            ),
            (
                "audience if there is one",
                split("StringEqualsIfExists"),
                vec![F::OpenAudience],
            ),
            (
                "audience unlike",
                split("StringNotEquals"),
                vec![F::OpenAudience],
            ),
            (
                "another provider",
                GOOD.replace("OURS", &other),
                vec![F::Other(other.clone())],
            ),
            (
                "another account's provider",
                GOOD.replace("OURS", &elsewhere),
                vec![F::Other(elsewhere.clone())],
            ),
            (
                "two providers",
                GOOD.replace("\"OURS\"", &format!("[\"OURS\",\"{other}\"]")),
                vec![F::Other(other.clone())],
            ),
            (
                "any provider",
                GOOD.replace("OURS", "*"),
                vec![F::Everybody],
            ),
            (
                "everybody",
                GOOD.replace("{\"Federated\":\"OURS\"}", "\"*\""),
                vec![F::Everybody],
            ),
            (
                "an AWS account",
                GOOD.replace("\"Federated\":\"OURS\"", &format!("\"AWS\":\"{root}\"")),
                vec![F::Other(root.clone())],
            ),
            (
                "a service beside it",
                format!(
                    "[{GOOD},{{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{{\"Service\":\"ec2.example\"}}}}]"
                ),
                vec![
                    F::Other("ec2.example".into()),
                    F::NoExternalId,
                    F::NoAudience,
                ],
            ),
            (
                "no principal",
                GOOD.replace("\"Principal\"", "\"NotPrincipal\""),
                vec![F::Everybody],
            ),
            ("null", GOOD.replace("\"AUD\"", "null"), vec![F::Unreadable]),
        ] {
            assert_eq!(flaws(&statement), want, "{name}");
        }
    }
}
