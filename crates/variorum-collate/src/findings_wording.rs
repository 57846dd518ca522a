//! Two quotations in marks of one utterance, near-verbatim, whose words differ.
//!
//! Both claim to be the speaker's words, and both cannot be. Declared cuts, an editor's brackets, other
//! marks and whole other translations are no findings.

use crate::apparatus::{place, written_apart};
use crate::collation::Collation;
use crate::difference::{Difference, differences};
use crate::polarity::is_negator;
use crate::segment::Segments;
use crate::small::{is_small, written_out};
use crate::tradition::Wordings;
use crate::word::{Lexicon, Word};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use variorum_model::{
    Edition, Finding, FindingKind, FindingReading, Mode, Span, Statement, VariantKind, Verdict,
};

/// Readings that share less between their first and last common word are two renderings, not two wordings.
const NEAR_VERBATIM: f32 = 0.6;
/// Common words from which on the rest can be compared.
const FEWEST: f32 = 4.0;
/// Words between two differences that are told as one.
const APART: usize = 2;
/// Bytes of the longest span shown.
const LONGEST: usize = 190;

/// A difference of wording: the lemma's range and, by reading, the variant's.
struct Place {
    lemma: Range<usize>,
    kinds: BTreeSet<VariantKind>,
    variants: Vec<(usize, Range<usize>)>,
}

/// The wording findings of a statement.
pub(crate) fn find(
    edition: &Edition,
    statement: &Statement,
    collations: &[Collation],
    at: usize,
    segments: &Segments,
    wordings: &Wordings,
    lexicon: &Lexicon,
) -> Vec<Finding> {
    let collation = &collations[at];
    let counts = |reading: usize| {
        let quotation = statement.readings[reading].quotation;
        let in_title = segments.utterances[quotation].as_ref().is_some_and(|u| u.in_title);
        collation.modes[reading] != Mode::Indirect && !in_title
    };
    let marked: Vec<usize> = (0..collation.words.len()).filter(|at| counts(*at)).collect();
    let fullest =
        marked.iter().copied().max_by_key(|at| (collation.length(*at), std::cmp::Reverse(*at)));
    let base = statement.base.filter(|at| marked.contains(at)).or(fullest);
    let Some(base) = base else { return Vec::new() };
    let mut places: Vec<Place> = Vec::new();
    for &reading in
        marked.iter().filter(|at| collation.witnesses[**at] != collation.witnesses[base])
    {
        let agreement = collation.agreement(base, reading);
        let fused = differences(collation.row(base), collation.row(reading), lexicon);
        let translated = wordings.are_translations(
            collations,
            collation.witnesses[base],
            collation.witnesses[reading],
        );
        if translated || agreement.share() < NEAR_VERBATIM || agreement.of < FEWEST {
            // another rendering; only words of two places run together still tell
            let fused = fused.into_iter().filter(|d| d.kind == VariantKind::Fusion).collect();
            add(&mut places, reading, fused, collation, base);
            continue;
        }
        let mut found: Vec<Difference> =
            fused.into_iter().filter(|d| is_told(d, collation, base, reading, lexicon)).collect();
        found.extend(letters(edition, collation, base, reading));
        found.retain(|d| !has_both(d, collation, base, reading));
        found.sort_by_key(|d| (d.lemma.start, d.lemma.end));
        add(&mut places, reading, found, collation, base);
    }
    places.iter().map(|p| finding(edition, statement, collation, base, p, lexicon)).collect()
}

/// True for other words; at an edge only where words stand in the place of words.
fn is_told(
    d: &Difference,
    collation: &Collation,
    base: usize,
    reading: usize,
    lexicon: &Lexicon,
) -> bool {
    if is_editors(d, collation, base, reading)
        || is_contraction(d, collation, base, reading, lexicon)
    {
        return false;
    }
    match d.kind {
        VariantKind::Substitution
        | VariantKind::Order
        | VariantKind::Fusion
        | VariantKind::Inflection => !d.edge || !is_opening(d, collation, base, reading, lexicon),
        VariantKind::Omission | VariantKind::Addition => !d.edge,
        _ => false,
    }
}

/// True where all the words are an editor's, in brackets.
fn is_editors(d: &Difference, collation: &Collation, base: usize, reading: usize) -> bool {
    let bracketed = |at: usize, range: &Range<usize>| {
        collation.words[at][range.clone()].iter().filter(|w| w.is_spoken()).all(|w| w.bracketed)
    };
    bracketed(base, &d.lemma) && bracketed(reading, &d.variant)
}

/// True for "it is" and "it's", "Sen." and "Senator": one form written out.
fn is_contraction(
    d: &Difference,
    collation: &Collation,
    base: usize,
    reading: usize,
    lexicon: &Lexicon,
) -> bool {
    let full = |at: usize, range: &Range<usize>| {
        let words = collation.words[at][range.clone()].iter().filter(|w| w.is_spoken());
        written_out(&words.map(|w| lexicon.text(w.form)).collect::<Vec<_>>())
    };
    let left = full(base, &d.lemma);
    !left.is_empty() && left == full(reading, &d.variant)
}

