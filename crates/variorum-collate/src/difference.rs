//! Where one reading differs from another, and how.
//!
//! Two aligned readings meet in the tokens that share a column and a form; a difference is what stands
//! between two such tokens. Words of one place that turn up in the next make one difference of both.

use crate::word::{Lexicon, Word};
use std::ops::Range;
use variorum_model::VariantKind;
use variorum_text::TokenKind;

/// A place where a reading differs from the lemma; ranges of token indices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// In the lemma's reading.
    pub lemma: Range<usize>,
    /// In the other reading.
    pub variant: Range<usize>,
    /// What kind.
    pub kind: VariantKind,
    /// True where one of the readings begins or ends here.
    pub edge: bool,
}

/// Tokens of the places between two that one moved word may cross.
const MOVED_OVER: usize = 12;

/// Words of less weight ("of", "has") stand in many places and have not moved.
const MOVABLE: f32 = 1.2;

/// A reading: its tokens and their columns.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    /// The tokens.
    pub words: &'a [Word],
    /// The column of each.
    pub columns: &'a [usize],
}

/// The differences of `other` from `base`, in order.
pub(crate) fn differences(base: Row, other: Row, lexicon: &Lexicon) -> Vec<Difference> {
    let all = anchors(base, other);
    let spoken = |(i, _): &&(usize, usize)| base.words[*i].is_spoken();
    let Some(first) = all.iter().find(spoken) else { return Vec::new() };
    let last = all.iter().rfind(spoken).unwrap_or(first);
    // marks that meet before the first common word or after the last bind nothing
    let mut anchors: Vec<(usize, usize)> =
        all.iter().filter(|anchor| (first..=last).contains(anchor)).copied().collect();
    slide(&mut anchors, base, other);
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    let last = (base.words.len(), other.words.len());
    for (at, (x, y)) in anchors.iter().copied().chain([last]).enumerate() {
        let edge = at == 0 || (x, y) == last;
        if i < x || j < y {
            push(&mut out, base, other, i..x, j..y, (edge, at == 0), lexicon);
        }
        (i, j) = (x + 1, y + 1);
    }
    let mut out = moved(out, base, other);
    for difference in &mut out {
        difference.lemma = tidy(base, &difference.lemma, lexicon);
        difference.variant = tidy(other, &difference.variant, lexicon);
    }
    out.retain(|d| !(d.lemma.is_empty() && d.variant.is_empty()));
    out
}

/// Lets a lone word at an end meet its nearest like: of "the port is the common land" and "the common land"
/// the second "the" is the same, and what stands before it is cut.
fn slide(anchors: &mut Vec<(usize, usize)>, base: Row, other: Row) {
    let spoken = |row: Row, range: Range<usize>| {
        range.clone().any(|at| row.words.get(at).is_some_and(Word::is_spoken))
    };
    let slid = |end: (usize, usize), inner: (usize, usize), first: bool| {
        let gap = |a: usize, b: usize| if first { a + 1..b } else { b + 1..a };
        let (mine, theirs) = (gap(end.0, inner.0), gap(end.1, inner.1));
        let nearest = |row: Row, range: Range<usize>, form: u32| {
            let mut at: Box<dyn Iterator<Item = usize>> =
                if first { Box::new(range.rev()) } else { Box::new(range) };
            at.find(|at| row.words[*at].is_spoken()).filter(|at| row.words[*at].form == form)
        };
        let form = base.words[end.0].form;
        match (spoken(base, mine.clone()), spoken(other, theirs.clone())) {
            (true, false) => nearest(base, mine, form).map(|at| (at, end.1)),
            (false, true) => nearest(other, theirs, form).map(|at| (end.0, at)),
            _ => None,
        }
    };
    let words: Vec<usize> =
        (0..anchors.len()).filter(|at| base.words[anchors[*at].0].is_spoken()).collect();
    let mut moved = Vec::new();
    if let [head, next, ..] = words.as_slice()
        && let Some(found) = slid(anchors[*head], anchors[*next], true)
    {
        anchors[*head] = found;
        moved.push(found);
    }
    if let [.., before, tail] = words.as_slice()
        && let Some(found) = slid(anchors[*tail], anchors[*before], false)
    {
        anchors[*tail] = found;
        moved.push(found);
    }
    // a mark that a word has passed binds nothing either
    let apart = |a: &(usize, usize), b: &(usize, usize)| a.0.cmp(&b.0) == a.1.cmp(&b.1);
    anchors.retain(|anchor| moved.iter().all(|word| apart(anchor, word)));
    anchors.sort_unstable();
}

