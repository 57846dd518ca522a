//! Spans and arcs to attributions.
//!
//! Each content points at its cue and at its source; contents of one cue are one attribution, whose source is the one
//! that they point at together.

use super::network::{Arm, Network, Scores};
use super::pieces::Piece;
use super::tags::{Role, Spans, Tagged, Word};
use super::windows::{Window, windows};
use std::collections::BTreeMap;
use variorum_model::Span;

/// An attribution as the engine alone sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The reported words, in order, at least one stretch.
    pub content: Vec<Span>,
    /// The words that attribute.
    pub cue: Option<Span>,
    /// The words that name who says it.
    pub source: Option<Span>,
    /// How sure the content's bounds are, 0 to 1, not calibrated.
    pub content_confidence: f32,
    /// How sure the cue, or that there is none, is.
    pub cue_confidence: f32,
    /// How sure the source, or that there is none, is.
    pub source_confidence: f32,
}

/// Windows whose scores are held at one time: bounds the memory that a long text takes.
const LOT: usize = 48;
/// A cue less likely than this (a logarithm) is none.
const LEAST_CUE: f32 = -6.0;
/// What a source gets from a content that cannot see it.
const UNSEEN: f32 = -12.0;

/// The attributions of `text`, in order of their contents.
pub fn find(text: &str, network: &Network) -> Vec<Found> {
    let pieces = network.tokenizer.pieces(text);
    let mut spans = Spans::default();
    let mut pointers = Vec::new();
    for lot in windows(&pieces, network.cut).chunks(LOT) {
        let scores = network.run(&pieces, lot);
        let first = spans.all.len();
        spans.tag(scores.iter().flat_map(|scores| words(&pieces, scores)).collect());
        pointers.extend(
            (first..spans.all.len())
                .filter(|&at| spans.all[at].role == Role::Content)
                .map(|at| pointer(at, &spans.all, &scores, network)),
        );
    }
    join(&pieces, &spans.all, pointers)
}

/// The words among a window's own pieces.
fn words(pieces: &[Piece], scores: &Scores) -> Vec<Word> {
    let Window { start, end, .. } = scores.window;
    let mut out: Vec<Word> = Vec::new();
    for (at, piece) in pieces.iter().enumerate().take(end).skip(start) {
        match out.last_mut() {
            Some(word) if !piece.first => word.end = at + 1,
            _ => {
                let scores = scores.tags(at).try_into().expect("a score for each tag");
                out.push(Word { start: at, end: at + 1, scores });
            }
        }
    }
    out
}

/// What a content points at; places are indices into the spans.
struct Pointer {
    content: usize,
    /// Its cue, and the logarithm of the arc's probability; without a cue that of there being none.
    cue: (Option<usize>, f32),
    sources: Vec<(usize, f32)>,
    /// Logarithm of the probability that it has no source.
    sourceless: f32,
}

fn pointer(content: usize, spans: &[Tagged], scores: &[Scores], network: &Network) -> Pointer {
    let start = spans[content].start;
    let window = scores.partition_point(|scores| scores.window.end <= start);
    let scores = &scores[window];
    let cue_arcs = scores.arcs(start, Arm::Cue, network);
    let source_arcs = scores.arcs(start, Arm::Source, network);
    let cue = seen(spans, scores, Role::Cue, &cue_arcs)
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .filter(|(_, score)| *score > LEAST_CUE);
    Pointer {
        content,
        cue: cue.map_or((None, cue_arcs[0]), |(cue, score)| (Some(cue), score)),
        sources: seen(spans, scores, Role::Source, &source_arcs),
        sourceless: source_arcs[0],
    }
}

/// The spans of a role that a window shows, each with the best of its rows.
fn seen(spans: &[Tagged], scores: &Scores, role: Role, arcs: &[f32]) -> Vec<(usize, f32)> {
    let Window { shown, end, .. } = scores.window;
    let first = spans.partition_point(|span| span.end <= shown);
    spans[first..]
        .iter()
        .enumerate()
        .take_while(|(_, span)| span.start < end)
        .filter(|(_, span)| span.role == role)
        .map(|(at, span)| {
            let from = scores.place(span.start.max(shown));
            let to = scores.place(span.end.min(end));
            (first + at, arcs[from..to].iter().copied().fold(f32::NEG_INFINITY, f32::max))
        })
        .collect()
}