/// True where the other witness has the lemma's words too, in a second reading: it holds both wordings.
fn has_both(d: &Difference, collation: &Collation, base: usize, reading: usize) -> bool {
    let lemma: Vec<(usize, u32)> = d
        .lemma
        .clone()
        .filter(|at| collation.words[base][*at].is_spoken())
        .map(|at| (collation.rows[base][at], collation.words[base][at].form))
        .collect();
    let holds = |other: usize| {
        lemma.iter().all(|(column, form)| {
            collation.rows[other]
                .binary_search(column)
                .is_ok_and(|at| collation.words[other][at].form == *form)
        })
    };
    !lemma.is_empty()
        && (0..collation.words.len()).any(|other| {
            other != reading
                && collation.witnesses[other] == collation.witnesses[reading]
                && collation.modes[other] != Mode::Indirect
                && holds(other)
        })
}

/// How much a difference can matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Small words, other forms of one word, capitals.
    Slight,
    /// Other names, nouns, verbs.
    Words,
    /// Another number.
    Number,
    /// Said by one, denied by the other.
    Negation,
}

/// What the wordings of a place differ in, at the most.
fn weigh(collation: &Collation, base: usize, found: &Place, lexicon: &Lexicon) -> Weight {
    let spoken = |at: usize, range: &Range<usize>| -> Vec<Word> {
        collation.words[at][range.clone()].iter().filter(|w| w.is_spoken()).copied().collect()
    };
    let left = spoken(base, &found.lemma);
    let of = |(reading, range): &(usize, Range<usize>)| {
        let right = spoken(*reading, range);
        let only = |a: &[Word], b: &[Word], is: &dyn Fn(&Word) -> bool| {
            a.iter().any(|w| is(w) && !b.iter().any(|other| other.stem == w.stem))
        };
        let apart = |is: &dyn Fn(&Word) -> bool| only(&left, &right, is) || only(&right, &left, is);
        let negates = |words: &[Word]| words.iter().any(|w| is_negator(lexicon.text(w.form)));
        if negates(&left) != negates(&right) {
            Weight::Negation
        } else if apart(&|w| w.kind == variorum_text::TokenKind::Number) {
            Weight::Number
        } else if apart(&|w| !is_small(lexicon.text(w.form))) {
            Weight::Words
        } else {
            Weight::Slight
        }
    };
    found.variants.iter().map(of).max().unwrap_or(Weight::Slight)
}

/// True where a quotation only opens or closes otherwise: "and", "but", "that" for one another.
fn is_opening(
    d: &Difference,
    collation: &Collation,
    base: usize,
    reading: usize,
    lexicon: &Lexicon,
) -> bool {
    const LINKS: [&str; 8] = ["and", "but", "that", "so", "or", "because", "then", "well"];
    let all = |at: usize, range: &Range<usize>| {
        let mut words = collation.words[at][range.clone()].iter().filter(|w| w.is_spoken());
        words.all(|w| LINKS.contains(&lexicon.text(w.form)))
    };
    all(base, &d.lemma) && all(reading, &d.variant)
}

/// Words that differ by capitals throughout, or by a sign written out.
fn letters(
    edition: &Edition,
    collation: &Collation,
    base: usize,
    reading: usize,
) -> Vec<Difference> {
    let (x, y) = (collation.row(base), collation.row(reading));
    let places: BTreeMap<usize, usize> =
        y.columns.iter().enumerate().map(|(j, c)| (*c, j)).collect();
    let texts = [base, reading].map(|at| edition.text(collation.witnesses[at]));
    let mut out = Vec::new();
    for (i, column) in x.columns.iter().enumerate() {
        let Some(&j) = places.get(column) else { continue };
        let (a, b) = (&x.words[i], &y.words[j]);
        let (left, right) = (a.span.of(texts[0]), b.span.of(texts[1]));
        let plain = |word: &str| variorum_text::fold_word(word).replace('-', "");
        let hyphen = plain(left) == plain(right) && left.to_lowercase() != right.to_lowercase();
        if a.is_spoken() && a.form == b.form && !hyphen && written_apart(left, right) {
            let kind = VariantKind::Punctuation;
            out.push(Difference { lemma: i..i + 1, variant: j..j + 1, kind, edge: false });
        }
    }
    out
}