/// The range without marks and stops at its ends; brackets and dots that declare a cut stay.
fn tidy(row: Row, range: &Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let told = |at: &usize| {
        let word = &row.words[*at];
        word.is_spoken() || matches!(word.kind, TokenKind::Bracket | TokenKind::Ellipsis)
    };
    if !range.clone().any(|at| told(&at)) {
        let inner = range.clone().any(|at| row.words[at].kind != TokenKind::Mark);
        let at_edge = range.start == 0 || range.end == row.words.len();
        return if inner && !at_edge { range.clone() } else { range.start..range.start };
    }
    // nor a bracket whose partner stands outside
    let half = |at: usize, signs: [&str; 2]| {
        row.words[at].kind == TokenKind::Bracket
            && signs.contains(&lexicon.text(row.words[at].form))
    };
    let opens = |at: &usize| told(at) && !half(*at, [")", "]"]);
    let closes = |at: &usize| told(at) && !half(*at, ["(", "["]);
    let start = range.clone().find(opens).unwrap_or(range.start);
    let end = range.clone().rfind(closes).map_or(range.end, |at| at + 1);
    if start < end { start..end } else { range.clone() }
}

/// Pairs of tokens with the same column and form.
fn anchors(base: Row, other: Row) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < base.columns.len() && j < other.columns.len() {
        match base.columns[i].cmp(&other.columns[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                if base.words[i].form == other.words[j].form {
                    out.push((i, j));
                }
                i += 1;
                j += 1;
            }
        }
    }
    out
}

fn spoken(row: Row, range: &Range<usize>) -> Vec<Word> {
    row.words[range.clone()].iter().filter(|word| word.is_spoken()).copied().collect()
}

/// Adds the difference of a place; at an edge, what the shorter lacks is a cut of its own.
fn push(
    out: &mut Vec<Difference>,
    base: Row,
    other: Row,
    lemma: Range<usize>,
    variant: Range<usize>,
    (edge, first): (bool, bool),
    lexicon: &Lexicon,
) {
    let (l, v) = (spoken(base, &lemma).len(), spoken(other, &variant).len());
    if edge && v > 0 && l > v {
        // a cut up to as many words as the variant has, then the words that stand in their place
        let split = split(base, &lemma, v, first);
        let (cut, near) = if first {
            (lemma.start..split, split..lemma.end)
        } else {
            (split..lemma.end, lemma.start..split)
        };
        let place = if first { variant.start } else { variant.end };
        let cut = Difference { lemma: cut, variant: place..place, kind: VariantKind::Cut, edge };
        let kind = kind(base, other, &near, &variant, false, lexicon);
        let near = kind.map(|kind| Difference { lemma: near, variant, kind, edge });
        if first {
            out.push(cut);
            out.extend(near);
        } else {
            out.extend(near);
            out.push(cut);
        }
        return;
    }
    if let Some(kind) = kind(base, other, &lemma, &variant, edge, lexicon) {
        out.push(Difference { lemma, variant, kind, edge });
    }
}

/// Where `count` spoken words are left at the inner side of an edge.
fn split(base: Row, lemma: &Range<usize>, count: usize, first: bool) -> usize {
    let places: Vec<usize> = lemma.clone().filter(|at| base.words[*at].is_spoken()).collect();
    if first { places[places.len() - count] } else { places[count - 1] + 1 }
}

