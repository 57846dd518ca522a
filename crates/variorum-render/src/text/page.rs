//! Lines for a terminal: styled runs of words, wrapped to a width.
//! What a run says must be clear without its ink: colour repeats what words and marks already say.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Below this the margins would leave no room for words.
const NARROWEST: usize = 20;

/// How a run is set where colour is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Strong,
    Faint,
    Alarm,
    Caution,
    Calm,
}

impl Ink {
    /// The parameters of the SGR escape; `None` for plain.
    const fn sgr(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Strong => Some("1"),
            Self::Faint => Some("2"),
            Self::Alarm => Some("1;31"),
            Self::Caution => Some("1;33"),
            Self::Calm => Some("32"),
        }
    }
}

/// Words in one ink.
pub(crate) type Run<'a> = (Ink, Cow<'a, str>);

/// Plain words.
pub(crate) fn plain<'a>(words: impl Into<Cow<'a, str>>) -> Run<'a> {
    (Ink::Plain, words.into())
}

/// Words that name something: a siglum, a heading.
pub(crate) fn strong<'a>(words: impl Into<Cow<'a, str>>) -> Run<'a> {
    (Ink::Strong, words.into())
}

/// Words beside the matter.
pub(crate) fn faint<'a>(words: impl Into<Cow<'a, str>>) -> Run<'a> {
    (Ink::Faint, words.into())
}

/// Words that wrap as one: no line ends inside.
#[derive(Default)]
struct Word<'a> {
    pieces: Vec<(Ink, &'a str)>,
    width: usize,
    /// True where white space stands before it.
    space: bool,
}

/// The text under way.
pub(crate) struct Page {
    out: String,
    width: usize,
    colour: bool,
}

impl Page {
    pub(crate) fn new(width: usize, colour: bool) -> Self {
        Self { out: String::new(), width: width.max(NARROWEST), colour }
    }

    /// Columns to a line.
    pub(crate) const fn width(&self) -> usize {
        self.width
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A section's heading after a blank line, with a faint remark behind it.
    pub(crate) fn heading(&mut self, heading: &str, remark: &str) {
        self.blank();
        if heading.width() + 2 + remark.width() <= self.width {
            self.line(&[strong(heading), plain("  "), faint(remark)]);
        } else {
            self.para(0, 2, &[strong(heading), plain(" "), faint(remark)]);
        }
    }

    /// Runs on as many lines as they need: the first line begins at column `first`, the others at
    /// column `rest`.
    pub(crate) fn para(&mut self, first: usize, rest: usize, runs: &[Run]) {
        self.set(first.min(self.width / 3), "", rest.min(self.width / 3), runs);
    }

    /// Like [`Self::para`], after `lead` in the margin between the columns `first` and `rest`.
    pub(crate) fn item(&mut self, first: usize, lead: &str, rest: usize, runs: &[Run]) {
        let lead_width = first + lead.width();
        if lead_width < rest && rest <= self.width / 2 {
            self.set(first, lead, rest, runs);
        } else {
            // No margin can hold the lead: it goes in line.
            let mut line = vec![strong(lead), plain("  ")];
            line.extend_from_slice(runs);
            self.para(first, first + 2, &line);
        }
    }

    fn set(&mut self, first: usize, lead: &str, rest: usize, runs: &[Run]) {
        self.out.extend(std::iter::repeat_n(' ', first));
        self.ink(Ink::Strong, lead);
        let mut column = first + lead.width();
        if !lead.is_empty() {
            self.out.extend(std::iter::repeat_n(' ', rest - column));
            column = rest;
        }
        let mut at_start = true;
        for word in words(runs, self.width.saturating_sub(rest).max(1)) {
            let space = usize::from(word.space && !at_start);
            if !at_start && column + space + word.width > self.width {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n(' ', rest));
                column = rest;
            } else if space > 0 {
                self.out.push(' ');
                column += 1;
            }
            column += word.width;
            at_start = false;
            for (ink, piece) in word.pieces {
                self.ink(ink, piece);
            }
        }
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
    }

