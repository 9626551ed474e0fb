//! Rights that Landfast never asked for.

use super::{Grant, Grants, known};
use crate::permissions::{Choices, Manifest, layout::Setting, rules};

/// One right too many, the gravest kind that holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excess {
    /// The role could widen its own rights, or use another identity's.
    ChangesItself { action: String },
    /// A pattern in place of an action: what it allows grows with AWS.
    Wildcard { action: String },
    /// No capability asks for it.
    NotAskedFor { action: String },
    /// Asked for, but on less or under conditions that are not there.
    Wider { action: String, on: Vec<String> },
}

/// What a role may do beyond the widest role that Landfast ever asks for. In the order of the actions.
#[must_use]
pub fn excess(manifest: &Manifest, setting: &Setting, found: &Grants) -> Vec<Excess> {
    let widest = Grants::wanted(manifest, &Choices::widest(), setting);
    let known = known(manifest);
    let judge = |(action, grant): (&str, &Grant)| {
        let said = action.to_owned();
        match widest.get(action) {
            _ if changes_itself(action) => Some(Excess::ChangesItself { action: said }),
            _ if action.contains(['*', '?']) => Some(Excess::Wildcard { action: said }),
            None => Some(Excess::NotAskedFor { action: said }),
            Some(asked) if is_wider(grant, asked) => Some(Excess::Wider {
                action: known
                    .get(action)
                    .map_or(said, |one| one.action().to_string()),
                on: grant
                    .resources
                    .difference(&asked.resources)
                    .cloned()
                    .collect(),
            }),
            Some(_) => None,
        }
    };
    found.iter().filter_map(judge).collect()
}

fn is_wider(found: &Grant, asked: &Grant) -> bool {
    let everywhere = asked.resources.contains("*");
    (!everywhere && !found.resources.is_subset(&asked.resources))
        || !asked.conditions.is_subset(&found.conditions)
}

/// A writing action, or a pattern that has one, of the services that rules.rs guards.
fn changes_itself(action: &str) -> bool {
    let (service, name) = action.split_once(':').unwrap_or((action, "*"));
    let service_fits = |guarded: &&str| matches_pattern(service, guarded);
    if !rules::GUARDED_SERVICES.iter().any(service_fits) {
        return false;
    }
    if service == "sts" {
        return true;
    }
    let reads = |verb: &&str| name.starts_with(&verb.to_ascii_lowercase());
    !rules::READ_VERBS.iter().any(reads)
}

/// IAM's wildcards: `*` for any text, `?` for one character. In time of the product of both lengths,
/// whoever wrote the pattern.
pub(in crate::permissions) fn matches_pattern(pattern: &str, text: &str) -> bool {
    // The ends in the text that the pattern reaches so far.
    let mut reached = vec![true];
    reached.extend(text.chars().map(|_| false));
    for wanted in pattern.chars() {
        let mut next = vec![false];
        if wanted == '*' {
            let mut any = false;
            next.clear();
            for here in reached {
                any |= here;
                next.push(any);
            }
        } else {
            let steps = reached.iter().zip(text.chars());
            next.extend(steps.map(|(here, found)| *here && (wanted == '?' || wanted == found)));
        }
        reached = next;
    }
    reached.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::matches_pattern;

    #[test]
    fn wildcards_of_iam() {
        for (pattern, text, want) in [
            ("", "", true),
            ("", "a", false),
            ("*", "", true),
            ("a*", "abc", true),
            ("*c", "abc", true),
            ("a*c", "ab", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*b*", "abc", true),
            ("abc", "abcd", false),
        ] {
            assert_eq!(matches_pattern(pattern, text), want, "{pattern} on {text}");
        }
        assert!(!matches_pattern(
            &"*a".repeat(60),
            &"ab".repeat(30).replace("ab", "b")
        ));
    }
}
