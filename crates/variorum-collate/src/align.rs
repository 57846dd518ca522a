//! Aligning the readings of a statement: every token stands in one column, and no column holds two tokens
//! of one reading.
//!
//! Readings join a growing list of columns, the longest first, each aligned once by the heaviest common
//! subsequence. The order depends on the words and the witnesses' ids, not on how the reports were given.
//! Words weigh so much more than marks that punctuation never displaces one.

use crate::synonym::near;
use crate::word::{Lexicon, Word};
use std::collections::HashMap;

/// Cells of the largest table that is filled; beyond it, words unique to both sides are taken as anchors.
const CELLS: usize = 400_000;

/// Cells of the largest table in which words of one sense are looked up.
const SENSES: usize = 10_000;

/// For each reading, the column of each of its tokens, rising.
pub(crate) type Rows = Vec<Vec<usize>>;

#[derive(Clone, Debug, Default)]
struct Column {
    forms: Vec<u32>,
    stems: Vec<u32>,
    spoken: bool,
}

/// Aligns the readings given as tokens.
pub(crate) fn align(readings: &[Vec<Word>], lexicon: &Lexicon) -> Rows {
    let spoken = |words: &Vec<Word>| words.iter().filter(|word| word.is_spoken()).count();
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(spoken(&readings[at])), at));
    let mut table = Table::default();
    let mut seen: HashMap<Vec<u32>, usize> = HashMap::new();
    let mut rows: Rows = vec![Vec::new(); readings.len()];
    for at in order {
        let words = &readings[at];
        let forms: Vec<u32> = words.iter().map(|word| word.form).collect();
        if let Some(same) = seen.get(&forms) {
            rows[at] = rows[*same].clone();
            continue;
        }
        rows[at] = table.add(words, lexicon);
        seen.insert(forms, at);
    }
    let ranks = table.ranks();
    for row in &mut rows {
        for column in row {
            *column = ranks[*column];
        }
    }
    rows
}

/// Columns by number, and their order.
#[derive(Default)]
struct Table {
    columns: Vec<Column>,
    order: Vec<usize>,
}

impl Table {
    /// Places the tokens of one reading; gives the number of each one's column.
    fn add(&mut self, words: &[Word], lexicon: &Lexicon) -> Vec<usize> {
        let mut matched: Vec<Option<usize>> = vec![None; words.len()];
        for (word, place) in self.matches(words, lexicon) {
            matched[word] = Some(place);
        }
        let mut row = Vec::with_capacity(words.len());
        let mut order = Vec::with_capacity(self.order.len() + words.len());
        let mut at = 0;
        for (word, place) in words.iter().zip(matched) {
            if let Some(place) = place {
                order.extend_from_slice(&self.order[at..=place]);
                at = place + 1;
                let number = self.order[place];
                let column = &mut self.columns[number];
                if !column.forms.contains(&word.form) {
                    column.forms.push(word.form);
                    column.stems.push(word.stem);
                }
                row.push(number);
            } else {
                let number = self.columns.len();
                self.columns.push(Column {
                    forms: vec![word.form],
                    stems: vec![word.stem],
                    spoken: word.is_spoken(),
                });
                order.push(number);
                row.push(number);
            }
        }
        order.extend_from_slice(&self.order[at..]);
        self.order = order;
        row
    }

    fn ranks(&self) -> Vec<usize> {
        let mut ranks = vec![0; self.columns.len()];
        for (rank, &number) in self.order.iter().enumerate() {
            ranks[number] = rank;
        }
        ranks
    }

    /// (token, place in the order) of what meets, both rising.
    fn matches(&self, words: &[Word], lexicon: &Lexicon) -> Vec<(usize, usize)> {
        let columns: Vec<&Column> =
            self.order.iter().map(|number| &self.columns[*number]).collect();
        let mut out = Vec::new();
        span(words, 0, &columns, 0, lexicon, &mut out);
        out.sort_unstable();
        out
    }
}

/// What a token and a column are worth to each other; 0 where they must not meet.
fn worth(word: &Word, column: &Column) -> f32 {
    if word.is_spoken() != column.spoken {
        return 0.0;
    }
    let same = column.forms.contains(&word.form);
    match (column.spoken, same) {
        (true, true) => 1.0 + word.weight,
        (true, false) if column.stems.contains(&word.stem) => 0.8 * (1.0 + word.weight),
        // fewer marks than a thousand weigh less than one word
        (false, true) => 0.001,
        _ => 0.0,
    }
}

/// What two different words of one sense are worth: less than half a common one.
fn sense(word: &Word, column: &Column, lexicon: &Lexicon) -> f32 {
    if !word.is_content() || !column.spoken {
        return 0.0;
    }
    let nearness = |stem: &u32| near(lexicon.text(word.stem), lexicon.text(*stem));
    0.5 * column.stems.iter().map(nearness).fold(0.0, f32::max)
}

