//! The pieces and windows equal those of the training project (`training/variorum_training/pieces.py`).

use super::pieces::{Piece, Tokenizer};
use super::windows::{Cut, windows};
use serde::Deserialize;

/// One case of `training/tests/pieces.json`, offsets in code points.
#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<u16>,
    start: Vec<usize>,
    end: Vec<usize>,
    first: Vec<u8>,
    mark: Vec<u8>,
    shape: Vec<u8>,
    paragraph: Vec<u8>,
    windows: Vec<(usize, usize)>,
}

fn check(case: &Case, tokenizer: &Tokenizer) {
    let pieces = tokenizer.pieces(&case.text);
    let text = &case.text;
    let mut points = vec![0; text.len() + 1];
    for (point, (byte, c)) in text.char_indices().enumerate() {
        points[byte] = point;
        points[byte + c.len_utf8()] = point + 1;
    }
    fn each<T>(pieces: &[Piece], f: impl Fn(&Piece) -> T) -> Vec<T> {
        pieces.iter().map(f).collect()
    }
    assert_eq!(each(&pieces, |piece| piece.id), case.ids, "{text}");
    assert_eq!(each(&pieces, |piece| points[piece.span.start]), case.start, "{text}");
    assert_eq!(each(&pieces, |piece| points[piece.span.end]), case.end, "{text}");
    assert_eq!(each(&pieces, |piece| u8::from(piece.first)), case.first, "{text}");
    assert_eq!(each(&pieces, |piece| piece.mark), case.mark, "{text}");
    assert_eq!(each(&pieces, |piece| piece.shape), case.shape, "{text}");
    assert_eq!(each(&pieces, |piece| u8::from(piece.paragraph)), case.paragraph, "{text}");
    let found: Vec<(usize, usize)> = windows(&pieces, Cut { target: 30, hard: 40, context: 8 })
        .iter()
        .map(|window| (window.start, window.end))
        .collect();
    assert_eq!(found, case.windows, "{text}");
}

fn cases(json: &str) -> Vec<Case> {
    serde_json::from_str(json).expect("cases")
}

#[test]
fn pieces_equal_those_of_training() {
    let tokenizer = Tokenizer::embedded();
    let all = cases(include_str!("../../../../training/tests/pieces.json"));
    assert!(all.len() >= 15);
    all.iter().for_each(|case| check(case, &tokenizer));
}
