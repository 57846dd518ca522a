//! Where the engine's spans run over the end of a paragraph, they are cut there.
//!
//! A headline, a masthead, a date or a label has no stop, and the network reads on into the next sentence. The
//! paragraph of the cue keeps its words; another one keeps its own only where the text itself goes on there: from
//! prose to prose, and not out of or into a line that no stop ends.

use crate::document::{Document, Paragraph};
use crate::engine::Found;
use variorum_model::Span;
use variorum_text::Quoted;

/// Cuts each attribution at the ends of paragraphs; one of which nothing is left goes.
pub(super) fn cut(all: &mut Vec<Found>, document: &Document) {
    all.retain_mut(|found| {
        let home = home(found, document);
        found.cue = found.cue.and_then(|cue| part(cue, document, None));
        found.source = found.source.and_then(|source| part(source, document, home));
        let Some(home) = home else { return false };
        if let Some(source) = found.source
            && index(source.start, document).is_none_or(|at| !reaches(document, at, home, true))
        {
            found.source = None;
        }
        let pieces = found.content.iter().flat_map(|span| pieces(*span, document));
        found.content = pieces
            .filter(|(_, at, own)| reaches(document, home, *at, *own))
            .map(|(span, ..)| span)
            .collect();
        !found.content.is_empty()
    });
}

/// The paragraph that an attribution stands in: its cue's, else that of its first words.
fn home(found: &Found, document: &Document) -> Option<usize> {
    let first = found.cue.into_iter().chain(found.content.iter().copied());
    first.flat_map(|span| pieces(span, document)).map(|(_, at, _)| at).next()
}

/// The paragraph that holds the byte; `None` between paragraphs and in furniture.
fn index(byte: usize, document: &Document) -> Option<usize> {
    let at = document.paragraphs.partition_point(|paragraph| paragraph.span.end <= byte);
    document.paragraphs.get(at).filter(|paragraph| paragraph.span.start <= byte).map(|_| at)
}

/// The parts of a span by paragraph, each with the paragraph's index, and whether the span begins there.
fn pieces<'d>(
    span: Span,
    document: &'d Document,
) -> impl Iterator<Item = (Span, usize, bool)> + use<'d> {
    let first = document.paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
    let inside = document.paragraphs[first..].iter().enumerate();
    inside.take_while(move |(_, paragraph)| paragraph.span.start < span.end).filter_map(
        move |(k, paragraph)| {
            let part =
                Span::new(span.start.max(paragraph.span.start), span.end.min(paragraph.span.end));
            let part = part.trim(document.text);
            (!part.is_empty()).then_some((part, first + k, k == 0))
        },
    )
}

/// The part of a short span in the paragraph that is asked for, else in the first one that it touches.
fn part(span: Span, document: &Document, wanted: Option<usize>) -> Option<Span> {
    let mut parts = pieces(span, document).peekable();
    let first = parts.peek().map(|(part, ..)| *part);
    parts.find(|(_, at, _)| Some(*at) == wanted).map(|(part, ..)| part).or(first)
}

/// True where words of the paragraph `at` can belong to an attribution of the paragraph `home`. `own`: the engine has
/// begun them there, and not read on into it.
fn reaches(document: &Document, home: usize, at: usize, own: bool) -> bool {
    if home == at {
        return true;
    }
    let (from, to) = (&document.paragraphs[home], &document.paragraphs[at]);
    if from.is_title() || to.is_title() || is_line(from, document) {
        return false;
    }
    let goes_on =
        |before: &Paragraph| is_open(before) || document.of(before.span).trim_end().ends_with(':');
    if own {
        is_marked(to) || !is_line(to, document)
    } else {
        is_marked(to) && at.checked_sub(1).is_some_and(|k| goes_on(&document.paragraphs[k]))
    }
}

/// True where a quotation is left open at the end of the paragraph.
fn is_open(paragraph: &Paragraph) -> bool {
    let ends = |q: &Quoted| q.depth == 0 && !q.closed && q.span.end >= paragraph.span.end;
    paragraph.quoted.iter().any(ends)
}

/// True where the paragraph opens with words in marks, as one that goes on with a quotation does.
fn is_marked(paragraph: &Paragraph) -> bool {
    paragraph.quoted.first().is_some_and(|q| q.depth == 0 && q.span.start == paragraph.span.start)
}

/// True for a line that no stop ends, outside marks: a label, a crosshead, a date, a masthead.
fn is_line(paragraph: &Paragraph, document: &Document) -> bool {
    let words = document.of(paragraph.span).trim_end();
    let words = words.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
    !is_open(paragraph) && !words.ends_with(['.', '?', '!', ':', ';', ',', '…', '—', '–'])
}
