//! The edition for a terminal: what a fact-checker needs first stands first.
//!
//! Findings, then the utterances that two reports or more carry with every wording, then what is
//! there for looking up: coverage, what one report alone has, sources, notices.

mod apparatus;
mod findings;
mod matrix;
mod opening;
pub(crate) mod page;
mod parallels;
mod rest;
mod statements;

use page::Page;
use variorum_model::Edition;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    /// Columns; taken as 20 where it is less.
    pub width: usize,
    /// True for ANSI colour. Colour never says anything that the words do not.
    pub colour: bool,
    /// True where small differences are shown one by one and not only counted.
    pub all: bool,
}

impl Default for TextStyle {
    fn default() -> Self {
        Self { width: 80, colour: false, all: false }
    }
}

/// The edition as lines for a terminal.
pub fn text(edition: &Edition, style: TextStyle) -> String {
    let mut page = Page::new(style.width, style.colour);
    opening::opening(&mut page, edition);
    findings::findings(&mut page, edition);
    statements::statements(&mut page, edition, style.all);
    matrix::matrix(&mut page, edition);
    parallels::parallels(&mut page, edition);
    rest::alone(&mut page, edition);
    rest::sources(&mut page, edition);
    rest::notices(&mut page, edition);
    page.finish()
}

/// The words on one line of a terminal: what a reader cannot see is shown, what is longer than `columns` is cut.
pub fn fit(words: &str, columns: usize) -> String {
    page::cut(&crate::visible::one_line(words), columns).into_owned()
}

/// Columns of the widest siglum.
fn siglum_width(edition: &Edition) -> usize {
    use unicode_width::UnicodeWidthStr;
    edition.witnesses.iter().map(|witness| witness.siglum.width()).max().unwrap_or(0)
}

/// The sigla of the witnesses, each once: "A C".
fn sigla(edition: &Edition, witnesses: impl IntoIterator<Item = usize>) -> String {
    let mut seen: Vec<usize> = witnesses.into_iter().collect();
    seen.sort_unstable();
    seen.dedup();
    let sigla: Vec<&str> = seen.iter().map(|&at| edition.witnesses[at].siglum.as_str()).collect();
    sigla.join(" ")
}
