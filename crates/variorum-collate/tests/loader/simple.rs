//! Reports written for tests: every stretch in double quotation marks is a quotation.
#![allow(missing_docs, dead_code)]

use variorum_model::{
    Annotated, Attribution, Block, BlockRole, Mode, Quotation, Report, Span, Speaker, Stance,
};
use variorum_text::{Level, quoted, sentences, tokens};

/// A report of one paragraph a line; `speaker` says all that stands in marks.
pub fn report(id: &str, speaker: &str, text: &str) -> Annotated {
    let mut out = Annotated::default();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len()).trim(text);
        at += line.len() + 1;
        if span.is_empty() {
            continue;
        }
        out.report.blocks.push(Block { span, role: BlockRole::Body });
        let marks = quoted(text, span);
        out.sentences.extend(sentences(text, span, &tokens(text, span), &marks));
        for mark in marks.iter().filter(|mark| mark.depth == 0 && mark.level == Level::Double) {
            let speaker = Some(Speaker { entity: None, name: speaker.to_owned() });
            let mode = if mark.inner.of(text).contains(' ') { Mode::Direct } else { Mode::Mixed };
            out.attributions.push(Attribution {
                content: vec![mark.span],
                cue: Vec::new(),
                source: Vec::new(),
                quoted: vec![mark.span],
                mode,
                speaker: speaker.clone(),
                stance: Stance::Say,
                chain: Vec::new(),
                nested_in: None,
                confidence: 1.0,
                offered: true,
            });
            out.quotations.push(Quotation {
                attribution: out.quotations.len(),
                content: vec![mark.span],
                mode,
                speaker,
                nested_in: None,
                confidence: 1.0,
            });
        }
    }
    out.report = Report {
        id: id.to_owned(),
        text: text.to_owned(),
        blocks: out.report.blocks,
        ..Report::default()
    };
    out
}
