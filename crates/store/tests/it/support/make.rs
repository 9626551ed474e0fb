use landfast_app::ports::{
    AuditEntry, Check, CheckState, ChosenExport, NewWork, Role, Session, StoredOwnerLink, Token,
    Trigger, User, Workspace,
};
use landfast_domain::{
    Account, AccountId, AccountKind, AccountName, ExternalId, Method, Region, RoleArn, RoleName,
    Timestamp,
    account::{ProvenRole, Trust},
    billing_export::ExportChoice,
    check::{CheckCode, Finding, Outcome, Report},
    deployment::{Deployment, DeploymentId},
    ids::{CheckId, OwnerLinkId, SessionId, TokenId, UserId, WorkId, WorkspaceId},
    owner_link::OwnerLink,
    permissions::{Change, Grant, PolicyDifference},
    permissions::{Choices, TemplateVersion},
    step::{Step, StepKind, StepState},
};
use serde_json::json;

/// When the tests take place.
pub const NOW: i64 = 1_800_000_000_000;

pub const fn at(ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(ms)
}

fn noise(number: u32) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[..4].copy_from_slice(&number.to_be_bytes());
    bytes
}

pub fn ws(number: u32) -> WorkspaceId {
    WorkspaceId::new(at(NOW), noise(number))
}

pub fn usr(number: u32) -> UserId {
    UserId::new(at(NOW), noise(number))
}

pub fn chk(number: u32) -> CheckId {
    CheckId::new(at(NOW), noise(number))
}

pub fn wrk(number: u32) -> WorkId {
    WorkId::new(at(NOW), noise(number))
}

pub fn tok(number: u32) -> TokenId {
    TokenId::new(at(NOW), noise(number))
}

pub fn olk(number: u32) -> OwnerLinkId {
    OwnerLinkId::new(at(NOW), noise(number))
}

pub fn ses(number: u32) -> SessionId {
    SessionId::new(at(NOW), noise(number))
}

pub fn acc(number: u32) -> AccountId {
    AccountId::parse(&format!("{number:012}")).unwrap()
}

pub fn workspace(number: u32) -> Workspace {
    Workspace {
        id: ws(number),
        name: format!("Space {number}"),
        created_at: at(NOW),
    }
}

pub fn user(number: u32) -> User {
    User {
        id: usr(number),
        email: format!("u{number}@example.com"),
        password_hash: None,
        created_at: at(NOW),
    }
}

pub fn session(number: u32, of: u32) -> Session {
    Session {
        id: ses(number),
        secret_hash: [u8::try_from(number).unwrap(); 32],
        user: usr(of),
        created_at: at(NOW),
        expires_at: at(NOW + 1000),
    }
}

pub fn token(number: u32, of: u32) -> Token {
    Token {
        id: tok(number),
        workspace: ws(of),
        name: format!("Token {number}"),
        role: Role::Operator,
        secret_hash: [7; 32],
        created_by: "u1@example.com".into(),
        created_at: at(NOW + i64::from(number)),
        expires_at: at(NOW + 1000),
        last_used_at: None,
    }
}

/// Of the account `of`.
pub fn owner_link(number: u32, of: u32) -> StoredOwnerLink {
    StoredOwnerLink {
        link: OwnerLink {
            id: olk(number),
            account: acc(of),
            made_by: "u1@example.com".into(),
            made_at: at(NOW + i64::from(number)),
            expires_at: at(NOW + 1000),
            last_used_at: None,
            revoked: None,
        },
        secret_hash: [u8::try_from(number).unwrap(); 32],
    }
}

pub fn entry(action: &'static str, account: Option<u32>) -> AuditEntry {
    AuditEntry {
        actor: "u1@example.com".into(),
        action,
        account: account.map(acc),
        summary: "Did something.".into(),
        request_id: Some("req".into()),
    }
}

