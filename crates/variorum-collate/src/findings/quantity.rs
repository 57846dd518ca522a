//! Numbers: the same thing counted with different values, or the same value in different forms.

use super::claimant::{Claimant, listed};
use super::count::{Count, is_money};
use super::group::groups;
use super::lists::LISTS;
use super::number::{bound, equal, shown};
use super::rivals::rivals;
use super::scene::Scene;
use super::verdict::{between_reports, in_one_utterance, other_claimants, same_of};
use super::within;
use std::collections::BTreeSet;
use variorum_model::{Edition, Finding, FindingKind, FindingReading, Span, Verdict};
use variorum_text::fold_word;

/// The findings on numbers: first those of one utterance, then those of the whole story that they leave.
pub(super) fn find(scene: &Scene, edition: &Edition) -> Vec<Finding> {
    let counts = super::count::counts(scene);
    let mut out: Vec<Finding> = Vec::new();
    let mut told: BTreeSet<(usize, Span)> = BTreeSet::new();
    let new = |finding: &Finding, told: &mut BTreeSet<(usize, Span)>| {
        let at: Vec<(usize, Span)> = finding.readings.iter().map(|r| (r.witness, r.span)).collect();
        let old = at.iter().filter(|at| told.contains(at)).count();
        told.extend(at);
        old < 2
    };
    for group in within::groups(edition, &counts) {
        let verdict = |a: &Count, b: &Count| Some(in_one_utterance(a, b));
        out.extend(finding(scene, &group, &verdict).filter(|found| new(found, &mut told)));
    }
    for group in groups(scene, &counts) {
        let first = representatives(&group);
        let verdict = |a: &Count, b: &Count| between_reports(scene, a, b);
        out.extend(finding(scene, &first, &verdict).filter(|found| new(found, &mut told)));
    }
    for rivals in rivals(scene, &counts) {
        let [a, .., b] = rivals.counts.as_slice() else { continue };
        let found = Finding {
            confidence: 0.5 + rivals.score.min(40.0) / 100.0,
            ..told_as(scene, rivals.verdict, a, b, &rivals.counts)
        };
        out.extend(Some(found).filter(|found| new(found, &mut told)));
    }
    out
}

/// What two counts amount to; `None` where they need not be the same thing.
type Judge<'j> = &'j dyn Fn(&Count, &Count) -> Option<Verdict>;

fn finding(scene: &Scene, group: &[&Count], judge: Judge) -> Option<Finding> {
    let mut worst: Option<(Verdict, &Count, &Count)> = None;
    for (place, a) in group.iter().enumerate() {
        // one partner of each value is enough: the others say the same
        let partners = group[place + 1..].iter().filter(|b| {
            let listed = a.is_disputed() && b.is_disputed() && other_claimants(a, b);
            let apart = b.witness != a.witness || listed;
            apart && !equal(a.quantity, b.quantity)
        });
        for b in partners.take(4) {
            if let Some(verdict) = judge(a, b)
                && worst.is_none_or(|(known, ..)| {
                    crate::seriousness::of(verdict) < crate::seriousness::of(known)
                })
            {
                worst = Some((verdict, a, b));
            }
        }
    }
    let (verdict, a, b) = match worst {
        Some(worst) => worst,
        None => {
            let first = *group.first()?;
            let b = group.iter().find(|b| differs_in_form(first, b))?;
            (Verdict::Equivalent, first, *b)
        }
    };
    Some(told_as(scene, verdict, a, b, group))
}

/// The finding on a group of which `a` and `b` part the most.
fn told_as(scene: &Scene, verdict: Verdict, a: &Count, b: &Count, group: &[&Count]) -> Finding {
    let readings = group.iter().map(|count| reading(count, verdict)).collect();
    let about = match verdict {
        Verdict::Equivalent => format!("“{}” and “{}”: two forms of one number", a.words, b.words),
        _ => format!("{}: “{}” against “{}”", counted(a), a.words, b.words),
    };
    let confidence = if verdict == Verdict::NotComparable { 0.8 } else { 0.7 };
    Finding {
        kind: FindingKind::Quantity,
        verdict,
        about,
        why: why(scene, verdict, a, b),
        readings,
        confidence,
    }
}

/// What is counted, in the report's own noun.
fn counted(count: &Count) -> String {
    if let Some(kind) = count.quantity.kind.filter(|_| count.counts_people()) {
        return format!(
            "number of {}",
            if kind.name() == "present" { "people present" } else { kind.name() }
        );
    }
    if count.is_age() {
        return "age".to_owned();
    }
    match count.quantity.unit.as_deref() {
        Some(unit) if is_money(unit) => "sum of money".to_owned(),
        Some("%" | "percentage point") => "share".to_owned(),
        Some(_) => format!(
            "number of {}",
            count.words.rsplit(char::is_whitespace).next().unwrap_or_default()
        ),
        None => "number".to_owned(),
    }
}

