//! The quotations and figures of a draft that are to be checked, and what to say of each.

use crate::query::{Query, Unaskable};
use crate::shelf::Shelf;
use crate::who::{self, By, Credit};
use crate::word::Lexicon;
use variorum_model::{
    Annotated, ChangeKind, CheckedFigure, FigureMatch, FigureVerdict, Mode, Quantity, Span,
    Verification, Wording,
};
use variorum_text::stem;

/// Words in marks of fewer than this that nobody is credited with are a title or a scare quote.
const UNCREDITED_WORDS: usize = 5;

/// A quotation of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct Drafted {
    /// Where it stands, marks included.
    pub content: Vec<Span>,
    /// What is asked of the reports.
    pub query: Query,
    /// The folded words: what tells them from others.
    pub words: String,
}

/// The quotations of a draft, in order; nested ones are part of what they stand in.
pub fn quotations(draft: &Annotated) -> Vec<Drafted> {
    let mut out = Vec::new();
    for quotation in &draft.quotations {
        if quotation.mode == Mode::Indirect || quotation.nested_in.is_some() {
            continue;
        }
        let by = quotation.speaker.as_ref().map(|speaker| speaker.name.as_str());
        let Ok(query) = Query::of(&draft.report.text, quotation.content.clone(), by) else {
            continue;
        };
        let mut lexicon = Lexicon::default();
        let words = query.words(&mut lexicon);
        if by.is_none() && words.len() < UNCREDITED_WORDS {
            continue;
        }
        let words: Vec<&str> = words.iter().map(|word| lexicon.text(word.form)).collect();
        out.push(Drafted { content: quotation.content.clone(), words: words.join(" "), query });
    }
    out.sort_by_key(|drafted| drafted.content.first().map(|span| span.start));
    out
}

/// A figure that a draft attributes outside its quotations.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftedFigure {
    /// Index among the quantities of the draft.
    pub quantity: usize,
    /// Whose it is said to be.
    pub claimant: String,
    /// The sentence it stands in, to be looked for.
    pub sentence: Query,
}

/// The attributed figures of a draft, in order.
pub fn figures(draft: &Annotated) -> Result<Vec<DraftedFigure>, Unaskable> {
    let mut out = Vec::new();
    for (index, quantity) in draft.quantities.iter().enumerate() {
        let in_marks = draft
            .quotations
            .iter()
            .filter(|quotation| quotation.mode != Mode::Indirect)
            .any(|quotation| quotation.content.iter().any(|span| span.contains(quantity.span)));
        let attribution = quantity.attribution.and_then(|at| draft.attributions.get(at));
        let claimant = attribution.and_then(|a| a.speaker.as_ref()).map(|s| s.name.clone());
        let sentence = draft.sentences.iter().find(|s| s.contains(quantity.span));
        if let (false, Some(claimant), Some(&sentence)) = (in_marks, claimant, sentence) {
            let sentence = Query::of(&draft.report.text, vec![sentence], None)?;
            out.push(DraftedFigure { quantity: index, claimant, sentence });
        }
    }
    Ok(out)
}

/// A word of at least this weight tells what a sentence is about.
const TELLING: f32 = 1.0;
/// Words that the sentences of two figures share at least, before the two are held to be of one thing.
const SHARED_STEMS: usize = 3;

impl Shelf {
    /// What the reports named in `among` say to a figure of a draft.
    /// `differs` needs the same claimant, unit and thing counted, and sentences that share words; else nothing is said.
    pub fn figure(
        &mut self,
        draft: &Annotated,
        figure: &DraftedFigure,
        among: &[usize],
    ) -> CheckedFigure {
        let asked = &draft.quantities[figure.quantity];
        let told = telling(draft, asked);
        let (credits, aliases, opened) = self.parts();
        let by = By::parse(&figure.claimant);
        let mut matches = Vec::new();
        for (number, opened) in among.iter().filter_map(|n| Some((*n, opened.get(n)?))) {
            let report = &opened.annotated;
            for quantity in &report.quantities {
                let attribution = quantity.attribution.and_then(|at| report.attributions.get(at));
                let Some(speaker) = attribution.and_then(|a| a.speaker.as_ref()) else { continue };
                let place = opened.words.partition_point(|w| w.span.end <= quantity.span.start);
                let credited = place < opened.words.len()
                    && (who::credit(&by, opened, place, credits, aliases) == Credit::Same
                        || who::same(&figure.claimant, &speaker.name));
                let alike = quantity.unit == asked.unit && quantity.of == asked.of;
                let shared = telling(report, quantity);
                let shared = told.iter().filter(|stem| shared.contains(stem)).count();
                if credited && alike && shared >= SHARED_STEMS {
                    matches.push(FigureMatch {
                        report: number,
                        span: quantity.span,
                        value: quantity.value,
                        claimant: speaker.name.clone(),
                    });
                }
            }
        }
        let same = |found: &FigureMatch| (found.value - asked.value).abs() < 1e-9;
        let verdict = if matches.iter().any(same) {
            matches.retain(same);
            FigureVerdict::Same
        } else if matches.is_empty() {
            FigureVerdict::NotFound
        } else {
            FigureVerdict::Differs
        };
        let claimant = figure.claimant.clone();
        CheckedFigure { span: asked.span, claimant, verdict, matches }
    }
}

/// The stems of the words that tell what the sentence of a figure is about, sorted.
fn telling(annotated: &Annotated, quantity: &Quantity) -> Vec<String> {
    let text = &annotated.report.text;
    let sentence = annotated.sentences.iter().find(|s| s.contains(quantity.span));
    let mut lexicon = Lexicon::default();
    let words = lexicon.words(text, &sentence.copied().into_iter().collect::<Vec<_>>());
    let telling = words.iter().filter(|word| word.weight >= TELLING && !word.is_number);
    let mut out: Vec<String> = telling.map(|word| stem(lexicon.text(word.form))).collect();
    out.sort();
    out.dedup();
    out
}

/// What to change in the draft; `None` where nothing needs it. `text` gives the words of a match.
pub fn suggestion(answer: &Verification, found: Option<&str>) -> Option<String> {
    let best = answer.matches.first();
    let speaker = best.and_then(|m| m.speaker.as_ref()).map(|s| s.name.as_str());
    let found = found.unwrap_or_default();
    let has = |kind| best.is_some_and(|m| m.changes.iter().any(|change| change.kind == kind));
    Some(match answer.wording {
        Wording::Verbatim | Wording::Cut | Wording::Glossed => return None,
        Wording::CutUnmarked => format!("mark what is left out with an ellipsis: “{found}”"),
        Wording::Joined => "the two stretches stand apart: give them as two quotations".into(),
        Wording::Inflected => format!("restore the words as they stand: “{found}”"),
        Wording::Misattributed => match speaker {
            Some(speaker) => format!("the report credits {speaker}"),
            None => "no report credits whom the draft credits".into(),
        },
        Wording::Dequoted => {
            let whose = speaker.map(|who| format!(" of {who}")).unwrap_or_default();
            if has(ChangeKind::OutsideMarks) {
                format!("part of it stands outside the marks: quote only what{whose} stands inside")
            } else {
                format!("the words stand without marks: report them{whose} without quoting")
            }
        }
        Wording::Fused => format!("words of two places are run together: “{found}”"),
        Wording::OtherTranslation => format!("the report has it in other words: “{found}”"),
        Wording::Spun | Wording::Altered => format!("the report has: “{found}”"),
        Wording::NotFound => "no report has it: find its source or take it out".into(),
    })
}
