//! Chosen blocks to the text of the extract, with paragraphs and marks in its offsets.

use variorum_model::{MarkKind, Rule, Span};

use super::block::Block;
use super::extract::{Extract, PageMark, Paragraph, ParagraphKind, Remark};

/// Bytes of text that are kept of one page.
const MAX_TEXT_BYTES: usize = 2_000_000;

/// Paragraphs that are kept of one page.
const MAX_PARAGRAPHS: usize = 20_000;

/// Puts the blocks, each cut to its chosen part, into the extract.
pub(super) fn compose(blocks: &[(&Block, Span)], extract: &mut Extract) {
    let mut open: Option<(u32, usize)> = None;
    let mut n_left_out = 0;
    for (block, part) in blocks {
        let is_full = extract.paragraphs.len() >= MAX_PARAGRAPHS;
        let room = if is_full { 0 } else { MAX_TEXT_BYTES.saturating_sub(extract.text.len() + 2) };
        let kept =
            Span::new(part.start, block.text.floor_char_boundary(part.end.min(part.start + room)));
        n_left_out += part.len() - kept.len();
        let part = kept.trim(&block.text);
        let words = part.of(&block.text);
        if words.is_empty() {
            continue;
        }
        if !extract.text.is_empty() {
            extract.text.push_str("\n\n");
        }
        let start = extract.text.len();
        extract.text.push_str(words);
        let span = Span::new(start, extract.text.len());
        extract.paragraphs.push(Paragraph { span, path: block.path.clone(), kind: block.kind });
        if block.kind == ParagraphKind::Heading {
            extract.marks.push(PageMark { span, kind: MarkKind::Heading });
        }
        set_off(extract, &mut open, block, span);
        extract.marks.extend(block.marks.iter().filter_map(|mark| {
            let inside = Span::new(mark.span.start.max(part.start), mark.span.end.min(part.end));
            let inside = inside.trim(&block.text);
            let shifted =
                Span::new(inside.start - part.start + start, inside.end - part.start + start);
            (!inside.is_empty()).then_some(PageMark { span: shifted, kind: mark.kind })
        }));
    }
    if n_left_out > 0 {
        let message = format!(
            "{n_left_out} bytes of text were left out: more than {MAX_TEXT_BYTES}, or than {MAX_PARAGRAPHS} paragraphs"
        );
        extract.notices.push(Remark::new(Rule::LongText, message));
    }
    extract
        .marks
        .sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), mark.kind));
}

/// One mark over the paragraphs of one `<blockquote>`, and one more where it is a post.
fn set_off(extract: &mut Extract, open: &mut Option<(u32, usize)>, block: &Block, span: Span) {
    if block.blockquote == 0 {
        *open = None;
        return;
    }
    match *open {
        Some((number, at)) if number == block.blockquote => {
            let marks = extract.marks[at..].iter_mut();
            for mark in marks.filter(|mark| is_whole(mark.kind)).take(2) {
                mark.span.end = span.end;
            }
        }
        _ => {
            *open = Some((block.blockquote, extract.marks.len()));
            extract.marks.push(PageMark { span, kind: MarkKind::Blockquote });
            let post = block.post.map(|platform| PageMark { span, kind: MarkKind::Post(platform) });
            extract.marks.extend(post);
        }
    }
}

/// True for what spans a whole `<blockquote>`.
fn is_whole(kind: MarkKind) -> bool {
    matches!(kind, MarkKind::Blockquote | MarkKind::Post(_))
}