    /// A line as it stands; the caller has kept it within the width.
    pub(crate) fn line(&mut self, runs: &[Run]) {
        for (ink, words) in runs {
            self.ink(*ink, words);
        }
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
    }

    fn ink(&mut self, ink: Ink, words: &str) {
        match ink.sgr().filter(|_| self.colour && !words.is_empty()) {
            Some(sgr) => {
                self.out.extend(["\u{1b}[", sgr, "m", words, "\u{1b}[0m"]);
            }
            None => self.out.push_str(words),
        }
    }
}

/// The runs cut where a line may end: at white space, around wide characters, and inside a word
/// that no line of `room` columns can hold.
fn words<'a>(runs: &'a [Run], room: usize) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    let mut word = Word::default();
    for (ink, text) in runs {
        let mut from = 0;
        for (at, cluster) in text.grapheme_indices(true) {
            let width = cluster.width();
            let is_space = cluster.chars().all(char::is_whitespace);
            let wide = width > 1 && cluster.chars().all(char::is_alphanumeric);
            if is_space || wide || word.width + width > room {
                push_piece(&mut word, *ink, &text[from..at]);
                from = if is_space { at + cluster.len() } else { at };
                let space = word.space;
                if !word.pieces.is_empty() {
                    words.push(std::mem::take(&mut word));
                } else if space {
                    word.space = true;
                }
                word.space |= is_space;
                if is_space {
                    continue;
                }
            }
            word.width += width;
        }
        push_piece(&mut word, *ink, &text[from..]);
    }
    if !word.pieces.is_empty() {
        words.push(word);
    }
    words
}

fn push_piece<'a>(word: &mut Word<'a>, ink: Ink, piece: &'a str) {
    if !piece.is_empty() {
        word.pieces.push((ink, piece));
    }
}

/// The words cut to `room` columns, `…` at the cut.
pub(crate) fn cut(words: &str, room: usize) -> Cow<'_, str> {
    if words.width() <= room {
        return Cow::Borrowed(words);
    }
    let mut width = 0;
    let mut kept = String::new();
    for cluster in words.graphemes(true) {
        width += cluster.width();
        if width >= room {
            break;
        }
        kept.push_str(cluster);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(width: usize, runs: &[Run], expected: &Expect) {
        let mut page = Page::new(width, false);
        page.item(0, "A", 3, runs);
        expected.assert_eq(&page.finish());
    }

    #[test]
    fn lines_hang_under_the_first() {
        check(
            20,
            &[plain("the north quay "), strong("stays open"), plain(", she said")],
            &expect![[r"
                A  the north quay
                   stays open, she
                   said
            "]],
        );
    }

    #[test]
    fn long_words_and_wide_letters_break() {
        check(
            20,
            &[plain("aaaaaaaaaaaaaaaaaaaaaaaa")],
            &expect![[r"
            A  aaaaaaaaaaaaaaaaa
               aaaaaaa
        "]],
        );
        check(
            20,
            &[plain("港は売らない北の岸壁も")],
            &expect![[r"
            A  港は売らない北の
               岸壁も
        "]],
        );
    }

    #[test]
    fn colour_is_closed_on_each_word() {
        let mut page = Page::new(40, true);
        page.para(0, 0, &[strong("two words")]);
        assert_eq!(page.finish(), "\u{1b}[1mtwo\u{1b}[0m \u{1b}[1mwords\u{1b}[0m\n");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_page(text in "[a-z “”中é ]{0,200}", width in 20_usize..90) {
            let mut page = Page::new(width, false);
            page.item(2, "Sig", 7, &[plain(text.as_str())]);
            for line in page.finish().lines() {
                prop_assert!(line.width() <= width, "{line:?}");
            }
        }
    }
}
