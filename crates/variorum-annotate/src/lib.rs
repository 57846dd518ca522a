//! A report to what is in it: attributions, quotations, entities, times, quantities, accusations and denials.
//!
//! In: a [`Report`] and the [`Models`]. Out: an [`Annotated`].
//! It refuses to know other reports, files and the day of the run: every report is read alone.
//!
//! Annotations hold spans into the raw text; what is not understood is left out rather than guessed.

mod acts;
mod attribute;
mod authors;
mod calibration;
mod chain;
mod document;
mod draft;
pub mod engine;
mod entities;
mod every_sentence;
mod govern;
mod indirect;
mod lexicon;
mod names;
mod phrase;
mod prose;
mod quantities;
mod reporting;
mod settings;
mod sources;
mod speaker;
mod times;
pub mod who;
mod word_list;
mod works;

pub use engine::Engine;
pub use lexicon::Models;
pub use times::anchor_on_siblings;

use document::Document;
use entities::Entities;
use prose::Prose;
use variorum_model::{Annotated, Attribution, Entity, Notice, Quantity, Report, Rule, Span};

/// Annotates one report; of its text, at most the first `max_chars` code points.
pub fn annotate(report: Report, models: &Models, max_chars: usize) -> Annotated {
    let mut notices = Vec::new();
    let limit = limit(&report, max_chars, &mut notices);
    let prose = Prose::of(&report, limit);
    let document = Document::new(&prose, models);
    let credited = sources::credited(&report, models);
    let entities = Entities::of(&document, &credited, models);
    let sentences: Vec<Span> =
        document.paragraphs.iter().flat_map(|p| p.sentences.iter().map(|s| s.span)).collect();
    let found = models.network.as_ref().map(|network| engine::find(&report.text[..limit], network));
    let mut drafts = attribute::attribute(&document, &entities, models, found);
    let refused = who::decide(&document, &entities, models, &mut drafts);
    let sources = sources::sources(&document, &report, &entities, models, &drafts);
    unbalanced(&document, &report.id, &mut notices);
    crowded(&document, &report.id, &mut notices);
    let (attributions, quotations) = draft::finish(drafts, refused);
    let lines: Vec<times::Line> = sentences.iter().map(|span| prose.line(*span)).collect();
    let mut quantities = quantities::quantities(&lines);
    claim(&mut quantities, &attributions);
    let canonical = |span: Span| entities.named_in(span).map(|id| entities.all[id].name.clone());
    let acts = acts::acts(&lines, &models.places, &canonical);
    let times = times::times(&report, &lines);
    quantities::date(&mut quantities, &times, &sentences);
    let every_sentence = every_sentence::every_sentence(&document, &report, &times, models, limit);
    let entities = entities
        .all
        .into_iter()
        .map(|known| Entity {
            kind: known.kind,
            name: known.name,
            mentions: known.mentions.iter().map(|m| m.span).collect(),
        })
        .collect();
    Annotated {
        sentences,
        every_sentence,
        attributions,
        quotations,
        entities,
        times,
        quantities,
        acts,
        sources,
        notices,
        report,
    }
}

/// The byte offset of the code point after the last one that is read.
fn limit(report: &Report, max_chars: usize, notices: &mut Vec<Notice>) -> usize {
    let Some((byte, _)) = report.text.char_indices().nth(max_chars) else {
        return report.text.len();
    };
    notices.push(Notice {
        rule: Rule::TextCut,
        report: Some(report.id.clone()),
        span: Some(Span::new(byte, report.text.len())),
        message: format!(
            "only the first {max_chars} characters were annotated; raise --max-chars to read on"
        ),
    });
    byte
}

/// A notice for each quotation mark without a partner.
fn unbalanced(document: &Document, id: &str, notices: &mut Vec<Notice>) {
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        for quoted in paragraph.quoted.iter().filter(|q| !q.opened || !q.closed) {
            // a quotation continued in the next paragraph is left open by custom
            let continued = quoted.opened
                && document.paragraphs.get(index + 1).is_some_and(|next| {
                    next.quoted.first().is_some_and(|q| q.span.start == next.span.start)
                });
            if !continued {
                notices.push(Notice {
                    rule: Rule::UnbalancedQuotationMark,
                    report: Some(id.to_owned()),
                    span: Some(quoted.span),
                    message:
                        "a quotation mark has no partner; where the quotation ends is inferred"
                            .into(),
                });
            }
        }
    }
}

/// A notice for each sentence of which only the first quotations were read.
fn crowded(document: &Document, id: &str, notices: &mut Vec<Notice>) {
    for sentence in document.paragraphs.iter().flat_map(|p| &p.sentences) {
        if sentence.items.iter().filter(|item| item.quote().is_some()).count()
            > govern::MOST_QUOTATIONS
        {
            notices.push(Notice {
                rule: Rule::CrowdedSentence,
                report: Some(id.to_owned()),
                span: Some(sentence.span),
                message: format!(
                    "only the first {} quotations of a sentence were read",
                    govern::MOST_QUOTATIONS
                ),
            });
        }
    }
}

/// Sets the claimant of each quantity: the innermost attribution whose content holds it. Both come in order of place.
fn claim(quantities: &mut [Quantity], attributions: &[Attribution]) {
    let mut sizes = vec![usize::MAX; quantities.len()];
    for (index, attribution) in attributions.iter().enumerate() {
        let size: usize = attribution.content.iter().map(|span| span.len()).sum();
        for span in &attribution.content {
            let from = quantities.partition_point(|quantity| quantity.span.start < span.start);
            for (quantity, known) in quantities[from..].iter_mut().zip(&mut sizes[from..]) {
                if quantity.span.end > span.end {
                    break;
                }
                if size < *known {
                    *known = size;
                    quantity.attribution = Some(index);
                }
            }
        }
    }
}
