//! The apparatus: each place where readings differ from the base, substantive differences first.

use crate::collation::Collation;
use crate::difference::{Difference, Row, differences};
use crate::segment::surroundings;
use crate::word::{Lexicon, Word};
use crate::{Base, tradition::Wordings};
use std::collections::BTreeMap;
use std::ops::Range;
use variorum_model::{Edition, Entry, Mode, Span, Statement, Variant, VariantKind};

/// Tokens of the reporter's own words that are searched for what a quotation leaves out.
const REACH: usize = 14;
/// Words outside the marks must tell this much to be the words that a quotation leaves out.
const TELLING: f32 = 3.0;

/// The reading that the others are shown against: by the rule or as asked for.
pub(crate) fn base(
    edition: &Edition,
    statement: &Statement,
    collation: &Collation,
    wish: &Base,
) -> Option<usize> {
    let asked = match wish {
        Base::Report(id) => {
            let of =
                |at: &usize| edition.witnesses[collation.witnesses[*at]].annotated.report.id == *id;
            (0..collation.words.len())
                .filter(of)
                .max_by_key(|at| (collation.length(*at), std::cmp::Reverse(*at)))
        }
        Base::Rule | Base::None => None,
    };
    let marked = |at: usize| match collation.modes[at] {
        Mode::Direct | Mode::Block => 2,
        Mode::Mixed => 1,
        Mode::Indirect => 0,
    };
    let of_largest = |at: usize| statement.readings[at].tradition == Some(0);
    asked.or_else(|| {
        (0..collation.words.len()).max_by_key(|&at| {
            (of_largest(at), marked(at), collation.length(at), std::cmp::Reverse(at))
        })
    })
}

/// Every place where a reading differs from the reading `base`.
pub(crate) fn apparatus(
    edition: &Edition,
    statement: &Statement,
    collation: &Collation,
    base: usize,
    lexicon: &mut Lexicon,
) -> Vec<Entry> {
    let mut places: BTreeMap<(usize, usize, bool), Vec<(usize, Difference)>> = BTreeMap::new();
    for reading in (0..collation.words.len()).filter(|at| *at != base) {
        let mut found = differences(collation.row(base), collation.row(reading), lexicon);
        found.extend(letters(edition, collation, base, reading));
        for difference in found {
            let key = (difference.lemma.start, difference.lemma.end, difference.edge);
            places.entry(key).or_default().push((reading, difference));
        }
    }
    let mut out: Vec<Entry> = places
        .into_values()
        .map(|found| {
            let lemma = found[0].1.lemma.clone();
            let variants: Vec<Variant> = found
                .iter()
                .map(|(reading, difference)| {
                    variant(edition, statement, collation, (base, *reading), difference, lexicon)
                })
                .collect();
            let substantive = found
                .iter()
                .zip(&variants)
                .any(|((_, d), v)| is_substantive(v.kind, d.edge, collation.row(base), &d.lemma));
            let lemma = place(edition, statement, collation, base, &lemma);
            Entry { lemma_reading: base, lemma, substantive, variants }
        })
        .collect();
    out.sort_by_key(|entry| (!entry.substantive, entry.lemma.start, entry.lemma.end));
    out
}

/// Where the sense can change: other words, not other forms, marks or lengths.
fn is_substantive(kind: VariantKind, edge: bool, base: Row, lemma: &Range<usize>) -> bool {
    match kind {
        VariantKind::Substitution | VariantKind::Order | VariantKind::Fusion => true,
        VariantKind::Omission => base.words[lemma.clone()].iter().any(Word::is_spoken),
        // at an edge one reading merely goes on
        VariantKind::Addition => !edge,
        _ => false,
    }
}

fn variant(
    edition: &Edition,
    statement: &Statement,
    collation: &Collation,
    (base, reading): (usize, usize),
    difference: &Difference,
    lexicon: &mut Lexicon,
) -> Variant {
    if difference.kind == VariantKind::Cut && difference.edge {
        let lemma = &collation.words[base][difference.lemma.clone()];
        let first = difference.variant.start == 0;
        if let Some(span) = outside_marks(edition, statement, reading, lemma, first, lexicon) {
            return Variant { reading, span, kind: VariantKind::OutsideMarks };
        }
    }
    let span = place(edition, statement, collation, reading, &difference.variant);
    // who tells in other words runs nothing together
    let told = [base, reading].iter().any(|at| collation.modes[*at] == Mode::Indirect);
    let kind = match difference.kind {
        VariantKind::Fusion if told => VariantKind::Substitution,
        kind => kind,
    };
    Variant { reading, span, kind }
}