/// What kind of difference two stretches make; `None` where there is none to speak of.
fn kind(
    base: Row,
    other: Row,
    lemma: &Range<usize>,
    variant: &Range<usize>,
    edge: bool,
    lexicon: &Lexicon,
) -> Option<VariantKind> {
    let (l, v) = (spoken(base, lemma), spoken(other, variant));
    let stop = |row: Row, range: &Range<usize>| {
        row.words[range.clone()].iter().any(|word| word.kind == TokenKind::Ellipsis)
    };
    let bracketed = |words: &[Word]| !words.is_empty() && words.iter().all(|word| word.bracketed);
    if l.is_empty() && v.is_empty() {
        return inner_marks(base, lemma, other, variant, edge);
    }
    if (bracketed(&v) && l.len() <= 2) || (bracketed(&l) && v.len() <= 2) {
        return Some(VariantKind::Gloss);
    }
    if (stop(other, variant) && v.is_empty()) || (stop(base, lemma) && l.is_empty()) {
        return Some(VariantKind::Cut);
    }
    Some(match (l.is_empty(), v.is_empty()) {
        (false, true) if edge => VariantKind::Cut,
        (false, true) => VariantKind::Omission,
        (true, false) => VariantKind::Addition,
        _ => substitution(&l, &v, lexicon),
    })
}

/// Marks inside the readings that differ; quotation marks and what closes a reading do not count.
fn inner_marks(
    base: Row,
    lemma: &Range<usize>,
    other: Row,
    variant: &Range<usize>,
    edge: bool,
) -> Option<VariantKind> {
    let marks = |row: Row, range: &Range<usize>| -> Vec<(TokenKind, u32)> {
        let words = row.words[range.clone()].iter();
        words.filter(|w| w.kind != TokenKind::Mark).map(|w| (w.kind, w.form)).collect()
    };
    let (l, v) = (marks(base, lemma), marks(other, variant));
    let ellipsis = |marks: &[(TokenKind, u32)]| marks.iter().any(|m| m.0 == TokenKind::Ellipsis);
    if edge || l == v {
        None
    } else if ellipsis(&l) != ellipsis(&v) {
        Some(VariantKind::Cut)
    } else {
        Some(VariantKind::Punctuation)
    }
}

fn substitution(l: &[Word], v: &[Word], lexicon: &Lexicon) -> VariantKind {
    let forms = |words: &[Word]| -> String {
        words.iter().map(|w| american(lexicon.text(w.form))).collect()
    };
    if forms(l) == forms(v) {
        return VariantKind::Punctuation;
    }
    let stems = |words: &[Word]| words.iter().map(|w| w.stem).collect::<Vec<_>>();
    let content = |words: &[Word]| -> Vec<u32> {
        words.iter().filter(|w| w.is_content()).map(|w| w.stem).collect()
    };
    if stems(l) == stems(v)
        || (l.len() + v.len() <= 3 && !content(l).is_empty() && content(l) == content(v))
    {
        return VariantKind::Inflection;
    }
    if sorted(l) == sorted(v) { VariantKind::Order } else { VariantKind::Substitution }
}

fn sorted(words: &[Word]) -> Vec<u32> {
    let mut forms: Vec<u32> = words.iter().map(|w| w.form).collect();
    forms.sort_unstable();
    forms
}

/// One spelling of the two English ones.
pub fn american(word: &str) -> String {
    let mut out = word.replace("our", "or").replace("isation", "ization").replace("ogue", "og");
    for (from, to) in [
        ("ise", "ize"),
        ("ised", "ized"),
        ("ising", "izing"),
        ("ence", "ense"),
        ("tre", "ter"),
        ("yse", "yze"),
    ] {
        if let Some(head) = out.strip_suffix(from) {
            out = format!("{head}{to}");
        }
    }
    out.replace("ll", "l").replace('\'', "")
}

/// Joins two neighbouring differences where a content word left one for the other.
fn moved(differences: Vec<Difference>, base: Row, other: Row) -> Vec<Difference> {
    let mut out: Vec<Difference> = Vec::new();
    for next in differences {
        let joined = out.last().and_then(|last| run_together(last, &next, base, other));
        match joined {
            Some(joined) => *out.last_mut().expect("joined with the last") = joined,
            None => out.push(next),
        }
    }
    out
}

