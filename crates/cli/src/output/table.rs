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

    pub fn row<const N: usize>(&mut self, cells: [&str; N]) {
        // What people typed may hold control characters; a terminal must not obey them.
        let clean = |cell: &str| cell.chars().filter(|c| !c.is_control()).collect::<String>();
        self.rows.push(cells.map(clean).to_vec());
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
