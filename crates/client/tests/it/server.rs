//! A server on a port of its own, with rows in memory and a fake AWS.

use std::{future::pending, sync::Arc, time::Duration};

use landfast_api::{Events, HttpSettings, router, serve};
use landfast_app::{
    App, Credentials, Ports, Settings,
    ports::{Random, Role, Store},
};
use landfast_client::{Client, ClientSettings};
use landfast_domain::PrincipalArn;
use landfast_store::{Location, open};
use landfast_test_kit::{FakeAws, FakeRole, HandClock, SeededRandom, secrets};
use secrecy::SecretString;
use tokio::net::TcpListener;

const PASSWORD: &str = "a long enough password";

pub struct Server {
    pub app: Arc<App>,
    pub aws: FakeAws,
    pub events: Events,
    pub address: String,
    pub token: SecretString,
}

fn principal() -> PrincipalArn {
    PrincipalArn::parse("arn:aws:iam::999999999999:role/landfast-server").expect("an ARN")
}

impl Server {
    pub async fn start() -> Self {
        let (aws, events) = (FakeAws::new(principal()), Events::default());
        let clock = Arc::new(HandClock::default());
        let random: Arc<dyn Random> = Arc::new(SeededRandom::new(3));
        let settings = landfast_store::Settings {
            location: Location::SqliteMemory,
        };
        let store = open(&settings, clock.clone(), random.clone())
            .await
            .expect("a store");
        store.migrate().await.expect("a schema");
        let store: Arc<dyn Store> = Arc::new(store);
        let ports = Ports {
            keys: Arc::new(aws.clone()),
            secrets: secrets(&store, clock.clone(), 4),
            store,
            probe: Arc::new(aws.clone()),
            identity: Arc::new(aws.clone()),
            templates: Arc::new(aws.clone()),
            webhooks: Arc::new(landfast_test_kit::FakeReceiver::default()),
            clock,
            random: random.clone(),
            hints: Arc::new(events.clone()),
            callbacks: None,
            bills: Arc::new(landfast_test_kit::FakeKeeper::default()),
            answers: Arc::new(landfast_test_kit::FakeAnswers::default()),
        };
        let app = Arc::new(App::new(ports, Settings::default()).expect("the manifest"));
        let token = token(&app).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let router = router(app.clone(), HttpSettings::new(events.clone(), random));
        tokio::spawn(serve(listener, router, events.clone(), pending()));
        Self {
            app,
            aws,
            events,
            address,
            token,
        }
    }

    pub fn settings(&self) -> ClientSettings {
        ClientSettings {
            token: Some(self.token.clone()),
            ..ClientSettings::new(&self.address)
        }
    }

    /// As an operator.
    pub fn client(&self) -> Client {
        Client::new(&self.settings()).expect("a client")
    }

    /// What a launched stack leaves in AWS.
    pub async fn launch(&self, account_id: &str) {
        let signed_in = self
            .app
            .by_token(&self.token, None)
            .await
            .expect("an operator");
        let account = self
            .app
            .account(&signed_in.actor, account_id)
            .await
            .expect("an account");
        let role = FakeRole::of_template(&account, &principal(), &self.app.template().version);
        self.aws.put_role(&account.template_role(), role);
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

async fn token(app: &App) -> SecretString {
    let (email, password) = ("ada@example.com".to_owned(), SecretString::from(PASSWORD));
    app.create_operator(&email, &password, "main")
        .await
        .expect("an operator");
    let session = app
        .sign_in(&Credentials { email, password })
        .await
        .expect("a session");
    let actor = session.signed_in.actor;
    app.create_token(&actor, "client", Role::Operator, 1)
        .await
        .expect("a token")
        .text
}
