/// The first words of everything that the audit log records, with what they are about.
pub const KINDS: [(&str, &str); 21] = [
    ("access", "API access: proven, refused, drifted, waiting"),
    (
        "account",
        "Accounts: registered, edited, confirmed, removed",
    ),
    (
        "activation",
        "Activations of linked accounts: asked for, open, ended, proven gone",
    ),
    (
        "billing",
        "The billing export: chosen, proven, refused, drifted",
    ),
    ("check", "Checks: asked for, stopped"),
    (
        "commitment",
        "Commitments of contracts: added, changed, removed",
    ),
    ("external_id", "Rotations of external ids"),
    ("issuer", "The server as an issuer of tokens"),
    ("key", "Access keys: saved, taken, refused, rotated"),
    ("method", "Methods: enabled, disabled"),
    (
        "organization",
        "Organizations of payers: accounts that joined, left, moved or changed",
    ),
    ("orphan", "What an earlier registration left in an account"),
    ("owner_link", "Links for owners of accounts: made, revoked"),
    ("removal", "Taking access back: begun, proven, given up"),
    ("step", "Steps: skipped, resumed"),
    ("terraform", "The Terraform module: announced, applied"),
    ("token", "API tokens: created, revoked"),
    ("user", "People: invited, joined, removed"),
    ("webhook", "Webhooks: added, edited, removed"),
    ("work", "Failed work: retried"),
    ("workspace", "The workspace"),
];

const MOST: usize = KINDS.len();
const LONGEST: usize = 60;

/// Why a list of kinds is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KindsError {
    #[error("expected {MOST} kinds at most, found {0}")]
    Many(usize),
    #[error(
        "expected kinds such as \"access\" or \"access.proven\", whose first word is one of {}; found {found:?}",
        words()
    )]
    Unknown { found: String },
}

fn words() -> String {
    KINDS.map(|(word, _)| word).join(", ")
}

/// A list of kinds without doubles; an empty one stands for all.
///
/// # Errors
/// [`KindsError`].
pub fn check_kinds(kinds: &[String]) -> Result<Vec<String>, KindsError> {
    let mut taken: Vec<String> = Vec::new();
    for kind in kinds.iter().map(|kind| kind.trim()) {
        if !is_kind(kind) {
            let found = kind.chars().take(LONGEST).collect();
            return Err(KindsError::Unknown { found });
        }
        if !taken.iter().any(|other| other == kind) {
            taken.push(kind.to_owned());
        }
    }
    if taken.len() > MOST {
        return Err(KindsError::Many(taken.len()));
    }
    Ok(taken)
}

fn is_kind(kind: &str) -> bool {
    let mut words = kind.split('.');
    let known = words
        .next()
        .is_some_and(|first| KINDS.iter().any(|(word, _)| *word == first));
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase() || c == b'_');
    known && kind.len() <= LONGEST && words.all(is_word)
}

/// Whether a webhook with these kinds carries an audit action.
#[must_use]
pub fn wants(kinds: &[String], action: &str) -> bool {
    let begins = |kind: &String| {
        action
            .strip_prefix(kind.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    action != super::STOPPED && (kinds.is_empty() || kinds.iter().any(begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(kinds: &[&str]) -> Vec<String> {
        kinds.iter().map(|kind| (*kind).to_owned()).collect()
    }

    #[test]
    fn whole_words_count() {
        for (kinds, action, wanted) in [
            (&[][..], "access.proven", true),
            (&[], "webhook.stopped", false),
            (&["webhook"], "webhook.stopped", false),
            (&["webhook.stopped"], "webhook.stopped", false),
            (&["access"], "access.proven", true),
            (&["access.proven"], "access.proven", true),
            (&["access.proven"], "access.drifted", false),
            (&["acc"], "access.proven", false),
            (&["account", "access"], "access.proven", true),
        ] {
            assert_eq!(wants(&list(kinds), action), wanted, "{kinds:?} {action}");
        }
    }

    #[test]
    fn a_list_is_checked() {
        assert_eq!(check_kinds(&[]), Ok(Vec::new()));
        assert_eq!(
            check_kinds(&list(&["access", " key.rotated", "access"])),
            Ok(list(&["access", "key.rotated"]))
        );
        for odd in [
            "",
            "acc",
            "Access",
            "access.",
            "access..x",
            ".access",
            "access.Proven",
            "*",
        ] {
            assert!(check_kinds(&list(&[odd])).is_err(), "{odd}");
        }
        let many: Vec<String> = ('a'..='z').map(|c| format!("access.{c}")).collect();
        assert_eq!(check_kinds(&many), Err(KindsError::Many(26)));
    }
}
