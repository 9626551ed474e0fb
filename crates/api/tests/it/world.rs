//! An installation with two workspaces: `main` with an operator and a reader, `other` with an operator.

use std::{sync::Arc, time::Duration};

use axum::Router;
use landfast_api::{Events, HttpSettings, router};
use landfast_app::{
    Actor, App, Credentials, IssuerSettings, KeyDraft, NewSession, Ports, SetUp, Settings,
    ports::{Random, Role, Store, Trigger},
};
use landfast_domain::{
    AccountId, Method, PrincipalArn, RoleArn, api_access::Membership, oidc::IssuerUrl,
};
use landfast_store::{Location, open};
use landfast_test_kit::{
    FakeAnswers, FakeAws, FakeKey, FakeRole, HandClock, IdRule, SeededRandom, secrets,
};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use crate::http::{Answer, Call, get, post};

pub const PASSWORD: &str = "a long enough password";
pub const ADA: &str = "ada@example.com";
pub const RITA: &str = "rita@example.com";
pub const OSCAR: &str = "oscar@example.com";

/// Of the worlds whose server is an issuer.
pub const ISSUER: &str = "https://landfast.example.com/oidc";

pub const PAYER: &str = "111111111111";
pub const LINKED: &str = "222222222222";
pub const KEY_SECRET: &str = "CANARYold+secret/0123456789abcdefghijklm";

pub const STANDALONE: &str = "333333333333";

/// How one person reaches one workspace.
pub struct Person {
    pub actor: Actor,
    pub token: String,
    pub cookie: String,
}

pub struct World {
    pub app: Arc<App>,
    pub store: Arc<dyn Store>,
    pub aws: FakeAws,
    pub answers: FakeAnswers,
    pub clock: Arc<HandClock>,
    pub events: Events,
    pub router: Router,
    /// Operator of `main`.
    pub ada: Person,
    /// Reader of `main`.
    pub rita: Person,
    /// Operator of `other`.
    pub oscar: Person,
}

/// An installation in which nobody has ever signed in.
pub struct Empty {
    pub app: Arc<App>,
    pub store: Arc<dyn Store>,
    pub aws: FakeAws,
    pub answers: FakeAnswers,
    pub clock: Arc<HandClock>,
    pub random: Arc<dyn Random>,
    pub events: Events,
}

impl Empty {
    pub async fn new() -> Self {
        Self::with(Settings::default()).await
    }

    async fn with(settings: Settings) -> Self {
        let (aws, events) = (organization(), Events::default());
        let answers = FakeAnswers::default();
        let clock = Arc::new(HandClock::default());
        let random: Arc<dyn Random> = Arc::new(SeededRandom::new(7));
        let rows = landfast_store::Settings {
            location: Location::SqliteMemory,
        };
        let store = open(&rows, clock.clone(), random.clone())
            .await
            .expect("a store");
        store.migrate().await.expect("a schema");
        let store: Arc<dyn Store> = Arc::new(store);
        let ports = Ports {
            store: Arc::clone(&store),
            probe: Arc::new(aws.clone()),
            keys: Arc::new(aws.clone()),
            secrets: secrets(&store, clock.clone(), 7),
            identity: Arc::new(aws.clone()),
            templates: Arc::new(aws.clone()),
            webhooks: Arc::new(landfast_test_kit::FakeReceiver::default()),
            clock: clock.clone(),
            random: random.clone(),
            hints: Arc::new(events.clone()),
            callbacks: None,
            bills: Arc::new(landfast_test_kit::FakeKeeper::default()),
            answers: Arc::new(answers.clone()),
        };
        let app = Arc::new(App::new(ports, settings).expect("the manifest"));
        Self {
            app,
            store,
            aws,
            answers,
            clock,
            random,
            events,
        }
    }

    pub fn settings(&self) -> HttpSettings {
        HttpSettings::new(self.events.clone(), self.random.clone())
    }

