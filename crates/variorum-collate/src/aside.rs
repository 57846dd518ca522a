//! Reports that do not belong: of another language, or sharing nothing with the others.

use crate::word::Lexicon;
use std::collections::{BTreeMap, HashMap};
use variorum_model::{Annotated, Notice, Rule, Span};

/// Below this cosine with the others taken together, a report is about something else.
/// Measured on the gold stories: reports of one story have .18 or more, strangers mostly less than .05, and
/// .09 to .11 where two stories share their chief person; setting a true report aside costs more.
const SHARED: f32 = 0.08;
/// Bytes of a report that tell what it is about; a longer text is not held in memory word by word.
const ENOUGH: usize = 1 << 18;
/// Words of less weight are in every report.
const TELLING: f32 = 2.5;

/// Splits off what cannot be collated; the reports keep their order.
pub(crate) fn set_aside(reports: Vec<Annotated>) -> (Vec<Annotated>, Vec<Notice>) {
    let language = common_language(&reports);
    let vectors = vectors(&reports);
    let likeness = likeness(&vectors);
    let reasons: Vec<Option<(Rule, String)>> = reports
        .iter()
        .zip(&likeness)
        .map(|(annotated, likeness)| {
            let own = annotated.report.language.as_deref();
            match (own, language.as_deref()) {
                (Some(own), Some(common)) if own != common => Some((
                    Rule::OtherLanguage,
                    format!("set aside: written in {own}, the others in {common}"),
                )),
                _ if *likeness < SHARED => Some((
                    Rule::Unrelated,
                    "set aside: shares nothing with the other reports".to_owned(),
                )),
                _ => None,
            }
        })
        .collect();
    // where nothing would be left, nothing is set aside
    if reasons.iter().all(Option::is_some) {
        return (reports, Vec::new());
    }
    let mut kept = Vec::new();
    let mut notices = Vec::new();
    for (annotated, reason) in reports.into_iter().zip(reasons) {
        match reason {
            None => kept.push(annotated),
            Some((rule, message)) => notices.push(Notice {
                rule,
                report: Some(annotated.report.id.clone()),
                span: None,
                message,
            }),
        }
    }
    (kept, notices)
}

/// The remark on an edition of one report.
pub(crate) fn lone(annotated: &Annotated) -> Notice {
    Notice {
        rule: Rule::LoneReport,
        report: Some(annotated.report.id.clone()),
        span: None,
        message: "only one report; there is nothing to compare it with".to_owned(),
    }
}

/// The language of most reports; `None` where two are as frequent.
fn common_language(reports: &[Annotated]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for language in reports.iter().filter_map(|a| a.report.language.as_deref()) {
        *counts.entry(language).or_default() += 1;
    }
    let most = counts.values().copied().max()?;
    let mut best = counts.iter().filter(|(_, count)| **count == most);
    let (language, _) = best.next()?;
    best.next().is_none().then(|| (*language).to_owned())
}

/// The prose of the first [`ENOUGH`] bytes.
fn beginning(annotated: &Annotated) -> Vec<Span> {
    let text = &annotated.report.text;
    let end = text.floor_char_boundary(ENOUGH);
    let spans: Vec<Span> = if annotated.report.blocks.is_empty() {
        vec![Span::new(0, text.len())]
    } else {
        annotated.report.prose().map(|block| block.span).collect()
    };
    let cut = |span: Span| Span::new(span.start, span.end.min(end));
    spans.into_iter().take_while(|span| span.start < end).map(cut).collect()
}

/// For each report, what its stems tell, by number.
fn vectors(reports: &[Annotated]) -> Vec<HashMap<u32, f32>> {
    let mut lexicon = Lexicon::default();
    reports
        .iter()
        .map(|annotated| {
            let text = &annotated.report.text;
            let spans = beginning(annotated);
            let mut counts: HashMap<u32, (f32, f32)> = HashMap::new();
            for word in lexicon.words(text, &spans) {
                if word.is_spoken() && word.weight >= TELLING {
                    counts.entry(word.stem).or_insert((0.0, word.weight)).0 += 1.0;
                }
            }
            counts.into_iter().map(|(stem, (n, weight))| (stem, n.ln_1p() * weight)).collect()
        })
        .collect()
}

/// Cosine of each report with the sum of the others; 1 for a lone report and for one without words.
fn likeness(vectors: &[HashMap<u32, f32>]) -> Vec<f32> {
    if vectors.len() < 2 {
        return vec![1.0; vectors.len()];
    }
    // sums in a fixed order, so that rounding is the same in every run
    let mut sum: BTreeMap<u32, f32> = BTreeMap::new();
    for vector in vectors {
        let sorted: BTreeMap<_, _> = vector.iter().collect();
        for (stem, value) in sorted {
            *sum.entry(*stem).or_default() += value;
        }
    }
    let total: f32 = sum.values().map(|v| v * v).sum();
    vectors
        .iter()
        .map(|vector| {
            let own: BTreeMap<_, _> = vector.iter().collect();
            let square: f32 = own.values().map(|v| **v * **v).sum();
            let with_sum: f32 = own.iter().map(|(stem, v)| **v * sum[*stem]).sum();
            let dot = with_sum - square;
            // |sum - own|² = |sum|² - 2 own·sum + |own|²
            let rest = (total - 2.0 * with_sum + square).max(0.0);
            if square <= 0.0 { 1.0 } else { dot / (square.sqrt() * rest.sqrt()).max(1e-6) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::Report;

    fn report(id: &str, text: &str, language: &str) -> Annotated {
        let report = Report {
            id: id.to_owned(),
            text: text.to_owned(),
            language: Some(language.to_owned()),
            ..Report::default()
        };
        Annotated { report, ..Annotated::default() }
    }

    #[test]
    fn strangers_are_set_aside() {
        let story = "The ferry Halvard ran aground off Skerry Point with ninety passengers aboard.";
        let (kept, notices) = set_aside(vec![
            report("a", story, "en"),
            report(
                "b",
                "Ninety passengers left the grounded ferry Halvard off Skerry Point.",
                "en",
            ),
            report("c", "Wheat futures slipped as traders awaited the harvest estimate.", "en"),
            report("d", "Die Fähre Halvard lief auf Grund.", "de"),
        ]);
        assert_eq!(kept.len(), 2);
        let rules: Vec<&str> = notices.iter().map(|n| n.rule.name()).collect();
        assert_eq!(rules, ["unrelated", "other-language"]);
        assert_eq!(set_aside(vec![report("a", story, "en")]).0.len(), 1);
    }
}
