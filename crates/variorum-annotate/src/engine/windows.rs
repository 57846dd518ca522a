//! A text's pieces to the windows that the network reads one by one.
//!
//! Every piece is the own piece of exactly one window. A window is whole paragraphs where they fit; before its own
//! pieces it shows some of the text to their left.

use super::pieces::Piece;

/// Lengths in pieces, as the network was trained with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    /// Paragraphs are packed up to this.
    pub(crate) target: usize,
    /// A longer paragraph is cut.
    pub(crate) hard: usize,
    /// At most so much of the text to the left is shown.
    pub(crate) context: usize,
}

/// Indices into the pieces of a text: own pieces `start..end`, the left context `shown..start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// First piece of the left context.
    pub(crate) shown: usize,
    /// First own piece.
    pub(crate) start: usize,
    /// One past the last own piece.
    pub(crate) end: usize,
}

/// The windows of a text, in its order.
pub(crate) fn windows(pieces: &[Piece], cut: Cut) -> Vec<Window> {
    let mut out: Vec<Window> = Vec::new();
    for (start, end) in parts(pieces, cut.hard) {
        match out.last_mut() {
            Some(last) if end - last.start <= cut.target => last.end = end,
            _ => out.push(Window { shown: shown(pieces, start, cut.context), start, end }),
        }
    }
    out
}

/// Paragraphs, those longer than `hard` cut after the last sentence that ends in their second half, else between words.
fn parts(pieces: &[Piece], hard: usize) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let end =
            (start + 1..pieces.len()).find(|&at| pieces[at].paragraph).unwrap_or(pieces.len());
        while end - start > hard {
            let cut = (start + hard / 2 + 1..=start + hard)
                .rev()
                .find(|&at| ends_sentence(pieces, at))
                .unwrap_or_else(|| between_words(pieces, start, start + hard));
            out.push((start, cut));
            start = cut;
        }
        out.push((start, end));
        start = end;
    }
    out
}

/// The pieces of ".", "!" and "?".
const FULL_STOPS: [u16; 3] = [1012, 999, 1029];

/// True where a sentence ends before the piece and the next begins with it, outside quotation marks.
fn ends_sentence(pieces: &[Piece], at: usize) -> bool {
    FULL_STOPS.contains(&pieces[at - 1].id) && pieces[at].shape != 0 && pieces[at].mark != 1
}

/// The last word's start in `start + 1..=at`, else `start + 1`.
fn between_words(pieces: &[Piece], start: usize, at: usize) -> usize {
    (start + 1..=at).rev().find(|&cut| pieces[cut].first).unwrap_or(start + 1)
}

/// Where a left context of at most `length` pieces begins: with a word.
fn shown(pieces: &[Piece], start: usize, length: usize) -> usize {
    (start.saturating_sub(length)..start).find(|&at| pieces[at].first).unwrap_or(start)
}
