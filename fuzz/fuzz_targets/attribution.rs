//! Any text is annotated without a panic, and every span found lies in it on character boundaries.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use variorum_annotate::{Engine, Models, annotate};
use variorum_model::{Annotated, Span};

/// As much as the command line annotates of one report.
const MAX_CHARS: usize = 200_000;

/// The rules, and the network that is fast enough to fuzz.
static MODELS: LazyLock<Models> = LazyLock::new(|| Models::of(Engine::Fast));

fuzz_target!(|bytes: &[u8]| {
    for report in variorum_read::read_bytes("fuzz.txt", bytes).reports {
        check(&annotate(report, &MODELS, MAX_CHARS));
    }
});

fn check(annotated: &Annotated) {
    let text = &annotated.report.text;
    let holds = |span: &Span| assert!(text.get(span.start..span.end).is_some(), "{span:?}");
    annotated.sentences.iter().for_each(holds);
    for attribution in &annotated.attributions {
        attribution.content.iter().for_each(holds);
        attribution.cue.iter().for_each(holds);
        attribution.source.iter().for_each(holds);
        attribution.quoted.iter().for_each(holds);
        attribution.chain.iter().filter_map(|link| link.span.as_ref()).for_each(holds);
        assert!(attribution.nested_in.is_none_or(|index| index < annotated.attributions.len()));
    }
    for quotation in &annotated.quotations {
        quotation.content.iter().for_each(holds);
        assert!(quotation.attribution < annotated.attributions.len());
        assert!(quotation.nested_in.is_none_or(|index| index < annotated.quotations.len()));
    }
    annotated.entities.iter().flat_map(|entity| &entity.mentions).for_each(holds);
    annotated.times.iter().for_each(|time| holds(&time.span));
    annotated.quantities.iter().for_each(|quantity| holds(&quantity.span));
    annotated.acts.iter().for_each(|act| holds(&act.span));
    annotated.sources.iter().flat_map(|source| &source.evidence).for_each(holds);
}
