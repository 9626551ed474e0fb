//! Accounts by the thousand, as they look after a year of use: three are taken through the real use
//! cases, with their steps and reports, and all others are those three under other names.

use std::{sync::Arc, time::Duration};

use landfast_app::ports::{Random, Store, Trigger};
use landfast_domain::{
    Account, AccountId, AccountKind, AccountName, ExternalId, PrincipalArn, RoleName, Timestamp,
    account::ProvenRole, api_access::Membership, external_id::RANDOM_BYTES,
    permissions::cloudformation::TemplateVersion,
};
use landfast_store::{Location, Settings};
use landfast_test_kit::{FakeAws, FakeRole, HandClock, SeededRandom, World};

use crate::Result;

/// One payer and its linked accounts, standalone ones among them.
const ORGANIZATION: usize = 500;
const STANDALONE_EVERY: usize = 20;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Ids are `200000000000` and up; those of the three models are below.
const FIRST: usize = 200_000_000_000;
const MODEL_PAYER: &str = "100000000001";
const MODEL_LINKED: &str = "100000000002";
const MODEL_STANDALONE: &str = "100000000003";

/// Makes accounts for one installation.
pub struct Fleet {
    payer: Account,
    linked: Account,
    standalone: Account,
    role_name: RoleName,
    random: SeededRandom,
}

impl Fleet {
    /// A fleet whose roles have the name that `role_name` says.
    pub async fn new(role_name: RoleName) -> Result<Self> {
        let (clock, random) = (
            Arc::new(HandClock::default()),
            Arc::new(SeededRandom::new(1)),
        );
        let settings = Settings {
            location: Location::SqliteMemory,
        };
        let store = landfast_store::open(&settings, clock, random).await?;
        store.migrate().await?;
        let world = World::over(Arc::new(store) as Arc<dyn Store>, "models", 2).await?;
        Ok(Self {
            payer: model(&world, MODEL_PAYER, organization(MODEL_PAYER)?).await?,
            linked: model(&world, MODEL_LINKED, organization(MODEL_PAYER)?).await?,
            standalone: model(&world, MODEL_STANDALONE, Membership::None).await?,
            role_name,
            random: SeededRandom::new(3),
        })
    }

    /// The account number `place`: proven, confirmed, and due for its next check at `next_check_at`.
    pub fn account(
        &self,
        place: usize,
        now: Timestamp,
        next_check_at: Timestamp,
    ) -> Result<Account> {
        let id = account_id(place)?;
        let (model, kind) = match place % ORGANIZATION {
            0 => (&self.payer, AccountKind::Payer),
            nth if nth % STANDALONE_EVERY == 0 => (&self.standalone, AccountKind::Standalone),
            nth => (
                &self.linked,
                AccountKind::Linked {
                    payer: account_id(place - nth)?,
                },
            ),
        };
        let account = Account {
            name: AccountName::parse(&format!("workload-{place:05}"))?,
            external_id: ExternalId::from_random(self.draw()),
            choices: landfast_domain::permissions::Choices::default(),
            rotation: None,
            role_name: self.role_name.clone(),
            kind: Some(kind),
            created_at: now,
            confirmed_at: Some(now),
            last_check_at: Some(now),
            next_check_at: Some(next_check_at),
            id,
            ..model.clone()
        };
        let proven = ProvenRole {
            arn: account.template_role(),
            unique_id: unique_id(&account.id),
            ..account.proven.clone().ok_or("a model was not proven")?
        };
        Ok(Account {
            proven: Some(proven),
            deployed: None,
            ..account
        })
    }

    fn draw(&self) -> [u8; RANDOM_BYTES] {
        let mut bytes = [0; RANDOM_BYTES];
        self.random.fill(&mut bytes);
        bytes
    }
}

/// A day after `now`: no check disturbs what is measured.
pub fn tomorrow(now: Timestamp) -> Timestamp {
    now.plus(DAY)
}

/// Puts into `aws` what the owner of `account` launched.
pub fn launch(
    aws: &FakeAws,
    account: &Account,
    principal: &PrincipalArn,
    version: &TemplateVersion,
) -> Result<()> {
    let membership = match account.kind.as_ref() {
        Some(AccountKind::Payer) => organization(account.id.as_str())?,
        Some(AccountKind::Linked { payer }) => organization(payer.as_str())?,
        Some(AccountKind::Standalone) | None => Membership::None,
    };
    aws.put_membership(&account.id, membership);
    aws.put_role(
        &account.template_role(),
        FakeRole::of_template(account, principal, version),
    );
    Ok(())
}

async fn model(world: &World, id: &str, membership: Membership) -> Result<Account> {
    let account = world.register(id).await?;
    world.aws.put_membership(&account.id, membership);
    world.launch(&account);
    world.check(&account, Trigger::Person).await?;
    Ok(world.app.confirm(&world.operator(), id).await?)
}

fn organization(payer: &str) -> Result<Membership> {
    Ok(Membership::Organization {
        id: "o-benchmark0".to_owned(),
        management_account: AccountId::parse(payer)?,
    })
}

fn account_id(place: usize) -> Result<AccountId> {
    Ok(AccountId::parse(&(FIRST + place).to_string())?)
}

/// As the fake AWS numbers the roles of the template: another id would mean a role made anew.
fn unique_id(account: &AccountId) -> String {
    format!("AROA{account}")
}