/// Adds a reading's differences, near ones as one, to those of other readings at the same place.
fn add(
    places: &mut Vec<Place>,
    reading: usize,
    found: Vec<Difference>,
    collation: &Collation,
    base: usize,
) {
    let mut joined: Vec<(Range<usize>, Range<usize>, BTreeSet<VariantKind>)> = Vec::new();
    for d in found {
        match joined.last_mut() {
            Some((lemma, variant, kinds))
                if spoken(collation, base, lemma.end, d.lemma.start) <= APART =>
            {
                lemma.end = lemma.end.max(d.lemma.end);
                variant.end = variant.end.max(d.variant.end);
                kinds.insert(d.kind);
            }
            _ => joined.push((d.lemma, d.variant, BTreeSet::from([d.kind]))),
        }
    }
    for (lemma, variant, kinds) in joined {
        let meets = |p: &&mut Place| {
            p.lemma == lemma || (p.lemma.start < lemma.end && lemma.start < p.lemma.end)
        };
        if let Some(place) = places.iter_mut().find(meets) {
            place.lemma = place.lemma.start.min(lemma.start)..place.lemma.end.max(lemma.end);
            place.kinds.extend(kinds);
            place.variants.push((reading, variant));
        } else {
            places.push(Place { lemma, kinds, variants: vec![(reading, variant)] });
        }
    }
}

fn spoken(collation: &Collation, reading: usize, from: usize, to: usize) -> usize {
    collation.words[reading]
        .get(from..to)
        .unwrap_or_default()
        .iter()
        .filter(|w| w.is_spoken())
        .count()
}

fn finding(
    edition: &Edition,
    statement: &Statement,
    collation: &Collation,
    base: usize,
    found: &Place,
    lexicon: &Lexicon,
) -> Finding {
    let claimant = statement.speaker.as_ref().map(|speaker| speaker.name.clone());
    let mut readings: Vec<FindingReading> = Vec::new();
    let mut seen = BTreeSet::new();
    let all = [(base, found.lemma.clone())].into_iter().chain(found.variants.iter().cloned());
    for (reading, range) in all {
        let witness = collation.witnesses[reading];
        let span = with_neighbours(edition, statement, collation, reading, &range);
        let value = span.of(edition.text(witness)).to_owned();
        if !span.is_empty() && seen.insert((witness, value.to_lowercase())) {
            readings.push(FindingReading { witness, span, value, claimant: claimant.clone() });
        }
    }
    readings.sort_by_key(|r| (r.witness, r.span));
    let fused = found.kinds.contains(&VariantKind::Fusion);
    let letters = found.kinds.iter().all(|k| *k == VariantKind::Punctuation);
    let (why, confidence) = match weigh(collation, base, found, lexicon) {
        _ if fused => ("", 0.8),
        _ if letters => ("capitals or signs differ, the words do not", 0.4),
        Weight::Negation => ("one negates what the other says", 0.95),
        Weight::Number => ("the number differs", 0.95),
        Weight::Words => ("otherwise alike, but the words differ", 0.9),
        Weight::Slight => ("only small words or forms differ", 0.5),
    };
    let marked = if readings.len() == 2 { "both" } else { "all" };
    let why = if fused {
        let sigla = |readings: &[usize]| {
            let mut out: Vec<&str> = readings
                .iter()
                .map(|at| edition.witnesses[collation.witnesses[*at]].siglum.as_str())
                .collect();
            out.dedup();
            out.join(", ")
        };
        let others: Vec<usize> = found.variants.iter().map(|(reading, _)| *reading).collect();
        format!(
            "inside quotation marks, {} runs together words that {} has in two places",
            sigla(&others),
            sigla(&[base])
        )
    } else {
        format!("{marked} in quotation marks; {why}")
    };
    Finding {
        kind: FindingKind::Wording,
        verdict: if fused { Verdict::Fused } else { Verdict::Wording },
        about: format!("the words of “{}”", statement.label),
        why,
        readings,
        confidence,
    }
}

/// The range with a word on either side, two where it is empty, as far as the part of the content goes.
fn with_neighbours(
    edition: &Edition,
    statement: &Statement,
    collation: &Collation,
    reading: usize,
    range: &Range<usize>,
) -> Span {
    let words = &collation.words[reading];
    let wide = usize::from(range.is_empty()) + 1;
    let step = |mut at: usize, back: bool| {
        let mut left = wide;
        while left > 0 {
            let next =
                if back { at.checked_sub(1) } else { Some(at).filter(|at| *at < words.len()) };
            let Some(next) = next else { break };
            if words[next].is_spoken() {
                left -= 1;
            } else if words[next].kind == variorum_text::TokenKind::Mark {
                break;
            }
            at = if back { next } else { next + 1 };
        }
        at
    };
    let wider = step(range.start, true)..step(range.end, false);
    let span = place(edition, statement, collation, reading, &wider);
    if span.len() <= LONGEST {
        return span;
    }
    let narrow = place(edition, statement, collation, reading, range);
    let text = edition.text(collation.witnesses[reading]);
    let mut end = (narrow.start + LONGEST).min(narrow.end);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(narrow.start, end)
}