/// The reporter's own words next to the quotation that are the words it leaves out.
fn outside_marks(
    edition: &Edition,
    statement: &Statement,
    reading: usize,
    lemma: &[Word],
    first: bool,
    lexicon: &mut Lexicon,
) -> Option<Span> {
    let at = edition.quotations[statement.readings[reading].quotation];
    let annotated = &edition.witnesses[at.witness].annotated;
    let quotation = &annotated.quotations[at.quotation];
    if quotation.mode != Mode::Mixed {
        return None;
    }
    let (head, tail) = (quotation.content.first()?, quotation.content.last()?);
    let beside: Vec<Span> = surroundings(annotated, &quotation.content)
        .into_iter()
        .filter(|span| if first { span.end <= head.start } else { span.start >= tail.end })
        .collect();
    let words = lexicon.words(&annotated.report.text, &beside);
    let near = if first {
        &words[words.len().saturating_sub(REACH)..]
    } else {
        &words[..words.len().min(REACH)]
    };
    let lemma = if first {
        &lemma[lemma.len().saturating_sub(REACH)..]
    } else {
        &lemma[..lemma.len().min(REACH)]
    };
    let found: Vec<&Word> = near
        .iter()
        .filter(|word| word.is_content() && lemma.iter().any(|other| other.stem == word.stem))
        .collect();
    let told: f32 = found.iter().map(|word| word.weight).sum();
    (told >= TELLING).then(|| found.iter().map(|w| w.span).reduce(Span::cover)).flatten()
}

/// Anchored words that differ in letters only: capitals throughout, a hyphen, "&".
fn letters(
    edition: &Edition,
    collation: &Collation,
    base: usize,
    reading: usize,
) -> Vec<Difference> {
    let (x, y) = (collation.row(base), collation.row(reading));
    let texts = [base, reading].map(|r| edition.text(collation.witnesses[r]));
    let mut out = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < x.columns.len() && j < y.columns.len() {
        match x.columns[i].cmp(&y.columns[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let (a, b) = (&x.words[i], &y.words[j]);
                if a.is_spoken()
                    && a.form == b.form
                    && written_apart(a.span.of(texts[0]), b.span.of(texts[1]))
                {
                    let kind = VariantKind::Punctuation;
                    out.push(Difference { lemma: i..i + 1, variant: j..j + 1, kind, edge: false });
                }
                i += 1;
                j += 1;
            }
        }
    }
    out
}

/// True for "RIGHT" and "right", "&" and "and", "re-built" and "rebuilt".
pub(crate) fn written_apart(a: &str, b: &str) -> bool {
    let capitals = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1
            && !word.chars().any(char::is_lowercase)
    };
    let letters = |word: &str| variorum_text::fold_word(word);
    letters(a) != letters(b) || capitals(a) != capitals(b)
}

/// The span of a range of tokens; empty, behind the token before, where the range is.
pub(crate) fn place(
    edition: &Edition,
    statement: &Statement,
    collation: &Collation,
    reading: usize,
    range: &Range<usize>,
) -> Span {
    let words = &collation.words[reading];
    let content = &edition.quotation(statement.readings[reading].quotation).content;
    if range.is_empty() {
        let at = range.start.checked_sub(1).and_then(|before| words.get(before));
        let next = words.get(range.start).map_or(0, |word| word.span.start);
        let point = at.map_or(next, |word| word.span.end);
        return Span::new(point, point);
    }
    // where a reporting clause stands between, the part with more words is shown
    let parts = content.iter().filter_map(|part| {
        let inside = words[range.clone()].iter().filter(|word| part.contains(word.span));
        inside.map(|word| word.span).reduce(Span::cover)
    });
    parts.max_by_key(|span| (span.len(), std::cmp::Reverse(span.start))).unwrap_or_default()
}

/// Fills tradition, base and apparatus of a statement.
pub(crate) fn edit(
    edition: &Edition,
    statement: &mut Statement,
    collation: &Collation,
    wordings: &Wordings,
    wish: &Base,
    lexicon: &mut Lexicon,
) {
    let (traditions, of) = wordings.traditions(edition, collation);
    for (reading, tradition) in statement.readings.iter_mut().zip(of) {
        reading.tradition = Some(tradition);
    }
    statement.traditions = traditions;
    let Some(chosen) = base(edition, statement, collation, wish) else { return };
    statement.apparatus = apparatus(edition, statement, collation, chosen, lexicon);
    statement.base = (*wish != Base::None).then_some(chosen);
}