/// Aligns `words`, the first of which is number `from`, with `columns`, the first of which is `to`.
fn span(
    mut words: &[Word],
    mut from: usize,
    mut columns: &[&Column],
    mut to: usize,
    lexicon: &Lexicon,
    out: &mut Vec<(usize, usize)>,
) {
    let same = |word: &Word, column: &Column| word.is_spoken() && column.forms.contains(&word.form);
    while let (Some(word), Some(column)) = (words.first(), columns.first()) {
        if !same(word, column) {
            break;
        }
        out.push((from, to));
        (words, columns, from, to) = (&words[1..], &columns[1..], from + 1, to + 1);
    }
    while let (Some(word), Some(column)) = (words.last(), columns.last()) {
        if !same(word, column) {
            break;
        }
        out.push((from + words.len() - 1, to + columns.len() - 1));
        (words, columns) = (&words[..words.len() - 1], &columns[..columns.len() - 1]);
    }
    if words.is_empty() || columns.is_empty() {
        return;
    }
    if words.len().saturating_mul(columns.len()) <= CELLS {
        out.extend(heaviest(words, columns, lexicon).into_iter().map(|(i, j)| (from + i, to + j)));
        return;
    }
    let (mut i, mut j) = (0, 0);
    let anchors = anchors(words, columns);
    for (x, y) in anchors.iter().copied().chain([(words.len(), columns.len())]) {
        // without anchors the stretch is too long to align: its tokens keep columns of their own
        if !anchors.is_empty() {
            span(&words[i..x], from + i, &columns[j..y], to + j, lexicon, out);
        }
        if x < words.len() {
            out.push((from + x, to + y));
        }
        (i, j) = (x + 1, y + 1);
    }
}

/// The heaviest common subsequence.
fn heaviest(words: &[Word], columns: &[&Column], lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let width = columns.len() + 1;
    // words of one sense meet where nothing better does; in a long stretch looking them up costs too much
    let senses = words.len() * columns.len() <= SENSES;
    let worth = |word: &Word, column: &Column| match worth(word, column) {
        none if none == 0.0 && senses => sense(word, column, lexicon),
        some => some,
    };
    let mut best = vec![0.0_f32; (words.len() + 1) * width];
    for i in (0..words.len()).rev() {
        for j in (0..columns.len()).rev() {
            let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let worth = worth(&words[i], columns[j]);
            let take = if worth > 0.0 { worth + best[(i + 1) * width + j + 1] } else { 0.0 };
            best[i * width + j] = skip.max(take);
        }
    }
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < words.len() && j < columns.len() {
        let here = best[i * width + j];
        let worth = worth(&words[i], columns[j]);
        if worth > 0.0 && here <= worth + best[(i + 1) * width + j + 1] {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here <= best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

/// Forms that stand once on either side, in the longest run that rises on both (patience diff).
fn anchors(words: &[Word], columns: &[&Column]) -> Vec<(usize, usize)> {
    let mut left: HashMap<u32, (usize, usize)> = HashMap::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.is_spoken()) {
        let entry = left.entry(word.form).or_insert((0, at));
        entry.0 += 1;
    }
    let mut right: HashMap<u32, (usize, usize)> = HashMap::new();
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| column.spoken) {
        for form in &column.forms {
            let entry = right.entry(*form).or_insert((0, at));
            entry.0 += 1;
        }
    }
    let mut pairs: Vec<(usize, usize)> = left
        .iter()
        .filter(|(_, (count, _))| *count == 1)
        .filter_map(|(form, (_, x))| match right.get(form) {
            Some((1, y)) => Some((*x, *y)),
            _ => None,
        })
        .collect();
    pairs.sort_unstable();
    rising(&pairs)
}

/// The longest subsequence whose second numbers rise.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = tails.partition_point(|tail| pairs[*tail].1 < pair.1);
        before.push(length.checked_sub(1).map(|l| tails[l]));
        if length == tails.len() {
            tails.push(at);
        } else {
            tails[length] = at;
        }
    }
    let mut out = Vec::new();
    let mut at = tails.last().copied();
    while let Some(here) = at {
        out.push(pairs[here]);
        at = before[here];
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::Span;

    fn rows(texts: &[&str]) -> Rows {
        let mut lexicon = Lexicon::default();
        let words: Vec<Vec<Word>> =
            texts.iter().map(|t| lexicon.words(t, &[Span::new(0, t.len())])).collect();
        align(&words, &lexicon)
    }

    #[test]
    fn like_words_share_columns() {
        let rows =
            rows(&["the old bridge fell today", "the bridge fell", "the bridge fell, today"]);
        assert_eq!(rows[1], [rows[0][0], rows[0][2], rows[0][3]]);
        assert_eq!(rows[2][4], rows[0][4]);
    }

    #[test]
    fn a_mark_never_displaces_a_word() {
        let rows = rows(&["no , no , no , stop", "stop , no , no , no"]);
        let shared = rows[1].iter().filter(|column| rows[0].contains(column)).count();
        assert!(shared >= 5, "{rows:?}");
    }

    proptest::proptest! {
        #[test]
        fn every_token_is_placed_once(texts in proptest::collection::vec("[abc ,.]{0,30}", 1..6)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut lexicon = Lexicon::default();
            let words: Vec<Vec<Word>> =
                texts.iter().map(|t| lexicon.words(t, &[Span::new(0, t.len())])).collect();
            let rows = align(&words, &lexicon);
            for (row, words) in rows.iter().zip(&words) {
                proptest::prop_assert_eq!(row.len(), words.len());
                proptest::prop_assert!(row.windows(2).all(|w| w[0] < w[1]));
            }
        }

        #[test]
        fn anchors_keep_order(texts in proptest::collection::vec("[a-z]{1,2}( [a-z]{1,2}){0,40}", 2..3)) {
            let mut lexicon = Lexicon::default();
            let words: Vec<Vec<Word>> =
                texts.iter().map(|t| lexicon.words(t, &[Span::new(0, t.len())])).collect();
            let mut table = Table::default();
            table.add(&words[0], &lexicon);
            let columns: Vec<&Column> = table.order.iter().map(|n| &table.columns[*n]).collect();
            let found = anchors(&words[1], &columns);
            proptest::prop_assert!(found.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1));
        }
    }
}
