//! Tables as Markdown: read well on a terminal, and go into docs/benchmarks.md as they are.

/// Columns as wide as their widest cell, all aligned to the left. A row has a cell for each column.
pub fn markdown(head: &[String], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..head.len())
        .map(|column| width(column, head, rows))
        .collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut lines = vec![line(head, &widths), line(&rule, &widths)];
    lines.extend(rows.iter().map(|row| line(row, &widths)));
    lines.join("\n")
}

/// The words of a head or a row, owned.
pub fn cells<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

fn width(column: usize, head: &[String], rows: &[Vec<String>]) -> usize {
    let lines = std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
    lines
        .filter_map(|cells| cells.get(column))
        .map(|cell| cell.chars().count())
        .max()
        .unwrap_or_default()
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let padded = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{cell:<width$}"));
    format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fit_their_widest_cell() {
        let rows = [cells(["start", "212 ms"]), cells(["µ", "1"])];
        let expected = "\
| what  | value  |
| ----- | ------ |
| start | 212 ms |
| µ     | 1      |";
        assert_eq!(markdown(&cells(["what", "value"]), &rows), expected);
    }
}
