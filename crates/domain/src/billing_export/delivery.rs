//! When deliveries are due.

use std::time::Duration;

use super::{Delivery, DeliveryOutcome, Export};
use crate::Timestamp;

/// AWS delivers a new report or export "within 24 hours" (AWS Data Exports User Guide).
pub(super) const FIRST: Duration = Duration::from_secs(24 * 60 * 60);
/// A month is delivered again up to three times a day while it lasts, at least once. Three days
/// without one is no slowness any more.
pub(super) const SILENCE: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// When data last came, as the export or its deliveries tell.
pub(super) fn last(export: &Export, deliveries: &[Delivery]) -> Option<Timestamp> {
    let delivered = deliveries
        .iter()
        .filter(|delivery| delivery.outcome == DeliveryOutcome::Delivered)
        .filter_map(|delivery| delivery.completed_at.or(delivery.started_at));
    delivered.chain(export.last_delivery).max()
}

/// Why the newest delivery that ended failed; `None` when it did not.
pub(super) fn failed(deliveries: &[Delivery]) -> Option<Option<&str>> {
    let ended = deliveries
        .iter()
        .filter(|delivery| delivery.outcome != DeliveryOutcome::UnderWay)
        .max_by_key(|delivery| delivery.completed_at.or(delivery.started_at))?;
    match &ended.outcome {
        DeliveryOutcome::Failed(reason) => Some(reason.as_deref()),
        DeliveryOutcome::Delivered | DeliveryOutcome::UnderWay => None,
    }
}
