//! Tag scores to spans: the likeliest row of tags in which no span begins in its middle.
//!
//! Tags are decided on the first pieces of words; the other pieces follow. A span never cuts a word.

use super::network::{TAGS, log_softmax};

/// Tags: 0 outside, then begin and inside of source, cue and content.
type Tag = usize;

/// What a span is in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Who says it.
    Source,
    /// The words that attribute.
    Cue,
    /// What is said.
    Content,
}

/// A tagged stretch of pieces.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tagged {
    pub(super) role: Role,
    /// First piece.
    pub(super) start: usize,
    /// One past the last piece.
    pub(super) end: usize,
    /// Sum of the logarithms of its words' tag probabilities, and their number.
    sum: f32,
    words: usize,
}

impl Tagged {
    /// Geometric mean of the probabilities of its tags.
    pub(super) fn confidence(&self) -> f32 {
        (self.sum / self.words.max(1) as f32).exp()
    }
}

/// A word: its pieces and the scores of its tags.
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) scores: [f32; TAGS],
}

/// The spans so far; words may come in several lots.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub(super) all: Vec<Tagged>,
    last: Tag,
}

impl Spans {
    /// Tags the next words of the text.
    pub(super) fn tag(&mut self, mut words: Vec<Word>) {
        words.iter_mut().for_each(|word| log_softmax(&mut word.scores));
        let tags = likeliest(&words, self.last);
        for (word, &tag) in words.iter().zip(&tags) {
            self.add(word, tag);
            self.last = tag;
        }
    }

    fn add(&mut self, word: &Word, tag: Tag) {
        let role = match tag {
            0 => return,
            1 | 2 => Role::Source,
            3 | 4 => Role::Cue,
            _ => Role::Content,
        };
        let score = word.scores[tag];
        match self.all.last_mut() {
            Some(span) if !begins(tag) => {
                span.end = word.end;
                span.sum += score;
                span.words += 1;
            }
            _ => {
                let (start, end) = (word.start, word.end);
                self.all.push(Tagged { role, start, end, sum: score, words: 1 });
            }
        }
    }
}

fn begins(tag: Tag) -> bool {
    tag % 2 == 1
}

/// True where `tag` may follow `before`: an inside tag follows its own begin or inside.
fn follows(before: Tag, tag: Tag) -> bool {
    tag == 0 || begins(tag) || before == tag || before + 1 == tag
}

/// The row of tags with the greatest sum (Viterbi); of equals the lowest tags.
fn likeliest(words: &[Word], before: Tag) -> Vec<Tag> {
    let mut best = [f32::NEG_INFINITY; TAGS];
    best[before] = 0.0;
    let mut came_from = vec![[0; TAGS]; words.len()];
    for (word, from) in words.iter().zip(&mut came_from) {
        let mut next = [f32::NEG_INFINITY; TAGS];
        for tag in 0..TAGS {
            for previous in (0..TAGS).filter(|&previous| follows(previous, tag)) {
                if best[previous] > next[tag] {
                    next[tag] = best[previous];
                    from[tag] = previous;
                }
            }
            next[tag] += word.scores[tag];
        }
        best = next;
    }
    let mut tag = (1..TAGS).fold(0, |most, tag| if best[tag] > best[most] { tag } else { most });
    let mut tags = vec![0; words.len()];
    for (slot, from) in tags.iter_mut().zip(&came_from).rev() {
        *slot = tag;
        tag = from[tag];
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(rows: &[[f32; TAGS]]) -> Vec<Word> {
        let word = |(at, &scores)| Word { start: at, end: at + 1, scores };
        rows.iter().enumerate().map(word).collect()
    }

    fn one(tag: Tag) -> [f32; TAGS] {
        std::array::from_fn(|at| if at == tag { 9.0 } else { 0.0 })
    }

    #[test]
    fn an_inside_tag_needs_its_begin() {
        let mut spans = Spans::default();
        spans.tag(words(&[one(6), one(6), one(0), one(1), one(4)]));
        let found: Vec<_> = spans.all.iter().map(|s| (s.role, s.start, s.end)).collect();
        assert_eq!(found[0], (Role::Content, 0, 2));
        assert!(spans.all.iter().all(|span| span.confidence() <= 1.0));
    }

    #[test]
    fn a_span_goes_on_in_the_next_lot() {
        let mut spans = Spans::default();
        spans.tag(words(&[one(0), one(5)]));
        spans.tag(vec![Word { start: 2, end: 4, scores: one(6) }]);
        let found: Vec<_> = spans.all.iter().map(|s| (s.role, s.start, s.end)).collect();
        assert_eq!(found, [(Role::Content, 1, 4)]);
        spans.tag(Vec::new());
    }
}
