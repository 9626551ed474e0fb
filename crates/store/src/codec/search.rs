use sea_orm::{ColumnTrait, Condition, sea_query::LikeExpr};

use super::unstorable;

/// Stands before a character of a search that LIKE would read as a wildcard.
const ESCAPE: char = '!';
/// Longer than every name and id; SQLite refuses patterns that are much longer.
const LONGEST: usize = 200;

/// Rows in which one of the columns holds the text, whatever its case; the columns are folded to lower
/// case. `None` for a text that nothing can hold.
pub(crate) fn contains<C: ColumnTrait, const N: usize>(
    text: &str,
    columns: [C; N],
) -> Option<Condition> {
    if text.chars().count() > LONGEST || unstorable(text) {
        return None;
    }
    let literal: String = text
        .to_lowercase()
        .chars()
        .flat_map(|c| {
            ['%', '_', ESCAPE]
                .contains(&c)
                .then_some(ESCAPE)
                .into_iter()
                .chain([c])
        })
        .collect();
    let like = || LikeExpr::new(format!("%{literal}%")).escape(ESCAPE);
    let any = columns
        .into_iter()
        .fold(Condition::any(), |any, column| any.add(column.like(like())));
    Some(any)
}
