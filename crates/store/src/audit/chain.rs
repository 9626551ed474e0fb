//! What the hash of an entry is made of.

use aws_lc_rs::digest::{Context, SHA256};

use crate::entity::audit;

/// What the first entry of a workspace follows.
pub(super) const START: [u8; 32] = [0; 32];

/// SHA-256 over the hash before and every field of the entry, each behind its length, so that no
/// byte can move from one field into the next. An empty column differs from an empty text.
pub(super) fn hash(before: &[u8], entry: &audit::Model) -> [u8; 32] {
    let mut hash = Context::new(&SHA256);
    hash.update(before);
    let (sequence, at) = (entry.sequence.to_be_bytes(), entry.at.to_be_bytes());
    let fields: [Option<&[u8]>; 8] = [
        Some(entry.workspace_id.as_bytes()),
        Some(&sequence),
        Some(&at),
        Some(entry.actor.as_bytes()),
        Some(entry.action.as_bytes()),
        entry.account_id.as_deref().map(str::as_bytes),
        Some(entry.summary.as_bytes()),
        entry.request_id.as_deref().map(str::as_bytes),
    ];
    for field in fields {
        let length = field.map_or(u64::MAX, |bytes| bytes.len() as u64);
        hash.update(&length.to_be_bytes());
        hash.update(field.unwrap_or_default());
    }
    let mut sum = START;
    sum.copy_from_slice(hash.finish().as_ref());
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> audit::Model {
        audit::Model {
            workspace_id: "ws".into(),
            sequence: 1,
            at: 2,
            actor: "ann".into(),
            action: "a.b".into(),
            account_id: None,
            summary: "Did.".into(),
            request_id: Some("r".into()),
            hash: Vec::new(),
        }
    }

    #[test]
    fn every_field_counts_and_none_flows_into_the_next() {
        let e = entry();
        let changed = [
            audit::Model {
                workspace_id: "wt".into(),
                ..e.clone()
            },
            audit::Model {
                sequence: 2,
                ..e.clone()
            },
            audit::Model { at: 3, ..e.clone() },
            audit::Model {
                actor: "anna".into(),
                action: ".b".into(),
                ..e.clone()
            },
            audit::Model {
                account_id: Some(String::new()),
                ..e.clone()
            },
            audit::Model {
                summary: "Did".into(),
                ..e.clone()
            },
            audit::Model {
                request_id: None,
                ..e.clone()
            },
        ];
        let before = hash(&START, &e);
        assert_ne!(before, hash(&[1; 32], &e));
        for other in changed {
            assert_ne!(before, hash(&START, &other), "{other:?}");
        }
    }
}
