//! Tables: lines of cells with a comma, a tabulator or a semicolon between them.
//!
//! A text has commas too, so a table must have as many cells in every row, a head of short names, and no blank line.

use super::Kind;

/// Rows that are looked at.
const MOST_ROWS: usize = 40;
/// Bytes of the longest name of a column.
const LONGEST_NAME: usize = 40;
const HINT: &str = "write its rows as JSON lines with a `text` field";

pub(super) fn table(text: &str) -> Option<Kind> {
    let marks = [
        (',', Kind { name: "a table (CSV)", hint: HINT }),
        ('\t', Kind { name: "a table (TSV)", hint: HINT }),
        (';', Kind { name: "a table (CSV)", hint: HINT }),
    ];
    marks.into_iter().find(|(mark, _)| is_table(text, *mark)).map(|(_, kind)| kind)
}

fn is_table(text: &str, mark: char) -> bool {
    let Some((head, rest)) = row(text, mark) else { return false };
    let n_cells = head.len();
    if n_cells < 2 || !is_head(&head) {
        return false;
    }
    let (mut rest, mut n_rows, mut n_short) = (rest, 0, 0);
    while n_rows < MOST_ROWS && !rest.trim().is_empty() {
        let Some((cells, after)) = row(rest, mark) else {
            // the beginning that was looked at ends inside a cell
            return n_rows > 0;
        };
        if cells.len() != n_cells {
            // the last row of what was looked at may be cut
            return n_rows >= 3 && after.is_empty();
        }
        n_short += cells.iter().filter(|cell| cell.len() <= LONGEST_NAME).count();
        (rest, n_rows) = (after, n_rows + 1);
    }
    // two columns of prose would be two halves of sentences: a table has cells that are no prose
    n_rows >= 1 && (n_cells > 2 || mark == '\t' || n_rows >= 2) && n_short * 3 >= n_rows * n_cells
}

/// Names of columns: short, without a sentence's end, no two the same, most in lower case or without spaces.
fn is_head(cells: &[String]) -> bool {
    let is_name = |cell: &String| {
        let cell = cell.trim();
        !cell.is_empty()
            && cell.len() <= LONGEST_NAME
            && cell.chars().any(char::is_alphabetic)
            && cell.split_whitespace().count() <= 4
            && !cell.ends_with(['.', '!', '?', '”', '"'])
            && !cell.contains(['“', '”'])
    };
    let is_plain = |cell: &&String| {
        let cell = cell.trim();
        !cell.contains(' ') || cell.contains('_')
    };
    let mut names: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
    names.sort_unstable();
    names.dedup();
    // the first, blank name is a row number that a program wrote
    let (blank, named): (Vec<&String>, Vec<&String>) =
        cells.iter().partition(|cell| cell.trim().is_empty());
    blank.len() <= 1
        && named.len() >= 2
        && named.iter().all(|cell| is_name(cell))
        && names.len() == cells.len()
        && named.iter().filter(|cell| is_plain(cell)).count() * 2 > named.len()
}

/// The cells of the first row, marks of quotation undone, and what follows it; `None` where a cell does not end.
fn row(text: &str, mark: char) -> Option<(Vec<String>, &str)> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        match c {
            '"' if quoted && letters.peek().is_some_and(|(_, next)| *next == '"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            '\n' if !quoted => {
                cells.push(cell);
                return Some((cells, &text[at + 1..]));
            }
            '\r' if !quoted => {}
            c if c == mark && !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    (!quoted).then_some((cells, ""))
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn tables_are_told_by_their_rows() {
        for (text, is_table) in [
            ("id,outlet,text\n1,Post,\"“We sail,” Roe said, “now.”\"\n", true),
            ("id\toutlet\n1\tPost\n", true),
            ("id;outlet;text\n1;Post;No, never\n2;Times;Yes", true),
            ("url,title\nhttps://a.example/1,One\nhttps://a.example/2,Two\n", true),
            (",name,age\n0,Jane,4\n1,John,5\n", true),
            (
                "Ferry stops, mayor says\nThe ferry stopped, the mayor said.\nThe port, a small one, is shut.",
                false,
            ),
            ("Rain, wind\nOn Monday, it rained.\n", false),
            ("By Jane Roe, John Doe\nElmstead, Monday\n", false),
            ("one,two\n", false),
            ("", false),
        ] {
            assert_eq!(table(text).is_some(), is_table, "{text}");
        }
    }
}
