//! "Made no comment on Saturday" against "told reporters on Monday": both true, each at its time.

use super::lists::LISTS;
use super::scene::{Scene, Side};
use variorum_model::{Finding, FindingKind, FindingReading, Span, Verdict};
use variorum_text::{Token, TokenKind, fold_word, tokens};

/// A body that was silent or spoke on a weekday.
struct Voice {
    witness: usize,
    span: Span,
    weekday: u8,
    /// Folded names of the bodies that the sentence names.
    names: Vec<String>,
}

/// One finding for each silence that another report's words are later or earlier than.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    let (mut silent, mut spoke) = (Vec::new(), Vec::new());
    for (witness, side) in scene.sides.iter().enumerate() {
        for &sentence in &side.annotated.sentences {
            let Some(voice) = voice(witness, side, sentence) else { continue };
            match voice {
                (true, voice) => silent.push(voice),
                (false, voice) => spoke.push(voice),
            }
        }
    }
    silent.iter().filter_map(|silence| finding(scene, silence, &spoke)).collect()
}

/// Whether the sentence tells of a silence, and whose; `None` where it gives no single weekday.
fn voice(witness: usize, side: &Side, sentence: Span) -> Option<(bool, Voice)> {
    let first = side.annotated.times.partition_point(|time| time.span.start < sentence.start);
    let mut days = side.annotated.times[first..]
        .iter()
        .take_while(|time| time.span.start < sentence.end)
        .filter(|time| time.weekday.is_some());
    let time = days.next()?;
    if days.next().is_some() {
        return None;
    }
    let all = tokens(side.text, sentence);
    let folded: Vec<String> = all.iter().map(|token| fold_word(token.span.of(side.text))).collect();
    let joined = folded.join(" ");
    let silent = LISTS.silent.iter().any(|phrase| joined.contains(phrase.as_str()))
        && joined.contains("comment");
    let cue = folded.iter().position(|word| LISTS.spoke.contains(word));
    if !silent && (cue.is_none() || joined.contains(" not ") || joined.contains("no comment")) {
        return None;
    }
    let names = names(side.text, &all, cue.filter(|_| !silent).unwrap_or(all.len()));
    let span = if silent { sentence } else { all[cue?].span.cover(time.span) };
    (!names.is_empty() && span.len() <= 200)
        .then_some((silent, Voice { witness, span, weekday: time.weekday?, names }))
}

/// Names of bodies before token `end`: at least two capitalised words with "the" before them.
fn names(text: &str, tokens: &[Token], end: usize) -> Vec<String> {
    let mut out = Vec::new();
    let capital = |at: usize| {
        tokens[at].kind == TokenKind::Word
            && tokens[at].span.of(text).starts_with(char::is_uppercase)
    };
    let mut at = 0;
    while at < end {
        let start = at;
        while at < end && capital(at) {
            at += 1;
        }
        let after_article = start > 0 && fold_word(tokens[start - 1].span.of(text)) == "the";
        if at - start >= 2 && after_article {
            let name = Span::new(tokens[start].span.start, tokens[at - 1].span.end);
            out.push(fold_word(name.of(text)));
        }
        at = at.max(start + 1);
    }
    out
}

fn finding(scene: &Scene, silence: &Voice, spoke: &[Voice]) -> Option<Finding> {
    const NAMES: [&str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let day = |voice: &Voice| NAMES[usize::from(voice.weekday.saturating_sub(1)) % 7];
    let speech = spoke.iter().find(|speech| {
        speech.witness != silence.witness
            && speech.weekday != silence.weekday
            && speech.names.iter().any(|name| silence.names.contains(name))
    })?;
    let name = speech.names.iter().find(|name| silence.names.contains(name))?;
    let id = |voice: &Voice| scene.sides[voice.witness].siglum;
    let body = display(scene.sides[silence.witness].text, silence.span, name);
    Some(Finding {
        kind: FindingKind::Denial,
        verdict: Verdict::AsOf,
        about: format!("whether the {body} commented"),
        why: format!(
            "{} has no comment of the {body} on {}; {} has words for the press on {}: each holds at its time.",
            id(silence),
            day(silence),
            id(speech),
            day(speech)
        ),
        readings: vec![
            FindingReading {
                witness: silence.witness,
                span: silence.span,
                value: format!("no comment on {}", day(silence)),
                claimant: None,
            },
            FindingReading {
                witness: speech.witness,
                span: speech.span,
                value: format!("commented on {}", day(speech)),
                claimant: None,
            },
        ],
        confidence: 0.7,
    })
}

/// The name as the report writes it.
fn display(text: &str, within: Span, folded: &str) -> String {
    let all = tokens(text, within);
    let wanted = folded.split(' ').count();
    all.windows(wanted)
        .map(|window| Span::new(window[0].span.start, window[wanted - 1].span.end).of(text))
        .find(|name| fold_word(name) == *folded)
        .unwrap_or(folded)
        .to_owned()
}
