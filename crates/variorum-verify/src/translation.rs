//! The same utterance in other words: what collation joins into one statement.

use crate::passage::Opened;
use crate::query::Query;
use variorum_collate::{Options, collate};
use variorum_model::{
    Annotated, Attribution, Block, BlockRole, Entity, EntityKind, Mode, Quotation, Report, Span,
    Speaker, Stance,
};

/// The quotation of the report that says what is asked in other words; `None` where collation joins none with it.
pub(crate) fn find(query: &Query, opened: &Opened) -> Option<usize> {
    let report = &opened.annotated;
    let asked = asked(query);
    let options = Options { primaries: vec![asked], ..Options::default() };
    let edition = collate(vec![report.clone()], &options);
    let of = |quotation: usize| edition.quotations[quotation];
    let is_asked = |witness: usize| edition.witnesses[witness].primary;
    edition
        .statements
        .iter()
        .filter(|statement| statement.readings.iter().any(|r| is_asked(of(r.quotation).witness)))
        .flat_map(|statement| &statement.readings)
        .map(|reading| of(reading.quotation))
        .find(|found| {
            !is_asked(found.witness) && report.quotations[found.quotation].mode != Mode::Indirect
        })
        .map(|found| found.quotation)
}

/// The words asked as a text of one quotation.
fn asked(query: &Query) -> Annotated {
    let words: Vec<&str> = query.spans.iter().map(|span| span.of(&query.text).trim()).collect();
    let words = format!("“{}”", words.join(" ").trim_matches(['“', '”', '"']));
    let by = query.by.as_deref().unwrap_or_default();
    let text = if by.is_empty() { words.clone() } else { format!("{words} {by} said.") };
    let content = Span::new(0, words.len());
    let whole = Span::new(0, text.len());
    let source = Span::new(words.len() + 1, words.len() + 1 + by.len());
    let named = !by.is_empty();
    let speaker = named.then(|| Speaker { entity: Some(0), name: by.to_owned() });
    let entity = Entity { kind: EntityKind::Other, name: by.to_owned(), mentions: vec![source] };
    Annotated {
        report: Report {
            id: "\u{0}asked".to_owned(),
            blocks: vec![Block { span: whole, role: BlockRole::Body }],
            text,
            ..Report::default()
        },
        sentences: vec![whole],
        every_sentence: vec![whole],
        attributions: vec![Attribution {
            content: vec![content],
            cue: Vec::new(),
            source: if named { vec![source] } else { Vec::new() },
            quoted: vec![content],
            mode: Mode::Direct,
            speaker: speaker.clone(),
            stance: Stance::Say,
            chain: Vec::new(),
            nested_in: None,
            confidence: 1.0,
            offered: true,
        }],
        quotations: vec![Quotation {
            attribution: 0,
            content: vec![content],
            mode: Mode::Direct,
            speaker,
            nested_in: None,
            confidence: 1.0,
        }],
        entities: if named { vec![entity] } else { Vec::new() },
        ..Annotated::default()
    }
}
