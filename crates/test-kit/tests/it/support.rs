use std::sync::Arc;

use landfast_app::ports::Store;
use landfast_domain::{
    Account,
    check::Outcome,
    step::{Step, StepKind},
};
use landfast_store::{Location, Settings};
use landfast_test_kit::{HandClock, SeededRandom, World};

/// Rows in memory, migrated.
pub async fn rows() -> Arc<dyn Store> {
    rows_at(Location::SqliteMemory).await
}

pub async fn rows_at(location: Location) -> Arc<dyn Store> {
    let (clock, random) = (
        Arc::new(HandClock::default()),
        Arc::new(SeededRandom::new(7)),
    );
    let store = landfast_store::open(&Settings { location }, clock, random)
        .await
        .unwrap();
    store.migrate().await.unwrap();
    Arc::new(store)
}

pub async fn world() -> World {
    World::over(rows().await, "main", 1).await.unwrap()
}

pub fn access(account: &Account) -> &Step {
    account.step(StepKind::ApiAccess).unwrap()
}

/// `state | what is not met` of the API access step.
pub fn outcome(account: &Account) -> String {
    let step = access(account);
    let findings = step.report.iter().flat_map(|report| &report.findings);
    let missed: Vec<String> = findings
        .filter_map(|finding| match &finding.outcome {
            Outcome::NotMet { mistake, .. } => {
                Some(format!("{}: {}", finding.code, mistake.as_str()))
            }
            _ => None,
        })
        .collect();
    format!("{} | {}", step.state.name(), missed.join(", "))
}
