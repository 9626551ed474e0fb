use crate::{AccountId, Timestamp, ids::OwnerLinkId};

/// A link for one account. Its secret is no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerLink {
    pub id: OwnerLinkId,
    pub account: AccountId,
    /// Who asks the owner: an e-mail address, or `token:NAME`.
    pub made_by: String,
    pub made_at: Timestamp,
    pub expires_at: Timestamp,
    pub last_used_at: Option<Timestamp>,
    pub revoked: Option<Revoked>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoked {
    pub by: String,
    pub at: Timestamp,
}

/// Whether a link opens anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Works,
    Expired,
    Revoked,
}

impl OwnerLink {
    /// A link that was revoked stays so when its time is over.
    #[must_use]
    pub fn standing(&self, now: Timestamp) -> Standing {
        match &self.revoked {
            Some(_) => Standing::Revoked,
            None if now < self.expires_at => Standing::Works,
            None => Standing::Expired,
        }
    }

    /// What the audit log calls whoever uses it.
    #[must_use]
    pub fn actor(&self) -> String {
        format!("owner-link:{}", self.id)
    }

    /// Revokes it; `false` when it does not work any more anyway.
    pub fn revoke(&mut self, by: &str, now: Timestamp) -> bool {
        let works = self.standing(now) == Standing::Works;
        if works {
            let by = by.to_owned();
            self.revoked = Some(Revoked { by, at: now });
        }
        works
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(ms: i64) -> Timestamp {
        Timestamp::from_unix_ms(ms)
    }

    #[test]
    fn a_link_ends_by_time_or_by_hand_and_once() {
        let mut link = OwnerLink {
            id: OwnerLinkId::new(at(0), [1; 10]),
            account: AccountId::parse("012345678901").unwrap(),
            made_by: "ada@example.com".into(),
            made_at: at(0),
            expires_at: at(100),
            last_used_at: None,
            revoked: None,
        };
        assert_eq!(link.standing(at(99)), Standing::Works);
        assert_eq!(link.standing(at(100)), Standing::Expired);
        assert!(!link.clone().revoke("ada", at(100)));
        assert!(link.revoke("ada", at(50)));
        assert!(!link.revoke("bob", at(60)));
        assert_eq!(link.standing(at(200)), Standing::Revoked);
        assert_eq!(link.revoked.map(|one| one.by).as_deref(), Some("ada"));
    }
}
