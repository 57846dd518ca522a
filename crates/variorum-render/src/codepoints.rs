//! Byte offsets to code-point offsets.
//! One pass over a report counts the code points of each block of bytes; a look-up then counts
//! inside one block only, so that converting all spans of a report stays linear.

use variorum_model::Span;

/// Bytes between two counted positions: a look-up reads at most this many.
const BLOCK: usize = 128;

/// The code-point positions of one text.
pub struct CodePoints<'t> {
    text: &'t [u8],
    /// Code points before each multiple of [`BLOCK`]; empty for ASCII, where the two agree.
    before: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            return Self { text: bytes, before: Vec::new() };
        }
        let mut count = 0;
        let mut before = Vec::with_capacity(bytes.len() / BLOCK + 1);
        before.push(0);
        for block in bytes.chunks_exact(BLOCK) {
            count += starts(block);
            before.push(count);
        }
        Self { text: bytes, before }
    }

    /// Code points before the byte; an offset past the end counts the whole text.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        match self.before.get(byte / BLOCK) {
            Some(before) => before + starts(&self.text[byte / BLOCK * BLOCK..byte]),
            None => byte,
        }
    }

    /// The span in code points, half-open.
    pub fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end.max(span.start))]
    }

    /// Every span in code points.
    pub fn spans(&self, spans: &[Span]) -> Vec<[usize; 2]> {
        spans.iter().map(|&span| self.span(span)).collect()
    }
}

/// How many bytes begin a code point: all but the continuation bytes `10xxxxxx`.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_past_the_end_stop_there() {
        let points = CodePoints::new("“é”");
        assert_eq!(points.span(Span::new(3, 99)), [1, 3]);
        assert_eq!(CodePoints::new("").span(Span::new(0, 4)), [0, 0]);
    }

    proptest! {
        #[test]
        fn code_points_reproduce_the_words(text in "(?s)[a-z “”é\u{a0}中😀]{0,600}", cut in any::<(usize, usize)>()) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (bounds[cut.0 % bounds.len()], bounds[cut.1 % bounds.len()]);
            let span = Span::new(a.min(b), a.max(b));
            let [start, end] = CodePoints::new(&text).span(span);
            let words: String = text.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(words, span.of(&text));
        }
    }
}
