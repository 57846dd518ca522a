//! Every sentence of a text, for who counts or shows sentences: those of furniture lines, and a speaker's one by one.
//! The passes of this crate read the reporter's sentences instead, in which a quotation is one piece.

use crate::document::{Document, Paragraph};
use crate::lexicon::Models;
use crate::prose::{Low, Prose};
use variorum_model::{Block, BlockRole, Report, Span, TimeExpression};
use variorum_text::{Quoted, inner_ends, quoted, sentences, tokens};

/// Words of the longest credit line behind a pulled quotation.
const LONGEST_CREDIT: usize = 12;

/// The sentences of the text up to byte `limit`, in order, without overlap.
pub(crate) fn every_sentence(
    document: &Document,
    report: &Report,
    times: &[TimeExpression],
    models: &Models,
    limit: usize,
) -> Vec<Span> {
    let furniture = report.blocks.iter().filter(|block| {
        block.role.is_furniture()
            && block.span.end <= limit
            && stands_alone(&report.text, block.span)
    });
    let mut out: Vec<Span> = furniture.flat_map(|block| of_furniture(report, *block)).collect();
    for paragraph in &document.paragraphs {
        of_prose(document, paragraph, times, models, &mut out);
    }
    out.sort_unstable();
    out
}

/// True where nothing else stands on its line, as it does behind a dateline.
fn stands_alone(text: &str, span: Span) -> bool {
    let same_line = |c: &char| c.is_whitespace() && !is_line_end(*c);
    let before = text[..span.start].chars().rev().find(|c| !same_line(c));
    let behind = text[span.end..].chars().find(|c| !same_line(c));
    before.is_none_or(is_line_end) && behind.is_none_or(is_line_end)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{c}')
}

fn of_furniture(report: &Report, block: Block) -> Vec<Span> {
    if matches!(block.role, BlockRole::Share | BlockRole::Section | BlockRole::Date) {
        return vec![block.span];
    }
    let tokens = tokens(&report.text, block.span);
    sentences(&report.text, block.span, &tokens, &quoted(&report.text, block.span))
}

/// The reporter's sentences, cut where a speaker's end inside them.
fn of_prose(
    document: &Document,
    paragraph: &Paragraph,
    times: &[TimeExpression],
    models: &Models,
    out: &mut Vec<Span>,
) {
    let prose = document.prose;
    let tokens = prose.tokens(prose.range(paragraph.span));
    let mut ends: Vec<usize> =
        paragraph.sentences.iter().map(|sentence| sentence.span.end).collect();
    let free: Vec<Quoted> = paragraph
        .quoted
        .iter()
        .filter(|q| q.depth > 0 || !is_object(prose, q.span, models))
        .copied()
        .collect();
    ends.extend(inner_ends(document.text, tokens, &free));
    ends.extend(date_line(document.text, paragraph.span, times));
    if let Some(credited) = credited(document.text, paragraph) {
        ends.retain(|end| *end < credited || *end >= paragraph.span.end);
    }
    ends.sort_unstable();
    ends.dedup();
    let mut start = paragraph.span.start;
    for end in ends {
        let span = Span::new(start, end).trim(document.text);
        if !span.is_empty() {
            out.push(span);
        }
        start = end;
    }
}

/// True right behind "that" or a verb of saying, without a comma or colon: the reporter's clause holds the words,
/// whatever stops stand in them.
fn is_object(prose: &Prose, quoted: Span, models: &Models) -> bool {
    let before =
        prose.range(quoted).start.checked_sub(1).map_or(Low::default(), |at| prose.low(at));
    before == "that" || models.cues.get(&before).is_some_and(|verb| verb.clause && !verb.weak)
}

/// Where a date line ends that lost its line break: a weekday with its full date, then a capital.
fn date_line(text: &str, paragraph: Span, times: &[TimeExpression]) -> Option<usize> {
    let first =
        &times[times.partition_point(|time| time.span.start < paragraph.start)..].first()?;
    let full = first.span.start == paragraph.start
        && first.weekday.is_some()
        && first.value.is_some()
        && first.anchored_on.is_none();
    let behind = text[first.span.end..paragraph.end.max(first.span.end)].strip_prefix(' ')?;
    (full && behind.starts_with(char::is_uppercase)).then_some(first.span.end)
}

/// Where a pulled quotation ends whose credit is the rest of the paragraph: “We ran. It broke.” Runa Tolk, engineer
fn credited(text: &str, paragraph: &Paragraph) -> Option<usize> {
    let pulled = paragraph.quoted.iter().find(|quoted| quoted.depth == 0)?;
    let rest = text[pulled.span.end..paragraph.span.end].trim();
    let last = rest
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?' | ':'));
    let credit = rest.starts_with(char::is_uppercase)
        && !last.ends_with(['.', '!', '?', ':'])
        && rest.split_whitespace().count() <= LONGEST_CREDIT;
    (pulled.closed && pulled.span.start == paragraph.span.start && credit)
        .then_some(pulled.span.end)
}

#[cfg(test)]
mod tests {
    use crate::{Models, annotate};
    use variorum_model::{Block, BlockRole, Report, Span};

    fn check(lines: &[(BlockRole, &str)], expected: &[&str]) {
        let mut report = Report::default();
        for (role, line) in lines {
            let start = report.text.len();
            report.text += line;
            report.blocks.push(Block { span: Span::new(start, report.text.len()), role: *role });
            report.text += if *role == BlockRole::Dateline { " " } else { "\n\n" };
        }
        let annotated = annotate(report, &Models::embedded(), 1000);
        let text = &annotated.report.text;
        let found: Vec<&str> = annotated.every_sentence.iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn furniture_and_speakers_count() {
        check(
            &[
                (BlockRole::Date, "Monday, May 5, 2031"),
                (BlockRole::Credit, "The weir. Photo: Ottla Prin"),
                (BlockRole::Dateline, "ORR —"),
                (BlockRole::Body, "“It broke. We ran,” Tolk said. “It was dark.”"),
            ],
            &[
                "Monday, May 5, 2031",
                "The weir.",
                "Photo: Ottla Prin",
                "“It broke.",
                "We ran,” Tolk said.",
                "“It was dark.”",
            ],
        );
    }

    #[test]
    fn a_pulled_quotation_keeps_its_credit() {
        check(
            &[(BlockRole::Body, "“It broke. We ran.” Runa Tolk, engineer")],
            &["“It broke.", "We ran.” Runa Tolk, engineer"],
        );
    }

    #[test]
    fn a_date_without_its_line_break() {
        check(
            &[(BlockRole::Body, "Monday, May 5, 2031 The weir broke.")],
            &["Monday, May 5, 2031", "The weir broke."],
        );
    }
}
