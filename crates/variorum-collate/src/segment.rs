//! Quotations cut into sentences, and sentences into clauses: the units that statements are made of.
//!
//! A passage of several sentences may be read in several statements; a sentence of two spans (“A,” he said,
//! “b.”) stays one. No segment is longer than [`LONGEST`] words, so that comparing two is bounded.

use crate::occasion::Occasion;
use crate::speaker::{Offices, Voice};
use crate::word::{Lexicon, Word};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use variorum_model::{Annotated, BlockRole, Mode, Span};
use variorum_text::TokenKind;

/// Words of the longest segment.
const LONGEST: usize = 400;
/// Marks and brackets in a row that are looked past; more of them are no punctuation.
const MARKS: usize = 16;
/// Tokens of the reporter's that are kept from before a quotation.
const LEAD: usize = 8;
/// A clause of fewer spoken words is an item of a list, not a clause.
const SHORTEST_CLAUSE: usize = 4;

/// What all segments of a quotation share.
#[derive(Clone, Debug)]
pub(crate) struct Utterance {
    /// Index of the witness.
    pub witness: usize,
    /// How it is given.
    pub mode: Mode,
    /// Who speaks.
    pub voice: Voice,
    /// When and where.
    pub occasion: Occasion,
    /// Stems of the reporter's words in the same sentence, sorted.
    pub context: Vec<u32>,
    /// The reporter's words right before the quotation, the nearest last.
    pub lead: Vec<Word>,
    /// True where it stands in the headline.
    pub in_title: bool,
}

/// A sentence of a quotation.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    /// Index in the edition's quotations.
    pub quotation: usize,
    /// Its tokens.
    pub words: Vec<Word>,
    /// Index ranges of its clauses; they cover the words.
    pub clauses: Vec<Range<usize>>,
    /// (stem, index) of its spoken words, sorted.
    pub stems: Vec<(u32, u32)>,
    /// For each token, true where it is written as a name: a capital that no sentence's beginning explains.
    pub named: Vec<bool>,
}

/// Everything that is compared.
#[derive(Debug, Default)]
pub(crate) struct Segments {
    /// By edition quotation; `None` for nested ones.
    pub utterances: Vec<Option<Utterance>>,
    /// In order of quotation, then place.
    pub segments: Vec<Segment>,
    /// What a stem tells in this story, by number.
    pub telling: Vec<f32>,
}

impl Segments {
    /// The utterance that a segment belongs to.
    pub fn utterance(&self, segment: &Segment) -> &Utterance {
        self.utterances[segment.quotation].as_ref().expect("segments are cut from utterances only")
    }

    /// Cuts the quotations of all reports, in the order given.
    pub fn cut(reports: &[&Annotated], lexicon: &mut Lexicon) -> Self {
        let mut out = Self::default();
        let offices = Offices::of(reports);
        for (witness, annotated) in reports.iter().enumerate() {
            for index in 0..annotated.quotations.len() {
                out.add(witness, annotated, index, &offices, lexicon);
            }
        }
        out.telling = telling(&out, lexicon);
        out
    }

    fn add(
        &mut self,
        witness: usize,
        annotated: &Annotated,
        index: usize,
        offices: &Offices,
        lexicon: &mut Lexicon,
    ) {
        let quotation = &annotated.quotations[index];
        let text = &annotated.report.text;
        let at = self.utterances.len();
        if quotation.nested_in.is_some() || quotation.content.is_empty() {
            self.utterances.push(None);
            return;
        }
        let around = surroundings(annotated, &quotation.content);
        let mut context: Vec<u32> = lexicon
            .words(text, &around)
            .iter()
            .filter(|word| word.is_spoken())
            .map(|word| word.stem)
            .collect();
        context.sort_unstable();
        context.dedup();
        let first = quotation.content[0];
        let before: Vec<Span> =
            around.iter().copied().filter(|span| span.end <= first.start).collect();
        let lead = lexicon.words(text, &before);
        let lead = lead[lead.len().saturating_sub(LEAD)..].to_vec();
        self.utterances.push(Some(Utterance {
            witness,
            mode: quotation.mode,
            voice: Voice::of(annotated, quotation, offices),
            occasion: Occasion::of(annotated, quotation, &around),
            context,
            lead,
            in_title: in_title(annotated, first),
        }));
        for words in sentences(text, &quotation.content, lexicon) {
            if words.iter().any(Word::is_spoken) {
                self.segments.push(Segment::new(at, words, text));
            }
        }
    }
}

impl Segment {
    fn new(quotation: usize, words: Vec<Word>, text: &str) -> Self {
        let mut stems: Vec<(u32, u32)> = words
            .iter()
            .enumerate()
            .filter(|(_, word)| word.is_spoken())
            .map(|(at, word)| (word.stem, u32::try_from(at).unwrap_or(u32::MAX)))
            .collect();
        stems.sort_unstable();
        Self { quotation, clauses: clauses(&words), named: named(&words, text), words, stems }
    }

    /// The spans of a range of its words: one, or more where a reporting clause stands between.
    pub fn spans(&self, range: Range<usize>, content: &[Span]) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        let words = &self.words[range];
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return out };
        // the parts are in order: those before and behind the words are not looked at
        let from = content.partition_point(|part| part.end <= first.span.start);
        for part in content[from..].iter().take_while(|part| part.start < last.span.end) {
            let inside = words.iter().filter(|word| part.contains(word.span));
            if let Some(span) = inside.map(|word| word.span).reduce(Span::cover) {
                out.push(span);
            }
        }
        out
    }
}

