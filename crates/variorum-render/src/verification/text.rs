//! The answer for a terminal.

use super::address::address;
use super::{Answered, Part, chain, sides};
use crate::TextStyle;
use crate::text::page::{Ink, Page, Run, faint, plain, strong};
use crate::visible::one_line;
use variorum_model::{Annotated, Match, Span, Wording};

/// The answer as lines for a terminal.
pub fn verification_text(answered: &Answered, style: TextStyle) -> String {
    let mut page = Page::new(style.width, style.colour);
    let wording = answered.answer.wording;
    page.para(
        0,
        2,
        &[(ink(wording), title(wording).into()), plain("  "), faint(explained(wording))],
    );
    if let Some(by) = &answered.answer.by {
        page.item(0, "asked by", 10, &[plain(one_line(by).into_owned())]);
    }
    for found in &answered.answer.matches {
        if let Some(report) = answered.reports.report(found.report) {
            page.blank();
            let whole = [Span::new(0, answered.asked.len())];
            matched(&mut page, answered.asked, &whole, found, report);
        }
    }
    if !answered.also_in.is_empty() {
        page.blank();
        let ids =
            format!("the same words stand in {}; --all reads on", answered.also_in.join(", "));
        page.para(0, 2, &[faint(one_line(&ids).into_owned())]);
    }
    for notice in answered.notices {
        page.para(0, 2, &[faint(format!("notice: {}", one_line(&notice.message)))]);
    }
    page.finish()
}

/// One match: who says it and how, the words asked above the words found, and where to open it.
pub(super) fn matched(
    page: &mut Page,
    asked: &str,
    spans: &[Span],
    found: &Match,
    report: &Annotated,
) {
    let (a, f) = sides(asked, spans, found, report);
    let wording = if found.wording == Wording::NotFound {
        "closest passage".to_owned()
    } else {
        found.wording.name().replace('_', " ")
    };
    page.para(
        2,
        4,
        &[
            strong(one_line(&report.report.id).into_owned()),
            plain(format!("  {wording}, {}", found.voice.name())),
            faint(format!("  {:.0} % of the words", found.score * 100.0)),
        ],
    );
    page.item(4, "speaker", 13, &[plain(chain(found, report))]);
    page.item(4, "asked", 13, &runs(&a));
    page.item(4, "found", 13, &runs(&f));
    if let Some(address) = address(found, &report.report) {
        page.item(4, "open", 13, &[plain(one_line(&address).into_owned())]);
    }
}

/// The parts, those that differ between ‹ and ›.
fn runs(parts: &[Part]) -> Vec<Run<'static>> {
    let mut out = Vec::new();
    for (at, (changed, words)) in parts.iter().enumerate() {
        if at > 0 {
            out.push(plain(" "));
        }
        if *changed {
            out.push((Ink::Caution, format!("‹{words}›").into()));
        } else {
            out.push(plain(words.clone()));
        }
    }
    out
}

pub(super) fn ink(wording: Wording) -> Ink {
    match wording {
        Wording::Verbatim | Wording::Cut | Wording::Glossed => Ink::Calm,
        Wording::Inflected | Wording::CutUnmarked | Wording::OtherTranslation => Ink::Caution,
        _ => Ink::Alarm,
    }
}

pub(super) fn title(wording: Wording) -> String {
    wording.name().replace('_', " ").to_uppercase()
}

/// What a verdict means, in a line.
pub(super) const fn explained(wording: Wording) -> &'static str {
    match wording {
        Wording::Verbatim => "every word, in order, typography aside",
        Wording::Glossed => "the words, with words added in brackets",
        Wording::Cut => "the words, with a cut that an ellipsis declares",
        Wording::Inflected => "the same words in other grammatical forms",
        Wording::CutUnmarked => "words are left out without a sign",
        Wording::Joined => "two stretches that stand apart are given as one",
        Wording::Misattributed => "the words are there, but not credited to whom you ask for",
        Wording::Dequoted => "the words stand without quotation marks",
        Wording::Spun => "a word is replaced by one of near sense, or by one that judges",
        Wording::Altered => "a word, a name, a number or a negation is changed",
        Wording::Fused => "words of two places are run together",
        Wording::OtherTranslation => "the same utterance in other words",
        Wording::NotFound => "nothing near is in these reports",
    }
}