    pub fn router(&self) -> Router {
        router(self.app.clone(), self.settings())
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With other settings of HTTP.
    pub async fn with(change: impl FnOnce(&mut HttpSettings)) -> Self {
        Self::of(Empty::new().await, change).await
    }

    /// A server that is an OIDC issuer, and has no AWS identity and no bucket.
    pub async fn issuing() -> Self {
        let url = IssuerUrl::parse(ISSUER).expect("an issuer");
        let issuer = IssuerSettings {
            url,
            static_files: false,
        };
        let empty = Empty::with(Settings {
            issuer: Some(issuer),
            ..Settings::default()
        })
        .await;
        empty.aws.set_principal(None);
        empty.aws.take_bucket();
        empty.app.begin_issuer().await.expect("a key");
        Self::of(empty, |settings| {
            settings.public_url = Some("https://landfast.example.com".to_owned());
        })
        .await
    }

    async fn of(empty: Empty, change: impl FnOnce(&mut HttpSettings)) -> Self {
        let app = &empty.app;
        let ada = operator(app, ADA, "main").await;
        let oscar = operator(app, OSCAR, "other").await;
        let rita = reader(app, &ada.actor).await;
        let mut settings = empty.settings();
        change(&mut settings);
        let router = router(app.clone(), settings);
        let Empty {
            app,
            store,
            aws,
            answers,
            clock,
            random: _,
            events,
        } = empty;
        Self {
            app,
            store,
            aws,
            answers,
            clock,
            events,
            router,
            ada,
            rita,
            oscar,
        }
    }

    pub async fn as_ada(&self, call: Call) -> Answer {
        call.token(&self.ada.token).send(&self.router).await
    }

    pub async fn as_rita(&self, call: Call) -> Answer {
        call.token(&self.rita.token).send(&self.router).await
    }

    /// What a reader of `main` sees at this address.
    pub async fn read(&self, path: &str) -> Value {
        self.as_rita(get(path)).await.ok(200)
    }

    /// Registers an account in `main`.
    pub async fn register(&self, account: &str) -> Value {
        let body = json!({ "account_id": account, "method": "console_stack" });
        self.as_ada(post("/accounts", body)).await.ok(201)
    }

    /// Removes the record of an account of `main`; gives the receipt's id.
    pub async fn removed(&self, account: &str) -> String {
        let remove = Call::new("DELETE", format!("/accounts/{account}"));
        let removed = self.as_ada(remove).await.ok(200);
        removed["receipt"]["receipt_id"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    /// A new link for the owner of an account of `main`: what follows the `#`.
    pub async fn owner_link(&self, account: &str) -> String {
        let actor = &self.ada.actor;
        let new = self.app.make_owner_link(actor, account, None).await;
        expose(&new.expect("a link").text)
    }

    pub async fn revoke(&self, account: &str, link: &str) {
        let (actor, id) = (&self.ada.actor, link_id(link));
        let revoked = self.app.revoke_owner_link(actor, account, &id).await;
        revoked.expect("revoked");
    }

    /// Registers an account with an access key in `main`, and proves it.
    pub async fn register_with_key(&self, account: &str) {
        let actor = &self.ada.actor;
        let on = self.app.switch_method(actor, Method::AccessKeys, true);
        on.await.expect("switched");
        let body = json!({ "account_id": account, "method": "access_keys" });
        self.as_ada(post("/accounts", body)).await.ok(201);
        let id = format!("AKIA{account:0>16}");
        self.aws.keys.put(FakeKey {
            id: id.clone(),
            secret: KEY_SECRET.to_owned(),
            account: AccountId::parse(account).expect("an id"),
            user: "landfast".to_owned(),
            active: true,
            silent: 0,
        });
        let draft = KeyDraft {
            access_key_id: id,
            secret_access_key: KEY_SECRET.into(),
        };
        let saved = self.app.save_key(actor, account, &draft).await;
        saved.expect("saved");
        self.work().await;
    }

    /// Launches the stack of a registered account, signed in to `signed_in`. Gives the role.
    pub async fn launch(&self, account: &str, signed_in: &str) -> RoleArn {
        let account = self
            .app
            .account(&self.ada.actor, account)
            .await
            .expect("an account");
        let version = &self.app.template().version;
        let mut role = FakeRole::of_template(&account, &principal(), version);
        let there = AccountId::parse(signed_in).expect("an id");
        role.external_id = IdRule::Exactly(account.external_id.bound_to(&there));
        let arn = account.template_role();
        let arn = RoleArn::new(
            arn.partition(),
            there,
            arn.path().clone(),
            arn.name().clone(),
        );
        self.aws.put_role(&arn, role);
        arn
    }

    /// Makes a registered account a payer whose role is proven.
    pub async fn payer(&self, account: &str) {
        let id = AccountId::parse(account).expect("an id");
        let membership = Membership::Organization {
            id: "o-abcdefghij".to_owned(),
            management_account: id.clone(),
        };
        self.aws.put_membership(&id, membership);
        self.launch(account, account).await;
        let asked = self
            .app
            .start_check(&self.ada.actor, account, "api-access", Trigger::Person);
        asked.await.expect("a check");
        self.work().await;
    }

    /// Does all the work that is due.
    pub async fn work(&self) {
        while self
            .app
            .work_once(Duration::from_secs(60))
            .await
            .expect("work")
        {}
    }
}

async fn operator(app: &App, email: &str, workspace: &str) -> Person {
    app.create_operator(email, &PASSWORD.into(), workspace)
        .await
        .expect("an operator");
    let session = app
        .sign_in(&Credentials {
            email: email.to_owned(),
            password: PASSWORD.into(),
        })
        .await;
    person(app, session.expect("a session"), None).await
}

async fn reader(app: &App, inviter: &Actor) -> Person {
    let new = app
        .invite(inviter, RITA, Role::Reader)
        .await
        .expect("an invitation");
    let request = SetUp {
        link: new.link,
        email: None,
        password: PASSWORD.into(),
        workspace: None,
    };
    person(
        app,
        app.set_up(&request).await.expect("a session"),
        Some(inviter),
    )
    .await
}

/// `maker` makes the token of somebody who cannot make one.
async fn person(app: &App, session: NewSession, maker: Option<&Actor>) -> Person {
    let actor = session.signed_in.actor;
    let name = actor.name.split('@').next().unwrap_or_default();
    let token = app
        .create_token(maker.unwrap_or(&actor), name, actor.role, 30)
        .await
        .expect("a token");
    let cookie = format!("landfast={}", expose(&session.secret));
    Person {
        token: expose(&token.text),
        cookie,
        actor,
    }
}

/// The public part of a link's text.
pub fn link_id(link: &str) -> String {
    let rest = link
        .strip_prefix("lfo_")
        .and_then(|rest| rest.split_once('.'));
    rest.expect("the text of a link").0.to_owned()
}

fn expose(secret: &SecretString) -> String {
    secret.expose_secret().to_owned()
}

fn principal() -> PrincipalArn {
    PrincipalArn::parse("arn:aws:iam::999999999999:role/landfast-server").expect("an ARN")
}

/// An AWS in which the payer has one linked account, and the third account stands alone.
fn organization() -> FakeAws {
    let aws = FakeAws::new(principal());
    let id = |text| AccountId::parse(text).expect("an id");
    for member in [PAYER, LINKED] {
        let organization = Membership::Organization {
            id: "o-a1b2c3d4e5".to_owned(),
            management_account: id(PAYER),
        };
        aws.put_membership(&id(member), organization);
    }
    aws
}