fn in_title(annotated: &Annotated, span: Span) -> bool {
    annotated.report.title_span.is_some_and(|title| title.overlaps(span))
        || annotated.report.blocks.iter().any(|block| {
            matches!(block.role, BlockRole::Title | BlockRole::RepeatedTitle)
                && block.span.overlaps(span)
        })
}

/// The sentences that hold the content, without the content.
pub(crate) fn surroundings(annotated: &Annotated, content: &[Span]) -> Vec<Span> {
    let (Some(first), Some(last)) = (content.first(), content.last()) else { return Vec::new() };
    let sentences = &annotated.sentences;
    let from = sentences.partition_point(|sentence| sentence.end <= first.start);
    let mut out = Vec::new();
    for sentence in sentences[from..].iter().take_while(|sentence| sentence.start < last.end) {
        let mut start = sentence.start;
        for part in content.iter().filter(|part| part.overlaps(*sentence)) {
            if part.start > start {
                out.push(Span::new(start, part.start));
            }
            start = start.max(part.end);
        }
        if start < sentence.end {
            out.push(Span::new(start, sentence.end));
        }
    }
    out
}

/// The words of each sentence of the content.
fn sentences(text: &str, content: &[Span], lexicon: &mut Lexicon) -> Vec<Vec<Word>> {
    let words = lexicon.words(text, content);
    let mut out: Vec<Vec<Word>> = vec![Vec::new()];
    for (at, word) in words.iter().enumerate() {
        let sentence = out.last_mut().expect("never empty");
        let full = sentence.len() >= LONGEST;
        if !sentence.is_empty() && (full || begins(text, content, &words[..at], word)) {
            out.push(Vec::new());
        }
        out.last_mut().expect("never empty").push(*word);
    }
    out
}

/// True where a sentence begins with `word` after `before`.
fn begins(text: &str, content: &[Span], before: &[Word], word: &Word) -> bool {
    if !word.is_spoken() && !matches!(word.kind, TokenKind::Mark | TokenKind::Bracket) {
        return false;
    }
    let Some(last) = before.last() else { return false };
    let between = text.get(last.span.end..word.span.start).unwrap_or_default();
    let capital =
        word.span.of(text).chars().find(|c| c.is_alphanumeric()).is_none_or(char::is_uppercase);
    let new_part = word.span.start > content[0].start
        && content.binary_search_by_key(&word.span.start, |part| part.start).is_ok();
    if between.contains('\n') && !new_part {
        return true;
    }
    // what closes after a stop goes with the stop; an opening mark goes with what follows
    let opens = word.kind == TokenKind::Mark || word.kind == TokenKind::Bracket;
    if opens && between.is_empty() && !new_part {
        return false;
    }
    let ended = before
        .iter()
        .rev()
        .take(MARKS)
        .find(|w| !matches!(w.kind, TokenKind::Mark | TokenKind::Bracket))
        .is_some_and(|w| {
            matches!(w.kind, TokenKind::Stop | TokenKind::Ellipsis)
                || (w.kind == TokenKind::Word && w.span.of(text).ends_with('.') && new_part)
        });
    let after_mark = new_part && opens;
    (ended && (capital || opens)) || (after_mark && starts_with_capital(text, word))
}

/// The words in capitals, the first one aside; none where most are, as in headlines.
fn named(words: &[Word], text: &str) -> Vec<bool> {
    let first = words.iter().position(Word::is_spoken);
    let capital =
        |word: &Word| word.is_spoken() && word.span.of(text).starts_with(char::is_uppercase);
    let small = |word: &Word| word.is_spoken() && !capital(word);
    let headline = words.iter().filter(|w| small(w)).count() * 4 < words.len();
    words.iter().enumerate().map(|(at, w)| !headline && Some(at) != first && capital(w)).collect()
}

fn starts_with_capital(text: &str, word: &Word) -> bool {
    text.get(word.span.end..)
        .and_then(|rest| rest.chars().take(MARKS).find(|c| c.is_alphanumeric()))
        .is_some_and(char::is_uppercase)
}

/// Cuts at commas, colons and dashes; short pieces stay with the clause before.
fn clauses(words: &[Word]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        let last = at + 1 == words.len();
        let breaks = matches!(word.kind, TokenKind::Other | TokenKind::Dash | TokenKind::Ellipsis);
        if !(breaks || last) {
            continue;
        }
        let spoken = words[start..=at].iter().filter(|w| w.is_spoken()).count();
        match out.last_mut() {
            Some(before) if spoken < SHORTEST_CLAUSE => before.end = at + 1,
            None if spoken < SHORTEST_CLAUSE && !last => continue,
            _ => out.push(start..at + 1),
        }
        start = at + 1;
    }
    out
}

/// What each stem tells: its background weight, less where every other sentence of a report has it.
fn telling(segments: &Segments, lexicon: &Lexicon) -> Vec<f32> {
    // by stem: segments that hold it, witnesses that do
    let mut counts: HashMap<u32, (usize, BTreeSet<usize>)> = HashMap::new();
    let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
    for segment in &segments.segments {
        let witness = segments.utterance(segment).witness;
        let mut seen = None;
        for &(stem, at) in &segment.stems {
            if seen != Some(stem) {
                let count = counts.entry(stem).or_default();
                count.0 += 1;
                count.1.insert(witness);
                weights.insert(stem, segment.words[at as usize].weight);
            }
            seen = Some(stem);
        }
    }
    let mut out = vec![0.0; lexicon.len()];
    for (stem, weight) in weights {
        let (segments, witnesses) = &counts[&stem];
        let mean = *segments as f32 / witnesses.len().max(1) as f32;
        out[stem as usize] = weight / (1.0 + 0.5 * mean.max(1.0).ln());
    }
    out
}
