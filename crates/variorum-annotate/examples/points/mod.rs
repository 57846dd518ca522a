//! Spans as the scorers read them: code points, not bytes.

use serde_json::{Value, json};
use variorum_model::Span;

/// Code points by byte.
pub(crate) struct Points(Vec<usize>);

impl Points {
    pub(crate) fn of(text: &str) -> Self {
        let mut out = vec![0; text.len() + 1];
        for (point, (byte, c)) in text.char_indices().enumerate() {
            out[byte] = point;
            out[byte + c.len_utf8()] = point + 1;
        }
        Self(out)
    }

    pub(crate) fn all(&self, spans: &[Span]) -> Value {
        json!(spans.iter().map(|s| [self.0[s.start], self.0[s.end]]).collect::<Vec<_>>())
    }
}
