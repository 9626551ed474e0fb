use super::{super::permit::tests::permit, *};
use crate::{AccountId, PrincipalArn, api_access::RoleFacts, check::Denial};

fn no<T>() -> Seen<T> {
    Seen::No(Denial {
        code: "AccessDenied".to_owned(),
        message: String::new(),
        request_id: None,
    })
}

fn trouble<T>() -> Seen<T> {
    Seen::Trouble(Trouble::ours("No network.".to_owned()))
}

fn caller(account: &str) -> Seen<Caller> {
    Seen::Yes(Caller {
        account: AccountId::parse(account).unwrap(),
        arn: String::new(),
        role_unique_id: String::new(),
    })
}

fn server() -> Trusted {
    let arn = format!(
        "arn:{}:iam::999999999999:role/landfast-server",
        crate::Partition::Aws
    );
    Trusted::Principal(PrincipalArn::parse(&arn).unwrap())
}

/// A trust policy with these principals and this external id.
fn trusts(principals: &str, external_id: &str) -> Seen<RoleFacts> {
    let statement = format!(
        r#"{{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{{"AWS":[{principals}]}},"Condition":{{"StringEquals":{{"sts:ExternalId":"{external_id}"}}}}}}"#
    );
    Seen::Yes(RoleFacts {
        trust_policy: format!(r#"{{"Statement":[{statement}]}}"#),
        tags: std::collections::BTreeMap::new(),
        permissions_boundary: None,
    })
}

#[test]
fn only_a_role_that_refuses_everybody_else_is_open() {
    let permit = permit();
    let (us, id) = (
        format!("\"{}\"", server()),
        permit.external_id.bound_to(&permit.payer),
    );
    let open = || ApiAccessSeen {
        with_external_id: Some(caller(permit.payer.as_str())),
        without_external_id: Some(no()),
        wrong_external_id: Some(no()),
        role: Some(trusts(&us, &id)),
        ..ApiAccessSeen::default()
    };
    let said = |seen: ApiAccessSeen| match look(&permit, &server(), &seen) {
        PermitLook::Open => "open".to_owned(),
        PermitLook::Refused { code } => format!("refused {code}"),
        PermitLook::Unread { code } => format!("unread {code}"),
        PermitLook::Unsafe { found } => format!("unsafe {found}"),
        PermitLook::Trouble { trouble } => format!("trouble {}", trouble.detail),
    };
    let rows = [
        said(open()),
        said(ApiAccessSeen {
            with_external_id: Some(no()),
            ..open()
        }),
        said(ApiAccessSeen {
            with_external_id: Some(trouble()),
            ..open()
        }),
        said(ApiAccessSeen {
            with_external_id: Some(caller("999999999999")),
            ..open()
        }),
        said(ApiAccessSeen {
            without_external_id: Some(Seen::Yes(())),
            wrong_external_id: Some(trouble()),
            ..open()
        }),
        said(ApiAccessSeen {
            wrong_external_id: Some(Seen::Yes(())),
            ..open()
        }),
        said(ApiAccessSeen {
            wrong_external_id: Some(trouble()),
            ..open()
        }),
        said(ApiAccessSeen {
            without_external_id: None,
            wrong_external_id: None,
            ..open()
        }),
        said(ApiAccessSeen {
            other_audience: Some(Seen::Yes(())),
            ..open()
        }),
        said(ApiAccessSeen::default()),
        said(ApiAccessSeen {
            role: Some(trusts(&format!("{us},\"arn:x\""), &id)),
            ..open()
        }),
        said(ApiAccessSeen {
            role: Some(trusts(&us, "lf-another:100000000001")),
            ..open()
        }),
        said(ApiAccessSeen {
            role: Some(no()),
            ..open()
        }),
        said(ApiAccessSeen {
            role: Some(trouble()),
            ..open()
        }),
        said(ApiAccessSeen {
            role: None,
            ..open()
        }),
    ];
    insta::assert_snapshot!(rows.join("\n"));
}
