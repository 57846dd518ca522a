//! Comma-separated values, as RFC 4180 has them; the parser takes line feeds alone as well.

/// The rows of a table, its head among them; empty lines are left out.
pub(crate) fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut in_quotes, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if in_quotes => in_quotes = false,
            '"' if cell.is_empty() => in_quotes = true,
            ',' if !in_quotes => row.push(std::mem::take(&mut cell)),
            '\n' if !in_quotes => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !in_quotes && chars.peek() == Some(&'\n') => {}
            c => cell.push(c),
        }
    }
    row.push(cell);
    rows.push(row);
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}

/// One row, with its line end. A cell that a spreadsheet would take for a formula gets an apostrophe before it.
pub(crate) fn row(cells: &[String]) -> String {
    let cell = |cell: &String| {
        let guarded = if cell.starts_with(['=', '+', '-', '@', '\t']) {
            format!("'{cell}")
        } else {
            cell.clone()
        };
        if guarded.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", guarded.replace('"', "\"\""))
        } else {
            guarded
        }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_commas_and_marks() {
        let text = "words,by\r\n\"We, too, \"\"will\"\" sign\",Ida Moe\n\nyes,";
        assert_eq!(
            rows(text),
            [vec!["words", "by"], vec!["We, too, \"will\" sign", "Ida Moe"], vec!["yes", ""]]
        );
        assert_eq!(row(&["a,b".into(), "=1+1".into()]), "\"a,b\",'=1+1\r\n");
    }
}
