//! The accounts of an organization as a table for spreadsheets (RFC 4180).

use landfast_domain::spreadsheet::defused;

use crate::dto::{MemberView, Time};

const COLUMNS: [&str; 14] = [
    "account_id",
    "name",
    "unit",
    "aws_state",
    "standing",
    "stack_set",
    "stack_set_reason",
    "stack_set_said",
    "registered",
    "proven_at",
    "joined_at",
    "left_at",
    "refused",
    "next",
];

/// With its heading.
///
/// # Errors
/// Never for a table in memory; the writer's interface has them.
pub(crate) fn members_csv(rows: &[MemberView]) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for row in rows {
        table.write_record(fields(row))?;
    }
    table.into_inner().map_err(|why| why.into_error().into())
}

fn fields(row: &MemberView) -> [String; 14] {
    let at = |at: &Option<Time>| at.as_ref().map(ToString::to_string).unwrap_or_default();
    [
        row.account_id.clone(),
        defused(&row.name),
        defused(row.unit.as_deref().unwrap_or_default()),
        word(&row.state),
        word(&row.standing),
        row.stack.as_ref().map(word).unwrap_or_default(),
        row.stack_reason.as_ref().map(word).unwrap_or_default(),
        defused(row.stack_words.as_deref().unwrap_or_default()),
        row.registered.as_ref().map(word).unwrap_or_default(),
        at(&row.proven_at),
        at(&row.joined_at),
        at(&row.left_at),
        defused(row.refused.as_deref().unwrap_or_default()),
        row.next.clone().unwrap_or_default(),
    ]
}

/// A word of a closed list, as JSON spells it.
fn word(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text() {
        for (name, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1", "'+1"),
            ("Shop", "Shop"),
        ] {
            assert_eq!(defused(name), expected);
        }
    }
}
