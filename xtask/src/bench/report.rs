//! What `landfast-bench` writes (crates/bench/src/report.rs).

use std::fmt;

use serde::Deserialize;

use super::{name::Name, table};

/// A benchmark that has run.
pub struct Measured {
    pub name: Name,
    pub report: Report,
}

#[derive(Debug, Deserialize)]
pub struct Report {
    tables: Vec<Table>,
    aims: Vec<Aim>,
}

#[derive(Debug, Deserialize)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Aim {
    what: String,
    aim: String,
    found: String,
    met: bool,
}

impl Aim {
    fn row(&self) -> Vec<String> {
        let verdict = if self.met { "met" } else { "missed" };
        table::cells([&self.what, &self.aim, &self.found, verdict])
    }
}

/// As Markdown: the figures, then what was promised of them.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for it in &self.tables {
            writeln!(f, "{}\n", table::markdown(&it.head, &it.rows))?;
        }
        let aims: Vec<_> = self.aims.iter().map(Aim::row).collect();
        let head = table::cells(["promised", "aim", "found", ""]);
        f.write_str(&table::markdown(&head, &aims))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_before_what_was_promised_of_them() {
        let text = r#"{"tables": [{"head": ["p99"], "rows": [["21 ms"]]}],
            "aims": [{"what": "p99", "aim": "under 20 ms", "found": "21 ms", "met": false}]}"#;
        let report: Report = serde_json::from_str(text).unwrap();
        let expected = "\
| p99   |
| ----- |
| 21 ms |

| promised | aim         | found |        |
| -------- | ----------- | ----- | ------ |
| p99      | under 20 ms | 21 ms | missed |";
        assert_eq!(report.to_string(), expected);
    }
}
