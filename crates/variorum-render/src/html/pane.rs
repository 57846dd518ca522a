//! The wording of one report with every span that the edition points at.
//!
//! HTML elements nest, spans may cross. An element is closed where the span around it ends and
//! opened again behind it: the first piece carries the id, all pieces carry the statements.
//! Paragraphs cut spans in the same way. Every byte of the text is written once.

use super::anchors::{Anchors, Mark};
use super::escape::push_escaped;
use std::cmp::Reverse;
use std::fmt::Write;
use variorum_model::{BlockRole, Report, Span};

/// The report's text as paragraphs, to be placed inside an element of its language.
pub(super) fn pane(anchors: &Anchors, witness: usize, report: &Report) -> String {
    let marks = anchors.marks(witness).iter();
    let marks = marks.map(|(&(start, Reverse(end)), mark)| (Span::new(start, end), mark));
    let mut pane = Pane {
        text: &report.text,
        anchors,
        witness,
        marks: marks.collect(),
        next: 0,
        open: Vec::new(),
        out: String::with_capacity(report.text.len() * 3),
    };
    for (range, role) in paragraphs(report) {
        pane.paragraph(range, role);
    }
    pane.out
}

struct Pane<'a> {
    text: &'a str,
    anchors: &'a Anchors<'a>,
    witness: usize,
    /// In order of start, the longer first.
    marks: Vec<(Span, &'a Mark)>,
    /// The first mark that has not begun.
    next: usize,
    /// Marks that have begun and not ended, the outer first.
    open: Vec<usize>,
    out: String,
}

impl Pane<'_> {
    fn paragraph(&mut self, range: Span, role: Option<BlockRole>) {
        let is_last = range.end == self.text.len();
        let class = class(role);
        write!(self.out, "<p class=\"{class}\" dir=\"auto\">").expect("a String takes it");
        self.reopen(0);
        let mut at = range.start;
        loop {
            self.close_ended(at);
            self.open_begun(at, is_last || at < range.end);
            if at >= range.end {
                break;
            }
            let begin = self.marks.get(self.next).map_or(range.end, |(span, _)| span.start);
            let ends = self.open.iter().map(|&mark| self.marks[mark].0.end);
            let stop = ends.chain([begin]).min().unwrap_or(range.end).clamp(at, range.end);
            push_escaped(&mut self.out, Span::new(at, stop).of(self.text));
            at = stop;
        }
        self.close_tags(0);
        self.out.push_str("</p>\n");
    }

    /// Closes the marks that end at the place, and those inside them, which go on behind it.
    fn close_ended(&mut self, at: usize) {
        let ended = |mark: &usize| self.marks[*mark].0.end <= at;
        let Some(outermost) = self.open.iter().position(ended) else { return };
        self.close_tags(outermost);
        let (ended, going_on): (Vec<usize>, Vec<usize>) =
            self.open.drain(outermost..).partition(|&mark| self.marks[mark].0.end <= at);
        for mark in ended.into_iter().rev() {
            self.references(mark);
        }
        self.open.extend(going_on);
        self.reopen(outermost);
    }

    /// Opens the marks that begin at the place; one without words is opened and closed.
    fn open_begun(&mut self, at: usize, may_begin: bool) {
        while may_begin && self.marks.get(self.next).is_some_and(|(span, _)| span.start <= at) {
            let mark = self.next;
            self.next += 1;
            self.tag(mark, true);
            if self.marks[mark].0.is_empty() {
                self.out.push_str(if self.is_mark(mark) { "</mark>" } else { "</span>" });
                self.references(mark);
            } else {
                self.open.push(mark);
            }
        }
    }

    fn reopen(&mut self, from: usize) {
        for index in from..self.open.len() {
            self.tag(self.open[index], false);
        }
    }

    fn close_tags(&mut self, from: usize) {
        for index in (from..self.open.len()).rev() {
            let is_mark = self.is_mark(self.open[index]);
            self.out.push_str(if is_mark { "</mark>" } else { "</span>" });
        }
    }

    /// What is quoted or proves a finding is marked; a place that is only linked to is not.
    fn is_mark(&self, mark: usize) -> bool {
        let mark = self.marks[mark].1;
        mark.quotation || mark.evidence || !mark.statements.is_empty()
    }

    fn tag(&mut self, index: usize, is_first: bool) {
        let (span, mark) = self.marks[index];
        self.out.push_str(if self.is_mark(index) { "<mark" } else { "<span" });
        if is_first {
            let id = self.anchors.id(self.witness, span);
            write!(self.out, " id=\"{id}\"").expect("a String takes it");
        }
        let quoted = mark.quotation || !mark.statements.is_empty();
        let class = match (quoted, mark.evidence) {
            (true, false) => " class=\"said\"",
            (true, true) => " class=\"said evidence\"",
            (false, true) => " class=\"evidence\"",
            (false, false) => " class=\"place\"",
        };
        self.out.push_str(class);
        if !mark.statements.is_empty() {
            self.out.push_str(" data-s=\"");
            for (nth, statement) in mark.statements.iter().enumerate() {
                let space = if nth > 0 { " " } else { "" };
                write!(self.out, "{space}s{}", statement + 1).expect("a String takes it");
            }
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Small links back to the statements whose wording ends here and the findings that point here.
    fn references(&mut self, mark: usize) {
        let mark = self.marks[mark].1;
        let statements = mark.ends.iter().map(|index| ('s', index + 1));
        let findings = mark.findings.iter().map(|index| ('f', index + 1));
        for (noun, number) in statements.chain(findings) {
            write!(
                self.out,
                "<a class=\"ref\" dir=\"ltr\" href=\"#{noun}{number}\">{noun}{number}</a>"
            )
            .expect("a String takes it");
        }
    }
}

/// The whole text cut into paragraphs: a block and the white space behind it, or what stands
/// outside every block.
fn paragraphs(report: &Report) -> Vec<(Span, Option<BlockRole>)> {
    let text = &report.text;
    let mut cuts: Vec<(usize, Option<BlockRole>)> = Vec::new();
    let mut end = 0;
    for block in &report.blocks {
        let start = text.floor_char_boundary(block.span.start);
        if start < end {
            continue; // Blocks do not overlap; one that does is shown with the block before it.
        }
        if !Span::new(end, start).of(text).trim().is_empty() {
            cuts.push((end, None));
        }
        cuts.push((start, Some(block.role)));
        end = text.floor_char_boundary(block.span.end).max(start);
    }
    if cuts.is_empty() || !Span::new(end, text.len()).of(text).trim().is_empty() {
        cuts.push((end, None));
    }
    // White space before the first block goes with it.
    cuts[0].0 = 0;
    let ends: Vec<usize> = cuts.iter().skip(1).map(|cut| cut.0).chain([text.len()]).collect();
    cuts.into_iter().zip(ends).map(|((start, role), end)| (Span::new(start, end), role)).collect()
}

/// The class of a block.
const fn class(role: Option<BlockRole>) -> &'static str {
    match role {
        Some(BlockRole::Title) => "title",
        Some(BlockRole::Standfirst) => "standfirst",
        Some(BlockRole::Heading) => "subheading",
        Some(BlockRole::Body) | None => "prose",
        Some(_) => "furniture",
    }
}
