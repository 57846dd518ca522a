//! Which reports hold words like those asked: a look at the text alone, so that the others need no annotation.

use crate::query::Query;
use crate::word::{Lexicon, normal};
use rustc_hash::FxHashMap;
use variorum_model::Span;
use variorum_text::{TokenKind, tokens};

/// Words beside those asked that a passage may hold: a reporting clause, a few words left out.
pub(crate) const SLACK: usize = 40;
/// The same where the words asked have an ellipsis.
pub(crate) const ELLIPSIS_SLACK: usize = 160;

/// How near a report comes to the words asked.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Hit {
    /// What the nearest passage has of what the words tell, 0 to 1.
    pub share: f32,
    /// Words of the longest run in the same order.
    pub run: usize,
}

/// The words asked, ready to be looked for.
#[derive(Debug)]
pub struct Needle {
    /// By form: its number, and what one of it is worth.
    forms: FxHashMap<String, usize>,
    worth: Vec<f32>,
    /// How often each is asked.
    times: Vec<u32>,
    order: Vec<usize>,
    total: f32,
    slack: usize,
}

impl Needle {
    /// Prepares the words.
    pub fn new(query: &Query) -> Self {
        let mut lexicon = Lexicon::default();
        let words = query.words(&mut lexicon);
        let mut out = Self {
            forms: FxHashMap::default(),
            worth: Vec::new(),
            times: Vec::new(),
            order: Vec::new(),
            total: 0.0,
            slack: slack(words.iter().any(|word| word.after_ellipsis)),
        };
        for word in words.iter().filter(|word| !word.is_bracketed) {
            let form = lexicon.text(word.form).to_owned();
            // endings and signs of money are not looked for
            if !form.starts_with(char::is_alphanumeric) {
                continue;
            }
            let next = out.worth.len();
            let number = *out.forms.entry(form).or_insert(next);
            let worth = 0.3 + word.weight;
            if number == next {
                out.worth.push(worth);
                out.times.push(0);
            }
            out.times[number] += 1;
            out.order.push(number);
            out.total += worth;
        }
        out
    }

    /// Words asked, glosses aside.
    pub fn n_words(&self) -> usize {
        self.order.len()
    }

    /// How near the text comes.
    pub fn search(&self, text: &str) -> Hit {
        const OTHER: usize = usize::MAX;
        let mut numbers = Vec::with_capacity(text.len() / 6);
        for token in tokens(text, Span::new(0, text.len())) {
            let raw = token.span.of(text);
            let number = match (token.kind, raw) {
                (TokenKind::Word | TokenKind::Number, _) => self.forms.get(normal(raw).as_str()),
                (TokenKind::Other, "%") => self.forms.get("percent"),
                (TokenKind::Other, "&") => self.forms.get("and"),
                _ => continue,
            };
            numbers.push(number.copied().unwrap_or(OTHER));
        }
        let window = self.order.len() + self.slack;
        let (mut have, mut best) = (vec![0_u32; self.worth.len()], 0.0_f32);
        let (mut sum, mut longest) = (0.0_f32, 0);
        let mut n_inside = 0_usize;
        for (at, &number) in numbers.iter().enumerate() {
            if number != OTHER {
                have[number] += 1;
                n_inside += 1;
                if have[number] <= self.times[number] {
                    sum += self.worth[number];
                }
                longest = longest.max(self.run(&numbers[at..]));
            }
            if at >= window && numbers[at - window] != OTHER {
                let gone = numbers[at - window];
                have[gone] -= 1;
                n_inside -= 1;
                if have[gone] < self.times[gone] {
                    sum -= self.worth[gone];
                }
                // what is left of rounding
                if n_inside == 0 {
                    sum = 0.0;
                }
            }
            best = best.max(sum);
        }
        Hit { share: (best / self.total.max(f32::EPSILON)).min(1.0), run: longest }
    }

    /// Words from here on that stand in the order asked, where the first word asked begins them.
    fn run(&self, numbers: &[usize]) -> usize {
        if numbers.first() != self.order.first() {
            return 0;
        }
        numbers.iter().zip(&self.order).take_while(|(a, b)| a == b).count()
    }
}

pub(crate) fn slack(has_ellipsis: bool) -> usize {
    if has_ellipsis { ELLIPSIS_SLACK } else { SLACK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_themselves_come_first() {
        let query = Query::new("We will not sell the old harbour", None).expect("has words");
        let needle = Needle::new(&query);
        let whole = needle.search("She said: “We will not sell the old harbour.” So be it.");
        let part = needle.search("They may sell the harbour, though old, she said.");
        let none = needle.search("Rain fell on the hills.");
        assert!(whole.share > 0.99 && whole.run == 7, "{whole:?}");
        assert!(part.share < whole.share && part.share > none.share, "{part:?} {none:?}");
        assert!(none.share < 0.2);
    }
}