fn run_together(last: &Difference, next: &Difference, base: Row, other: Row) -> Option<Difference> {
    let between = next.lemma.start.saturating_sub(last.lemma.end);
    if between > MOVED_OVER || between == 0 {
        return None;
    }
    let content = |row: Row, range: &Range<usize>| -> Vec<u32> {
        spoken(row, range).iter().filter(|w| w.weight >= MOVABLE).map(|w| w.form).collect()
    };
    let crosses = |from: &Difference, to: &Difference| {
        let left = content(base, &from.lemma);
        content(other, &to.variant).iter().any(|form| left.contains(form))
    };
    if !crosses(last, next) && !crosses(next, last) {
        return None;
    }
    let lemma = last.lemma.start..next.lemma.end;
    let variant = last.variant.start..next.variant.end;
    let (l, v) = (spoken(base, &lemma), spoken(other, &variant));
    let left = content(base, &lemma);
    let kind = if sorted(&l) == sorted(&v) {
        VariantKind::Order
    } else if v.len() < l.len() && content(other, &variant).iter().all(|form| left.contains(form)) {
        VariantKind::Fusion
    } else {
        VariantKind::Substitution
    };
    Some(Difference { lemma, variant, kind, edge: last.edge || next.edge })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use variorum_model::Span;

    fn check(base: &str, other: &str, expected: &[(&str, &str, VariantKind)]) {
        let mut lexicon = Lexicon::default();
        let words: Vec<Vec<Word>> =
            [base, other].iter().map(|t| lexicon.words(t, &[Span::new(0, t.len())])).collect();
        let rows = align(&words, &lexicon);
        let row = |at: usize| Row { words: &words[at], columns: &rows[at] };
        let show = |text: &str, words: &[Word], range: &Range<usize>| -> String {
            let span = words[range.clone()].iter().map(|w| w.span).reduce(Span::cover);
            span.map(|s| s.of(text).to_owned()).unwrap_or_default()
        };
        let found: Vec<(String, String, VariantKind)> = differences(row(0), row(1), &lexicon)
            .iter()
            .map(|d| (show(base, &words[0], &d.lemma), show(other, &words[1], &d.variant), d.kind))
            .collect();
        let expected: Vec<(String, String, VariantKind)> =
            expected.iter().map(|(l, v, k)| ((*l).to_owned(), (*v).to_owned(), *k)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn kinds_are_told_apart() {
        use VariantKind::*;
        check("the old bridge fell", "the new bridge fell", &[("old", "new", Substitution)]);
        check("the very old bridge fell", "the old bridge fell", &[("very", "", Omission)]);
        check("the old bridge fell", "the very old bridge fell", &[("", "very", Addition)]);
        check(
            "he praised the bridge",
            "he praises the bridge",
            &[("praised", "praises", Inflection)],
        );
        check("the bridge, he fell", "the bridge he fell", &[(",", "", Punctuation)]);
        check(
            "the town’s defence budget fell",
            "the town’s defense budget fell",
            &[("defence", "defense", Punctuation)],
        );
        check("we saw the bridge fall", "the bridge fall", &[("we saw", "", Cut)]);
        check(
            "the bridge they built fell",
            "the bridge [that] they built fell",
            &[("", "[that]", Gloss)],
        );
        check(
            "the bridge that they built fell",
            "the bridge … built fell",
            &[("that they", "…", Cut)],
        );
    }

    #[test]
    fn a_lone_word_at_an_end_meets_its_nearest_like() {
        check(
            "the port is the common land",
            "the common land",
            &[("the port is", "", VariantKind::Cut)],
        );
    }

    #[test]
    fn words_of_two_places_run_together() {
        check(
            "an accord built on honesty, mutual patience for weakness and trade",
            "an accord built on mutual patience for honesty",
            &[
                (
                    "honesty, mutual patience for weakness",
                    "mutual patience for honesty",
                    VariantKind::Fusion,
                ),
                ("and trade", "", VariantKind::Cut),
            ],
        );
    }
}
