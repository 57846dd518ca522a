//! Where the page links to: every span that some item shows, with an id in its report's pane.
//!
//! Invariant: a span that [`Anchors::href`] was asked for has exactly one element with that id.
//! All spans are gathered before anything is written, so that a pane can be cut at their ends.

use crate::codepoints::CodePoints;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use variorum_model::{Edition, Span};

/// What the pane knows of one marked span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// True for the words of a quotation.
    pub(super) quotation: bool,
    /// True for the words of a finding or a source.
    pub(super) evidence: bool,
    /// Statements whose wording this is.
    pub(super) statements: Vec<usize>,
    /// Statements that are named after the words: those whose wording ends here.
    pub(super) ends: Vec<usize>,
    /// Findings that point here.
    pub(super) findings: Vec<usize>,
}

/// The marked spans of one report: by start, the longer first, so that what is inside comes after.
pub(super) type Marks = BTreeMap<(usize, Reverse<usize>), Mark>;

/// The marked spans of every report.
pub(super) struct Anchors<'e> {
    points: Vec<CodePoints<'e>>,
    texts: Vec<&'e str>,
    marks: Vec<Marks>,
}

impl<'e> Anchors<'e> {
    pub(super) fn new(edition: &'e Edition) -> Self {
        let texts: Vec<&str> = (0..edition.witnesses.len()).map(|at| edition.text(at)).collect();
        let mut anchors = Self {
            points: texts.iter().map(|text| CodePoints::new(text)).collect(),
            marks: texts.iter().map(|_| Marks::new()).collect(),
            texts,
        };
        anchors.quotations(edition);
        anchors.statements(edition);
        anchors.evidence(edition);
        anchors
    }

    fn quotations(&mut self, edition: &Edition) {
        for (number, at) in edition.quotations.iter().enumerate() {
            for &span in &edition.quotation(number).content {
                self.mark(at.witness, span).quotation = true;
            }
        }
    }

    fn statements(&mut self, edition: &Edition) {
        for (index, statement) in edition.statements.iter().enumerate() {
            let witness = |reading: usize| {
                let quotation = statement.readings[reading].quotation;
                edition.quotations[quotation].witness
            };
            for (at, reading) in statement.readings.iter().enumerate() {
                for &span in &reading.spans {
                    self.mark(witness(at), span).statements.push(index);
                }
                if let Some(&last) = reading.spans.last() {
                    self.mark(witness(at), last).ends.push(index);
                }
                let quotation = edition.quotation(reading.quotation);
                let annotated = &edition.witnesses[witness(at)].annotated;
                let attribution = annotated.attributions.get(quotation.attribution);
                for span in attribution.iter().flat_map(|a| &a.chain).filter_map(|link| link.span) {
                    self.mark(witness(at), span);
                }
            }
            for entry in &statement.apparatus {
                self.mark(witness(entry.lemma_reading), entry.lemma);
                for variant in &entry.variants {
                    self.mark(witness(variant.reading), variant.span);
                }
            }
        }
    }

    fn evidence(&mut self, edition: &Edition) {
        for (index, finding) in edition.findings.iter().enumerate() {
            for reading in &finding.readings {
                let mark = self.mark(reading.witness, reading.span);
                mark.evidence = true;
                mark.findings.push(index);
            }
        }
        for member in edition.parallels.iter().flat_map(|parallel| &parallel.members) {
            self.mark(member.witness, member.span);
        }
        for source in &edition.sources {
            for &span in &source.evidence {
                self.mark(source.witness, span).evidence = true;
            }
        }
        for (witness, at) in edition.witnesses.iter().enumerate() {
            let notices = at.annotated.report.notices.iter().chain(&at.annotated.notices);
            let dates = at.annotated.report.dates.iter().filter_map(|date| date.span);
            for span in notices.filter_map(|notice| notice.span).chain(dates) {
                self.mark(witness, span);
            }
        }
    }

    fn mark(&mut self, witness: usize, span: Span) -> &mut Mark {
        let span = within(self.texts[witness], span);
        self.marks[witness].entry((span.start, Reverse(span.end))).or_default()
    }

    /// The marks of a report, in order.
    pub(super) fn marks(&self, witness: usize) -> &Marks {
        &self.marks[witness]
    }

    /// The id of the span's words: `r1-c120-135`, report and code points.
    pub(super) fn id(&self, witness: usize, span: Span) -> String {
        let [start, end] = self.points[witness].span(within(self.texts[witness], span));
        format!("r{}-c{start}-{end}", witness + 1)
    }

    /// A link to the words.
    pub(super) fn href(&self, witness: usize, span: Span) -> String {
        format!("#{}", self.id(witness, span))
    }
}

/// The span, moved inside the text and onto character boundaries where it was not.
fn within(text: &str, span: Span) -> Span {
    let start = text.floor_char_boundary(span.start);
    Span::new(start, text.floor_char_boundary(span.end).max(start))
}
