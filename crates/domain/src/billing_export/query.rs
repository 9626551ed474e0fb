//! The query of an export, as far as it decides what is in the files (AWS Data Exports User Guide,
//! "Data query").

use super::Selected;

/// A query that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The table, in AWS's spelling.
    pub table: String,
    pub selected: Selected,
}

/// `SELECT columns FROM table`, with or without what AWS lets follow. `None` if it is nothing of that.
#[must_use]
pub fn parse_query(text: &str) -> Option<Query> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is = |word: &&str, keyword: &str| word.eq_ignore_ascii_case(keyword);
    let (first, rest) = words.split_first()?;
    if !is(first, "select") {
        return None;
    }
    let from = rest.iter().position(|word| is(word, "from"))?;
    let (columns, after) = rest.split_at(from);
    let mut after = after.iter().skip(1);
    let table = after.next()?.trim_end_matches(';').trim_matches('"');
    let tail: Vec<&str> = after.copied().filter(|word| *word != ";").collect();
    let limits = tail
        .iter()
        .any(|word| is(word, "where") || is(word, "limit"));
    let selected = if limits {
        Selected::SomeRows(shown(&tail.join(" ")))
    } else if tail.is_empty() {
        listed(&columns.join(" "))
    } else {
        Selected::Unclear(shown(&tail.join(" ")))
    };
    Some(Query {
        table: table.to_owned(),
        selected,
    })
}

fn listed(columns: &str) -> Selected {
    if columns.trim() == "*" {
        return Selected::Everything;
    }
    let names: Vec<String> = columns
        .split(',')
        .map(|column| name(column.trim()).to_owned())
        .collect();
    if names.iter().any(String::is_empty) {
        return Selected::Unclear(shown(columns));
    }
    Selected::Columns(names)
}

/// What the column is called in the files: after `AS`, where there is one.
fn name(column: &str) -> &str {
    let last = column.split_whitespace().next_back().unwrap_or(column);
    last.trim_matches('"')
}

fn shown(text: &str) -> String {
    text.chars().take(120).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries() {
        let said = |text: &str| match parse_query(text) {
            Some(query) => format!("{}: {:?}", query.table, query.selected),
            None => "not understood".to_owned(),
        };
        let all = [
            "SELECT * FROM COST_AND_USAGE_REPORT",
            "select a , b\nfrom FOCUS_1_2_AWS;",
            "SELECT a AS b, \"c\" FROM T",
            "SELECT product.region AS region FROM T",
            "SELECT a FROM T WHERE a = 'x'",
            "SELECT a FROM T LIMIT 5",
            "SELECT a FROM T GROUP BY a",
            "SELECT a,, b FROM T",
            "SELECT a",
            "DELETE FROM T",
            "",
        ]
        .map(said);
        insta::assert_snapshot!(all.join("\n"));
    }
}
