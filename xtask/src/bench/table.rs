//! Tables as Markdown, so that a result can be pasted into docs/benchmarks.md.

/// Columns as wide as their widest cell, all aligned to the left.
pub fn markdown<const N: usize>(
    head: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let rows: Vec<_> = rows.into_iter().collect();
    let head = head.map(str::to_owned);
    let widths: Vec<_> = (0..N).map(|column| width(column, &head, &rows)).collect();
    let rule = widths
        .iter()
        .map(|width| "-".repeat(*width))
        .collect::<Vec<_>>();
    let mut lines = vec![line(&head, &widths), line(&rule, &widths)];
    lines.extend(rows.iter().map(|row| line(row, &widths)));
    lines.join("\n")
}

fn width<const N: usize>(column: usize, head: &[String; N], rows: &[[String; N]]) -> usize {
    let cells = std::iter::once(head)
        .chain(rows)
        .filter_map(|row| row.get(column));
    cells
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
        let rows = [
            ["start".to_owned(), "212 ms".to_owned()],
            ["µ".to_owned(), "1".to_owned()],
        ];
        let expected = "\
| what  | value  |
| ----- | ------ |
| start | 212 ms |
| µ     | 1      |";
        assert_eq!(markdown(["what", "value"], rows), expected);
    }
}