/// The numbers of each witness that stand for it: the latest of one claimant, the exact one beside its bound.
/// A report that still has several tells of the difference itself, unless each has its own claimant.
fn representatives<'b, 'a>(group: &[&'b Count<'a>]) -> Vec<&'b Count<'a>> {
    let mut out: Vec<&Count> = Vec::new();
    for chunk in group.chunk_by(|a, b| a.witness == b.witness) {
        let kept: Vec<&Count> =
            chunk.iter().filter(|a| !chunk.iter().any(|b| stands_for(b, a))).copied().collect();
        let listed = kept.iter().all(|count| count.is_disputed());
        let disputed = kept.len() == 1
            || listed
                && kept
                    .iter()
                    .enumerate()
                    .all(|(at, a)| kept[at + 1..].iter().all(|b| other_claimants(a, b)));
        let first = kept.first();
        if disputed {
            out.extend(kept);
        } else if let Some(first) =
            first.filter(|a| kept.iter().all(|b| equal(a.quantity, b.quantity)))
        {
            out.push(first);
        }
    }
    out
}

/// True where `b` is the later of one claimant's counts, or the number that `a` is a bound of.
fn stands_for(b: &Count, a: &Count) -> bool {
    if std::ptr::eq(a, b) || other_claimants(a, b) || equal(a.quantity, b.quantity) {
        return false;
    }
    let later = a.counts_people() && b.moment.is_after(&a.moment);
    let sharper = bound(b.quantity) == super::number::Bound::Exact
        && bound(a.quantity) != super::number::Bound::Exact
        && super::number::agreement(a.quantity, b.quantity) == super::number::Agreement::Compatible;
    later || sharper
}

/// "a dozen" and "12"; "twenty" for "20" is only house style.
fn differs_in_form(a: &Count, b: &Count) -> bool {
    let digits = |count: &Count| count.words.bytes().any(|b| b.is_ascii_digit());
    let grouped = |count: &Count| {
        count.words.split_whitespace().any(|word| LISTS.groups.contains(&fold_word(word)))
    };
    let spelled = if digits(a) { b } else { a };
    a.witness != b.witness
        && digits(a) != digits(b)
        && grouped(spelled)
        && equal(a.quantity, b.quantity)
        && bound(a.quantity) == bound(b.quantity)
}

/// One number has no rival claimants where the finding is that all agree.
fn reading(count: &Count, verdict: Verdict) -> FindingReading {
    let disputed = verdict != Verdict::Equivalent;
    FindingReading {
        witness: count.witness,
        span: count.quantity.span,
        value: shown(count.quantity),
        claimant: count.claimant.as_ref().filter(|_| disputed).map(Claimant::shown),
    }
}

/// "given by Mara Lund (via Orr Wire)", or in whose own voice.
fn who(scene: &Scene, count: &Count) -> String {
    match &count.claimant {
        Some(claimant) => claimant.shown(),
        None => format!("{} in its own voice", scene.sides[count.witness].siglum),
    }
}

fn why(scene: &Scene, verdict: Verdict, a: &Count, b: &Count) -> String {
    let who = |count: &Count| who(scene, count);
    match verdict {
        Verdict::Rounding => {
            format!(
                "“{}” and “{}” can be one number: at least one of them is round, or only a bound.",
                a.words, b.words
            )
        }
        Verdict::Equivalent if equal(a.quantity, b.quantity) => {
            format!("“{}” and “{}” are the same number, {}.", a.words, b.words, a.quantity.value)
        }
        Verdict::Equivalent => format!(
            "“{}” and “{}” agree: one gives a bound, a range or an estimate that the other meets.",
            a.words, b.words
        ),
        Verdict::Contradiction => format!(
            "“{}” and “{}” are exact numbers for the same thing, given by {}; they cannot both hold.",
            a.words,
            b.words,
            match (&a.claimant, &b.claimant) {
                (Some(_), _) if who(a) == who(b) => who(a),
                (None, None) => "the reports in their own voice".to_owned(),
                _ => format!("{} and {}", who(a), who(b)),
            }
        ),
        Verdict::AsOf => format!(
            "“{}” and “{}” are given for different times ({}): each can hold at its own.",
            a.words,
            b.words,
            [a, b].map(|count| count.moment.shown()).join(", "),
        ),
        Verdict::Scope => {
            format!("“{}” and “{}” count other parts of the whole.", a.words, b.words)
        }
        _ => {
            let mut reasons = Vec::new();
            if who(a) != who(b) {
                reasons.push(format!(
                    "“{}” is given by {}, “{}” by {}",
                    a.words,
                    who(a),
                    b.words,
                    who(b)
                ));
            }
            if !a.moment.same_words(&b.moment) {
                let dated = [a, b].into_iter().filter_map(|count| {
                    count
                        .moment
                        .words
                        .as_ref()
                        .map(|as_of| format!("“{}” is dated “{as_of}”", count.words))
                });
                reasons.push(listed(&dated.collect::<Vec<_>>()));
            }
            if let (false, Some(x), Some(y)) = (same_of(a, b), &a.quantity.of, &b.quantity.of) {
                reasons.push(format!("one counts {x}, the other {y}"));
            }
            format!("No comparison is possible: {}.", reasons.join("; "))
        }
    }
}
