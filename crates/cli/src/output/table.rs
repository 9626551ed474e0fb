use super::data;

/// Columns as wide as their widest cell, two blanks between them, no lines: easy to read and to cut.
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new<const N: usize>(head: [&str; N]) -> Self {
        Self {
            head: head.map(str::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }

    /// A table whose columns are known only when it is made.
    pub fn of(head: Vec<String>) -> Self {
        let head = head.iter().map(|name| clean(name)).collect();
        let rows = Vec::new();
        Self { head, rows }
    }

    pub fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.rows.push(cells.map(clean).to_vec());
    }

    pub fn push(&mut self, cells: Vec<String>) {
        self.rows
            .push(cells.iter().map(|cell| clean(cell)).collect());
    }

    pub fn print(&self) {
        data(&self.text());
    }

    fn text(&self) -> String {
        let all = || std::iter::once(&self.head).chain(&self.rows);
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| {
                all()
                    .filter_map(|row| row.get(column))
                    .map(|cell| cell.chars().count())
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let line = |row: &Vec<String>| {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| format!("{cell:<width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        all().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// What people typed may hold control characters; a terminal must not obey them.
fn clean(cell: &str) -> String {
    cell.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_control_characters_are_gone() {
        let mut table = Table::new(["ACCOUNT", "NAME"]);
        table.row(["012345678901", "Ä\u{1b}[31m name"]);
        assert_eq!(table.text(), "ACCOUNT       NAME\n012345678901  Ä[31m name");
    }
}
