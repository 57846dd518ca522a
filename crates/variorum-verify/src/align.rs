//! The words asked laid along a stretch of a report: which word meets which, and where the report has more.
//!
//! The best alignment under costs: a word met is worth what it tells, a word changed or put in costs a little, a
//! stretch of the report skipped costs once, and next to nothing where the words asked have an ellipsis.

use crate::lists;
use crate::passage::Opened;
use crate::word::{Lexicon, Word};
use std::ops::Range;
use variorum_collate::near;

const CHANGED: f32 = -0.5;
const PUT_IN: f32 = -0.7;
const PUT_IN_BRACKETS: f32 = -0.05;
const SKIP: f32 = -1.2;
const DECLARED_SKIP: f32 = -0.05;
const SKIPPED_WORD: f32 = -0.06;
const SKIPPED_OWN_WORD: f32 = -0.01;
/// Words in marks are preferred to the same words without.
const IN_MARKS: f32 = 0.05;

/// For each word asked, the word of the report that it meets or stands in the place of.
pub(crate) type Meets = Vec<Option<usize>>;

/// Lays the words along `window`, a range of the report's words.
pub(crate) fn align(
    asked: &[Word],
    opened: &Opened,
    window: Range<usize>,
    lexicon: &Lexicon,
) -> Meets {
    Table::new(asked, opened, window, lexicon).meets()
}

/// What two words are worth to each other.
fn worth(asked: &Word, found: &Word, lexicon: &Lexicon) -> f32 {
    if asked.form == found.form {
        return 1.0 + 0.4 * asked.weight;
    }
    if asked.is_number && found.is_number {
        return -0.1;
    }
    if asked.stem == found.stem {
        return 0.8 + 0.3 * asked.weight;
    }
    let (a, b) = (lexicon.text(asked.form), lexicon.text(found.form));
    if lists::is_grammar(a) && lists::is_grammar(b) {
        return -0.2;
    }
    CHANGED + 0.3 * near(lexicon.text(asked.stem), lexicon.text(found.stem))
}

struct Table<'a> {
    asked: &'a [Word],
    opened: &'a Opened,
    window: Range<usize>,
    width: usize,
    /// How the best way to each cell came: from the diagonal, from the word above, out of a skip.
    way: Vec<u8>,
    /// True where a skip goes on.
    goes_on: Vec<bool>,
    best: usize,
}

const DIAGONAL: u8 = 1;
const ABOVE: u8 = 2;
const SKIPPED: u8 = 3;

impl<'a> Table<'a> {
    fn new(asked: &'a [Word], opened: &'a Opened, window: Range<usize>, lexicon: &Lexicon) -> Self {
        let width = window.len() + 1;
        let mut table = Self {
            asked,
            opened,
            window,
            width,
            way: vec![0; width * (asked.len() + 1)],
            goes_on: vec![false; width * (asked.len() + 1)],
            best: 0,
        };
        table.fill(lexicon);
        table
    }

    fn fill(&mut self, lexicon: &Lexicon) {
        let mut before = vec![0.0_f32; self.width];
        for (i, word) in self.asked.iter().enumerate() {
            let row = (i + 1) * self.width;
            let mut here = vec![f32::MIN; self.width];
            let put_in = if word.is_bracketed { PUT_IN_BRACKETS } else { PUT_IN };
            let last = i + 1 == self.asked.len();
            let declared = self.asked.get(i + 1).is_some_and(|next| next.after_ellipsis);
            let open = if declared { DECLARED_SKIP } else { SKIP };
            let mut skip = f32::MIN;
            for j in 0..self.width {
                let mut best = (before[j] + put_in, ABOVE);
                if j > 0 {
                    let at = self.window.start + j - 1;
                    let found = &self.opened.words[at];
                    let quoted = self.opened.at[at].is_quoted();
                    let bonus = if quoted { IN_MARKS } else { 0.0 };
                    let diagonal = before[j - 1] + worth(word, found, lexicon) + bonus;
                    if diagonal >= best.0 {
                        best = (diagonal, DIAGONAL);
                    }
                    let cost = if quoted && !declared { SKIPPED_WORD } else { SKIPPED_OWN_WORD };
                    let opened = here[j - 1] + open;
                    self.goes_on[row + j] = skip >= opened;
                    skip = skip.max(opened) + cost;
                    if skip > best.0 && !last {
                        best = (skip, SKIPPED);
                    }
                }
                (here[j], self.way[row + j]) = best;
            }
            before = here;
        }
        self.best = (0..self.width)
            .max_by(|&a, &b| before[a].total_cmp(&before[b]).then(b.cmp(&a)))
            .unwrap_or(0);
    }

    fn meets(&self) -> Meets {
        let mut out = vec![None; self.asked.len()];
        let (mut i, mut j) = (self.asked.len(), self.best);
        while i > 0 {
            match self.way[i * self.width + j] {
                DIAGONAL => {
                    out[i - 1] = Some(self.window.start + j - 1);
                    (i, j) = (i - 1, j - 1);
                }
                SKIPPED => {
                    while self.goes_on[i * self.width + j] && j > 1 {
                        j -= 1;
                    }
                    j -= 1;
                }
                _ => i -= 1,
            }
        }
        out
    }
}
