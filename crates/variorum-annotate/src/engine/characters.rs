//! How the tokenizer treats a character.
//!
//! The tables are asked of the tokenizer that the base model was trained with (`training/variorum_training/characters.py`):
//! they stand still at an old version of Unicode, and a newer one would give other pieces than those learned from.

use std::ops::RangeInclusive;

/// What a character does to the word it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Part of a word.
    Inner,
    /// Control and format characters and combining marks: no trace is left.
    Gone,
    /// Ends a word.
    Space,
    /// A word of its own, before it is decomposed.
    Ideograph,
    /// A word of its own.
    Punctuation,
}

/// Below this the kinds stand in a table; above, ranges are searched.
const TABLED: u32 = 0x3100;

/// The kinds of all characters.
#[derive(Debug)]
pub(super) struct Characters {
    low: Vec<Kind>,
    gone: Vec<RangeInclusive<u32>>,
    ideograph: Vec<RangeInclusive<u32>>,
    punctuation: Vec<RangeInclusive<u32>>,
    digit: Vec<RangeInclusive<u32>>,
}

impl Characters {
    /// The committed tables.
    pub(super) fn embedded() -> Self {
        let lines = include_str!("../../models/characters.txt");
        let mut all = Self {
            low: Vec::new(),
            gone: ranges(lines, "gone "),
            ideograph: ranges(lines, "ideograph "),
            punctuation: ranges(lines, "punctuation "),
            digit: ranges(lines, "digit "),
        };
        all.low = (0..TABLED).filter_map(char::from_u32).map(|c| all.search(c)).collect();
        all
    }

    pub(super) fn kind(&self, c: char) -> Kind {
        self.low.get(c as usize).copied().unwrap_or_else(|| self.search(c))
    }

    /// True for what Python calls a digit: "1", "²", "٣", not "½".
    pub(super) fn is_digit(&self, c: char) -> bool {
        if c.is_ascii() { c.is_ascii_digit() } else { holds(&self.digit, c) }
    }

    fn search(&self, c: char) -> Kind {
        if holds(&self.gone, c) {
            Kind::Gone
        } else if c.is_whitespace() {
            Kind::Space
        } else if holds(&self.ideograph, c) {
            Kind::Ideograph
        } else if holds(&self.punctuation, c) {
            Kind::Punctuation
        } else {
            Kind::Inner
        }
    }
}

fn holds(ranges: &[RangeInclusive<u32>], c: char) -> bool {
    let after = ranges.partition_point(|range| *range.start() <= c as u32);
    after > 0 && ranges[after - 1].contains(&(c as u32))
}

fn ranges(lines: &str, name: &str) -> Vec<RangeInclusive<u32>> {
    let line = lines.lines().find_map(|line| line.strip_prefix(name)).expect("a line of each kind");
    let point = |text| u32::from_str_radix(text, 16).expect("a hexadecimal code point");
    line.split(' ')
        .map(|range| {
            let (start, end) = range.split_once('-').expect("two ends");
            point(start)..=point(end)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_each_sort() {
        let characters = Characters::embedded();
        let check = |c, expected| assert_eq!(characters.kind(c), expected, "{c:?}");
        check('a', Kind::Inner);
        check('\u{ad}', Kind::Gone);
        check('\u{301}', Kind::Gone);
        check('\u{feff}', Kind::Gone);
        check('\n', Kind::Space);
        check('\u{a0}', Kind::Space);
        check('山', Kind::Ideograph);
        check('”', Kind::Punctuation);
        check('$', Kind::Punctuation);
        check('\u{1f600}', Kind::Inner);
        assert!(characters.is_digit('²') && characters.is_digit('٣') && !characters.is_digit('½'));
    }
}