/// A new registration whose external id is `secret`'s own.
pub fn account(number: u32, secret: u32) -> Account {
    let mut bytes = [0; 17];
    bytes[..4].copy_from_slice(&secret.to_be_bytes());
    Account {
        id: acc(number),
        name: AccountName::of(&acc(number)),
        region: Region::parse("eu-central-1").unwrap(),
        method: Method::ConsoleStack,
        trust: Trust::Issuer,
        external_id: ExternalId::from_random(bytes),
        choices: landfast_domain::permissions::Choices::default(),
        rotation: None,
        role_name: RoleName::parse("landfast-abcd2345").unwrap(),
        candidate: None,
        proven: None,
        deployed: None,
        kind: None,
        organization_id: None,
        steps: vec![Step::new(StepKind::ApiAccess)],
        created_at: at(NOW),
        confirmed_at: None,
        last_check_at: None,
        next_check_at: None,
    }
}

pub fn role(number: u32, name: &str) -> RoleArn {
    RoleArn::parse(&format!("arn:aws:iam::{number:012}:role/landfast/{name}")).unwrap()
}

pub fn proven(role: RoleArn) -> ProvenRole {
    ProvenRole {
        arn: role,
        unique_id: "AROAEXAMPLE".into(),
        template: None,
        at: at(NOW),
    }
}

pub fn linked(number: u32, secret: u32, payer: u32) -> Account {
    Account {
        kind: Some(AccountKind::Linked { payer: acc(payer) }),
        ..account(number, secret)
    }
}

pub fn named(name: &str, account: Account) -> Account {
    Account {
        name: AccountName::parse(name).unwrap(),
        ..account
    }
}

pub fn in_state(state: StepState, account: Account) -> Account {
    let mut account = account;
    account.put_step(Step {
        state,
        ..Step::new(StepKind::ApiAccess)
    });
    account
}

pub fn report() -> Report {
    let met = |code| Finding {
        code,
        outcome: Outcome::Met {
            found: "yes \"so\" \u{1f512}".into(),
        },
    };
    let after = CheckCode::AssumeWithExternalId;
    let not_run = Finding {
        code: CheckCode::AccountKind,
        outcome: Outcome::NotRun { after },
    };
    Report {
        at: at(NOW),
        role_arn: role(1, "r").to_string(),
        findings: vec![met(CheckCode::AccountMatches), not_run],
        difference: Some(PolicyDifference {
            added: Vec::new(),
            removed: vec![Change {
                grant: Grant {
                    action: "s3:ListBucket".into(),
                    resource: "*".into(),
                    condition: String::new(),
                },
                reason: Some("why".into()),
            }],
        }),
    }
}

pub fn check(number: u32, of: u32) -> Check {
    Check {
        id: chk(number),
        account: acc(of),
        step: StepKind::ApiAccess,
        revision: 1,
        trigger: Trigger::Person,
        state: CheckState::Queued,
        asked_at: at(NOW + i64::from(number)),
        asked_by: Some("u1@example.com".into()),
        tries: 0,
        next_at: None,
        patience_ends_at: None,
        done_at: None,
        report: None,
    }
}

pub fn dep(number: u32) -> DeploymentId {
    DeploymentId::parse(&format!("{number:08}-0000-0000-0000-000000000000")).unwrap()
}

/// Of the account `of`.
pub fn chosen_export() -> ChosenExport {
    let choice = ExportChoice::default_of(
        &acc(1),
        &RoleName::parse("landfast-test").unwrap(),
        landfast_domain::Partition::Aws,
    );
    ChosenExport {
        choice: choice.unwrap(),
        by: "ada@example.com".into(),
        at: at(NOW),
    }
}

pub fn deployment(number: u32, of: u32) -> Deployment {
    Deployment {
        id: dep(number),
        account: acc(of),
        template: TemplateVersion::parse("0123456789ab").unwrap(),
        choices: Choices::narrowest(),
        external_id: ExternalId::from_random([7; 17]),
        trust: Trust::Issuer,
        role_name: RoleName::parse("landfast-test").unwrap(),
        region: Region::parse("eu-central-1").unwrap(),
        announced_at: at(NOW + i64::from(number)),
        applied: None,
    }
}

pub fn work(number: u32) -> NewWork {
    NewWork {
        id: wrk(number),
        kind: "check",
        payload: json!({ "v": "1", "number": number }),
        run_at: at(NOW),
        max_attempts: 3,
        account: None,
        dedup_key: None,
        concurrency_key: None,
    }
}
