//! Tables as Markdown. A cell's bar is escaped, so that a row always has as many cells as the head.

use std::fmt;

/// A table with a head and rows of as many cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(crate) fn new<S: Into<String>>(head: impl IntoIterator<Item = S>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row; cells that are missing stay empty.
    pub(crate) fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let mut row: Vec<String> = cells.into_iter().map(Into::into).collect();
        row.resize(self.head.len(), String::new());
        self.rows.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            writeln!(f, "| {} |", cells.join(" | "))
        };
        line(f, &self.head)?;
        writeln!(f, "|{}", "---|".repeat(self.head.len()))?;
        self.rows.iter().try_for_each(|row| line(f, row))
    }
}

/// A share as a percentage with one decimal; a dash where there is nothing to share.
pub(crate) fn percent(part: f64, whole: f64) -> String {
    if whole == 0.0 { "–".to_owned() } else { format!("{:.1}", 100.0 * part / whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_as_wide_as_the_head() {
        let mut table = Table::new(["a", "b"]);
        table.row(["1|2"]);
        assert_eq!(table.to_string(), "| a | b |\n|---|---|\n| 1\\|2 |  |\n");
    }

    #[test]
    fn nothing_of_nothing_is_a_dash() {
        assert_eq!(percent(0.0, 0.0), "–");
        assert_eq!(percent(1.0, 3.0), "33.3");
    }
}