fn join(pieces: &[Piece], spans: &[Tagged], pointers: Vec<Pointer>) -> Vec<Found> {
    let mut by_cue: BTreeMap<usize, Vec<Pointer>> = BTreeMap::new();
    let mut groups = Vec::new();
    for pointer in pointers {
        match pointer.cue.0 {
            Some(cue) => by_cue.entry(cue).or_default().push(pointer),
            None => groups.push(vec![pointer]),
        }
    }
    groups.extend(by_cue.into_values());
    let mut out: Vec<Found> = groups.iter().map(|group| found(pieces, spans, group)).collect();
    out.sort_by_key(|found| found.content[0]);
    out
}

fn found(pieces: &[Piece], spans: &[Tagged], group: &[Pointer]) -> Found {
    let place = |at: usize| {
        let tagged = &spans[at];
        Span::new(pieces[tagged.start].span.start, pieces[tagged.end - 1].span.end)
    };
    let mean =
        |of: &dyn Fn(&Pointer) -> f32| group.iter().map(of).sum::<f32>() / group.len() as f32;
    let cue = group[0].cue.0;
    let (source, sure) = source(group);
    let sure_of = |at: Option<usize>| at.map_or(1.0, |at| spans[at].confidence());
    Found {
        content: group.iter().map(|pointer| place(pointer.content)).collect(),
        cue: cue.map(place),
        source: source.map(place),
        content_confidence: mean(&|pointer| spans[pointer.content].confidence()),
        cue_confidence: sure_of(cue) * mean(&|pointer| pointer.cue.1.exp()),
        source_confidence: sure_of(source) * sure,
    }
}

/// The source that the contents point at together, or none, and its share among all that they could point at.
fn source(group: &[Pointer]) -> (Option<usize>, f32) {
    let mut totals: BTreeMap<usize, f32> = BTreeMap::new();
    for (source, score) in group.iter().flat_map(|pointer| &pointer.sources) {
        *totals.entry(*source).or_insert(UNSEEN * group.len() as f32) += score - UNSEEN;
    }
    let none = group.iter().map(|pointer| pointer.sourceless).sum::<f32>();
    let (mut best, mut most) = (None, none);
    for (&source, &total) in &totals {
        if total > most {
            (best, most) = (Some(source), total);
        }
    }
    let all = (none - most).exp() + totals.values().map(|total| (total - most).exp()).sum::<f32>();
    (best, all.recip())
}

#[cfg(test)]
mod tests {
    use super::super::network::tiny;
    use super::*;

    /// Every span is of the text, in order, and every confidence a share.
    fn check(text: &str, found: &[Found]) {
        for one in found {
            let spans = one.content.iter().chain(&one.cue).chain(&one.source);
            assert!(!one.content.is_empty());
            assert!(one.content.is_sorted_by(|a, b| a.end <= b.start), "{one:?}");
            for span in spans {
                assert!(text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
            }
            for share in [one.content_confidence, one.cue_confidence, one.source_confidence] {
                assert!((0.0..=1.0 + 1e-4).contains(&share), "{one:?}");
            }
        }
        assert!(found.is_sorted_by_key(|one| one.content[0]));
    }

    #[test]
    fn texts_of_no_words() {
        let network = tiny();
        for text in ["", " \n\u{a0}\n", "\u{200b}"] {
            assert_eq!(find(text, &network), []);
        }
    }

    #[test]
    fn the_same_on_any_number_of_threads() {
        let text =
            "Nobody knew, said Orla Benthamly. “We asked.” The clerk told them so.\n".repeat(90);
        let one = find(&text, &tiny());
        check(&text, &one);
        assert!(!one.is_empty(), "nothing to compare");
        assert_eq!(one, find(&text, &tiny().threads(3)));
        assert_eq!(one, find(&text, &tiny().threads(2)));
    }

    #[test]
    fn hostile_texts() {
        let network = tiny().threads(2);
        for text in
            ["x".repeat(1 << 20), "\"".repeat(10_000), "“a” ".repeat(10_000), "山".repeat(20_000)]
        {
            check(&text, &find(&text, &network));
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text(text in "[a-z “”\"\n.A山é\u{301}\u{200b}\\[\\]]{0,400}|\\PC*") {
            check(&text, &find(&text, &tiny()));
        }
    }
}
