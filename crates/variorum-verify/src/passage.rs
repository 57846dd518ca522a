//! A report opened for verification: its words, and whose voice each is in.

use crate::word::{Lexicon, Word};
use variorum_model::{Annotated, Mode, Span};
use variorum_text::{Level, quoted};

/// Whose voice a word is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    /// In this quotation, the innermost.
    Quoted(usize),
    /// In marks that nobody is credited with: the number of the pair.
    Marked(usize),
    /// Reported without marks, in this attribution.
    Indirect(usize),
    /// The report's own.
    Narrator,
}

impl At {
    pub fn is_quoted(self) -> bool {
        matches!(self, Self::Quoted(_) | Self::Marked(_))
    }
}

/// A report with its words.
#[derive(Debug)]
pub(crate) struct Opened {
    pub annotated: Annotated,
    pub words: Vec<Word>,
    /// Of each word.
    pub at: Vec<At>,
    /// Index of the block that each word stands in.
    pub block: Vec<usize>,
}

impl Opened {
    pub fn new(annotated: Annotated, lexicon: &mut Lexicon) -> Self {
        let text = &annotated.report.text;
        let words = lexicon.words(text, &[Span::new(0, text.len())]);
        let at = voices(&annotated, &words);
        let blocks = &annotated.report.blocks;
        let block = words
            .iter()
            .map(|word| blocks.partition_point(|block| block.span.end <= word.span.start))
            .collect();
        Self { annotated, words, at, block }
    }

    /// A primary text: whatever it does not quote itself is what was said.
    pub fn primary(annotated: Annotated, lexicon: &mut Lexicon) -> Self {
        let mut out = Self::new(annotated, lexicon);
        for at in out.at.iter_mut().filter(|at| !at.is_quoted()) {
            *at = At::Marked(usize::MAX);
        }
        out
    }

    /// True where the two words are of one utterance: one quotation, or two that a short reporting clause parts.
    pub fn one_utterance(&self, a: usize, b: usize) -> bool {
        const CLAUSE_WORDS: usize = 14;
        let (from, to) = (a.min(b), a.max(b));
        if self.at[from] == self.at[to] {
            return true;
        }
        if !self.at[from].is_quoted() || !self.at[to].is_quoted() {
            return self.at[from].is_quoted() == self.at[to].is_quoted();
        }
        let nested = |inner: At, outer: At| match (inner, outer) {
            (At::Quoted(inner), At::Quoted(outer)) => self.outer(inner).any(|q| q == outer),
            (At::Marked(_), At::Quoted(outer)) => {
                self.annotated.quotations[outer].content.iter().any(|span| {
                    span.contains(self.words[from].span) && span.contains(self.words[to].span)
                })
            }
            _ => false,
        };
        if nested(self.at[from], self.at[to]) || nested(self.at[to], self.at[from]) {
            return true;
        }
        let own = (from..=to).filter(|&at| !self.at[at].is_quoted()).count();
        let near = self.block[from] == self.block[to] && own <= CLAUSE_WORDS
            || own == 0 && self.block[to] - self.block[from] <= 1;
        near && self.same_speaker(from, to)
    }

    fn outer(&self, quotation: usize) -> impl Iterator<Item = usize> + '_ {
        let next = |at: &usize| self.annotated.quotations[*at].nested_in;
        // a chain of nesting is short; a ring would be a fault of the annotation
        std::iter::successors(Some(quotation), next).take(8)
    }

    /// The quotations around a word, the innermost first.
    pub fn quotations(&self, word: usize) -> Vec<usize> {
        match self.at[word] {
            At::Quoted(quotation) => self.outer(quotation).collect(),
            _ => Vec::new(),
        }
    }

    /// True unless the report credits the two words to two speakers.
    pub fn same_speaker(&self, a: usize, b: usize) -> bool {
        let name = |at: usize| match self.at[at] {
            At::Quoted(q) => self.annotated.quotations[q].speaker.as_ref().map(|s| s.name.as_str()),
            _ => None,
        };
        match (name(a), name(b)) {
            (Some(a), Some(b)) => a == b || crate::who::same(a, b),
            _ => true,
        }
    }
}

/// The voice of each word; of nested quotations, the innermost.
fn voices(annotated: &Annotated, words: &[Word]) -> Vec<At> {
    let mut out = vec![At::Narrator; words.len()];
    let range = |span: &Span| {
        let from = words.partition_point(|word| word.span.end <= span.start);
        let to = words.partition_point(|word| word.span.start < span.end);
        from..to.max(from)
    };
    for (index, attribution) in annotated.attributions.iter().enumerate() {
        let indirect = attribution.offered && attribution.mode != Mode::Block;
        for span in attribution.content.iter().filter(|_| indirect) {
            out[range(span)].fill(At::Indirect(index));
        }
    }
    let text = &annotated.report.text;
    let mut n_marked = 0;
    for block in annotated.report.blocks.iter().filter(|block| !block.role.is_furniture()) {
        for marked in quoted(text, block.span) {
            if marked.opened
                && marked.closed
                && (marked.level == Level::Double || marked.depth == 0)
            {
                out[range(&marked.inner)].fill(At::Marked(n_marked));
                n_marked += 1;
            }
        }
    }
    let mut quotations: Vec<usize> = (0..annotated.quotations.len())
        .filter(|&q| annotated.quotations[q].mode != Mode::Indirect)
        .collect();
    let size = |q: &usize| -> usize {
        annotated.quotations[*q].content.iter().map(|span| span.len()).sum()
    };
    quotations.sort_by_key(|q| (std::cmp::Reverse(size(q)), *q));
    for q in quotations {
        for span in &annotated.quotations[q].content {
            out[range(span)].fill(At::Quoted(q));
        }
    }
    out
}
