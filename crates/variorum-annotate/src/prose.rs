//! The words of a report's prose, cut and folded once, for every pass that reads them.

use crate::times::Line;
use std::ops::{Deref, Range};
use variorum_model::{Block, BlockRole, MarkKind, Platform, Report, Span};
use variorum_text::{Token, TokenKind, fold_word, fold_word_into, tokens};

/// The blocks of prose and their tokens, in order of the text.
#[derive(Debug)]
pub(crate) struct Prose<'a> {
    pub(crate) text: &'a str,
    pub(crate) blocks: Vec<Block>,
    /// Stretches that the page sets off as quotations (`<blockquote>`), in order.
    pub(crate) set_off: Vec<Span>,
    /// Where the page names whose quotation it has set off, in order.
    pub(crate) signatures: Vec<Span>,
    /// Posts that the page embeds, each with its platform, in order.
    pub(crate) posts: Vec<(Span, Platform)>,
    tokens: Vec<Token>,
    /// The folded words of all tokens, one behind the other.
    folded: String,
    /// Where each token's folded word ends.
    ends: Vec<usize>,
}

/// A word, folded and in lower case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Low<'a>(&'a str);

impl<'a> Low<'a> {
    pub(crate) fn as_str(self) -> &'a str {
        self.0
    }
}

impl Deref for Low<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl std::fmt::Display for Low<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str(self.0)
    }
}

impl PartialEq<str> for Low<'_> {
    fn eq(&self, word: &str) -> bool {
        self.0 == word
    }
}

impl PartialEq<&str> for Low<'_> {
    fn eq(&self, word: &&str) -> bool {
        self.0 == *word
    }
}

impl PartialEq<Low<'_>> for String {
    fn eq(&self, word: &Low) -> bool {
        self == word.0
    }
}

impl<'a> Prose<'a> {
    /// The prose up to byte `limit`.
    pub(crate) fn of(report: &'a Report, limit: usize) -> Self {
        let blocks = report.prose().filter_map(|block| cut(*block, limit)).collect();
        let all =
            |kind| report.marks.iter().filter(move |mark| mark.kind == kind).map(|it| it.span);
        let posts = report.marks.iter().filter_map(|mark| match mark.kind {
            MarkKind::Post(platform) => Some((mark.span, platform)),
            _ => None,
        });
        Self {
            set_off: all(MarkKind::Blockquote).collect(),
            signatures: all(MarkKind::Signature).collect(),
            posts: posts.collect(),
            ..Self::of_blocks(&report.text, blocks)
        }
    }

    /// The words inside one span, but for the space around them, as a paragraph of their own.
    pub(crate) fn inside(text: &'a str, span: Span) -> Self {
        Self::of_blocks(text, vec![Block { span: span.trim(text), role: BlockRole::Body }])
    }

    fn of_blocks(text: &'a str, blocks: Vec<Block>) -> Self {
        let tokens: Vec<Token> = blocks.iter().flat_map(|block| tokens(text, block.span)).collect();
        let mut folded = String::with_capacity(text.len());
        let ends = tokens
            .iter()
            .map(|token| {
                fold_word_into(token.span.of(text), &mut folded);
                folded.len()
            })
            .collect();
        Self {
            text,
            blocks,
            set_off: Vec::new(),
            signatures: Vec::new(),
            posts: Vec::new(),
            tokens,
            folded,
            ends,
        }
    }

    /// The quotation set off by the page that holds the span.
    pub(crate) fn set_off_around(&self, span: Span) -> Option<Span> {
        let to = self.set_off.partition_point(|whole| whole.start <= span.start);
        // one may stand in another, a few deep
        self.set_off[..to].iter().rev().take(8).copied().find(|whole| whole.contains(span))
    }

    /// The embedded post that holds the span, and its platform.
    pub(crate) fn post_around(&self, span: Span) -> Option<(Span, Platform)> {
        let to = self.posts.partition_point(|(post, _)| post.start <= span.start);
        self.posts[..to].last().copied().filter(|(post, _)| post.contains(span))
    }

    /// The first signature that the page marks inside the span.
    pub(crate) fn signature_in(&self, span: Span) -> Option<Span> {
        let from = self.signatures.partition_point(|mark| mark.start < span.start);
        self.signatures.get(from).copied().filter(|mark| span.contains(*mark))
    }

    /// The tokens inside the span, as indices.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|token| token.span.start < span.start);
        from..self.tokens.partition_point(|token| token.span.start < span.end)
    }

    pub(crate) fn tokens(&self, range: Range<usize>) -> &[Token] {
        &self.tokens[range]
    }

    /// The folded word of a token.
    pub(crate) fn low(&self, at: usize) -> Low<'_> {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Low(&self.folded[start..self.ends[at]])
    }

    /// The sentence as the grammars read it: by itself, without what follows.
    pub(crate) fn line(&self, sentence: Span) -> Line<'_> {
        let range = self.range(sentence);
        let mut tokens = Vec::with_capacity(range.len() + 1);
        let mut words = Vec::with_capacity(range.len() + 1);
        for at in range.clone() {
            let token = self.tokens[at];
            // what follows decides on the stop of an initial, what comes before on a possessive
            let alone = at == range.start && token.kind == TokenKind::Possessive
                || at + 1 == range.end
                    && token.kind == TokenKind::Word
                    && token.span.of(self.text).ends_with('.');
            if alone {
                self.recut(token, self.low(at), &mut tokens, &mut words);
            } else {
                tokens.push(token);
                words.push(self.low(at));
            }
        }
        Line { text: self.text, tokens, words }
    }

    /// The tokens that the words of one give by themselves.
    fn recut<'b>(
        &self,
        token: Token,
        low: Low<'b>,
        out: &mut Vec<Token>,
        words: &mut Vec<Low<'b>>,
    ) {
        let mut rest = low.0;
        for part in tokens(self.text, token.span) {
            let (word, behind) = rest.split_at(fold_word(part.span.of(self.text)).len());
            out.push(part);
            words.push(Low(word));
            rest = behind;
        }
    }
}

/// The part of the block before the limit, `None` where it begins behind it.
fn cut(block: Block, limit: usize) -> Option<Block> {
    let end = block.span.end.min(limit);
    (block.span.start < end).then_some(Block { span: Span::new(block.span.start, end), ..block })
}

#[cfg(test)]
impl<'a> Prose<'a> {
    /// One sentence as the whole prose.
    pub(crate) fn whole(text: &'a str) -> Self {
        Self::inside(text, Span::new(0, text.len()))
    }

    pub(crate) fn as_line(&self) -> Line<'_> {
        self.line(Span::new(0, self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_text::tokens;

    /// A sentence cut out of its prose reads as it would by itself.
    fn check(text: &str) {
        let prose = Prose::whole(text);
        let block = Span::new(0, text.len());
        for sentence in variorum_text::sentences(text, block, prose.tokens(prose.range(block)), &[])
        {
            let line = prose.line(sentence);
            assert_eq!(line.tokens, tokens(text, sentence), "{text}");
            for (at, token) in line.tokens.iter().enumerate() {
                assert_eq!(line.word(at), fold_word(token.span.of(text)), "{text}");
            }
        }
    }

    #[test]
    fn a_line_reads_as_its_sentence_alone() {
        check("He took vitamin C. The U.S. Senate met. It rose.");
        check("Ms. Oye’s plan X. Élan “won” it. 5 p.m. It ended.");
    }

    proptest::proptest! {
        #[test]
        fn any_line_reads_as_its_sentence_alone(text in "([A-Z]?[a-z’']{0,3}[ .“”?]{1,2}){0,20}") {
            check(text.trim());
        }
    }
}
