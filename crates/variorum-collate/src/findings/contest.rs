//! Accusations and denials: one matter, with different parties to it.
//!
//! Denials of "these claims" are read with the sentence they answer.

use super::claimant::{listed, same_name};
use super::keys::{Keys, shared};
use super::scene::Scene;
use std::collections::BTreeSet;
use variorum_model::{Act, ActKind, Finding, FindingKind, FindingReading, Span, Verdict};
use variorum_text::tokens;

struct Contest<'a> {
    witness: usize,
    act: &'a Act,
    keys: Keys,
}

/// The findings on who accuses and who denies.
pub(super) fn find(scene: &Scene) -> Vec<Finding> {
    let mut out = Vec::new();
    for kind in [ActKind::Denial, ActKind::Accusation] {
        let groups = cluster(scene, kind);
        out.extend(groups.iter().filter_map(|group| finding(scene, kind, group)));
    }
    out
}

fn cluster<'a>(scene: &Scene<'a>, kind: ActKind) -> Vec<Vec<Contest<'a>>> {
    let mut groups: Vec<Vec<Contest>> = Vec::new();
    for (witness, side) in scene.sides.iter().enumerate() {
        let known = |act: &&Act| !act.actors.iter().any(|actor| is_pronoun(actor));
        for act in side.annotated.acts.iter().filter(|act| act.kind == kind).filter(known) {
            let keys = matter(scene, witness, act);
            let contest = Contest { witness, act, keys };
            // linked to any member: a back-reference shares words with one of them only
            match groups
                .iter_mut()
                .find(|group| group.iter().take(8).any(|other| is_same_matter(other, &contest)))
            {
                Some(group) => group.push(contest),
                None => groups.push(vec![contest]),
            }
        }
    }
    groups
}

/// A party that the report names only by a pronoun could be anyone.
fn is_pronoun(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "he" | "she" | "it" | "they" | "we" | "i" | "who" | "you"
    )
}

fn is_same_matter(a: &Contest, b: &Contest) -> bool {
    let common = shared(&a.keys, &b.keys);
    match (&a.act.target, &b.act.target) {
        (Some(x), Some(y)) => same_name(x, y) && !common.is_empty(),
        _ => {
            let party = a
                .act
                .actors
                .iter()
                .any(|actor| b.act.actors.iter().any(|other| same_name(actor, other)));
            common.len() >= if party { 1 } else { 3 }
        }
    }
}

/// What the act is about; for "these claims" and "a claim", the words before it that make the claim.
fn matter(scene: &Scene, witness: usize, act: &Act) -> Keys {
    let side = &scene.sides[witness];
    let Some(span) = act.matter else { return Keys::new() };
    let actors: BTreeSet<String> =
        act.actor_spans.iter().flat_map(|span| side.keys(*span)).collect();
    let mut keys = side.keys(span);
    let is_reference =
        tokens(side.text, span).iter().filter(|token| token.is_wordlike()).count() <= 2;
    if is_reference {
        let sentence = side.sentence(act.span);
        let earlier = Span::new(sentence.start, act.span.start);
        keys.extend(side.keys(earlier));
        if earlier.trim(side.text).len() < 20
            && let Some(before) = side.sentence_before(act.span)
        {
            keys.extend(side.keys(before));
        }
    }
    // the parties themselves say nothing of the matter
    keys.retain(|key| !actors.contains(key));
    keys
}

fn finding(scene: &Scene, kind: ActKind, group: &[Contest]) -> Option<Finding> {
    let mut first: Vec<&Contest> = Vec::new();
    for contest in group {
        if first.last().is_none_or(|last| last.witness != contest.witness) {
            first.push(contest);
        }
    }
    let a = *first.first()?;
    first.iter().find(|b| parties_differ(scene, a, b))?;
    let (verb, kind, what) = match kind {
        ActKind::Denial => ("denial", FindingKind::Denial, "denies"),
        ActKind::Accusation => ("accusation", FindingKind::Accusation, "accuses"),
    };
    let words = |contest: &Contest| {
        contest
            .act
            .matter
            .map_or("", |matter| matter.of(scene.sides[contest.witness].text))
            .to_owned()
    };
    // the shortest that says what it is: "these claims" does not
    let matters = || first.iter().map(|contest| words(contest)).filter(|words| !words.is_empty());
    let telling =
        matters().filter(|words| words.split_whitespace().count() >= 3).min_by_key(String::len);
    let subject = telling.or_else(|| matters().max_by_key(String::len)).unwrap_or_default();
    let about = match &a.act.target {
        Some(target) => format!("who {what} {target} of {}", clip(&subject)),
        None => format!("who {what} “{}”", clip(&subject)),
    };
    let why = format!(
        "{}: other parties to one {verb}, and all of it can be true.",
        who_names_whom(scene, &first)
    );
    let readings = first
        .iter()
        .map(|contest| {
            let actors = listed(&contest.act.actors);
            let value =
                if kind == FindingKind::Denial { format!("denied by {actors}") } else { actors };
            FindingReading {
                witness: contest.witness,
                span: contest.act.span,
                value,
                claimant: None,
            }
        })
        .collect();
    Some(Finding { kind, verdict: Verdict::Scope, about, why, readings, confidence: 0.7 })
}

/// "A names the mayor; B and C name the mayor and the council".
fn who_names_whom(scene: &Scene, contests: &[&Contest]) -> String {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for contest in contests {
        let siglum = scene.sides[contest.witness].siglum;
        let named = listed(&parties(scene, contest));
        match groups.iter_mut().find(|(known, _)| *known == named) {
            Some((_, sigla)) => sigla.push(siglum),
            None => groups.push((named, vec![siglum])),
        }
    }
    let told = |(named, sigla): &(String, Vec<&str>)| {
        let verb = if sigla.len() == 1 { "names" } else { "name" };
        format!("{} {verb} {named}", listed(sigla))
    };
    groups.iter().map(told).collect::<Vec<_>>().join("; ")
}

/// True where one report names a party that the other does not. "The company" can be any company that the
/// other names, so that a description alone is no other party.
fn parties_differ(scene: &Scene, a: &Contest, b: &Contest) -> bool {
    let lacks = |a: &Contest, b: &Contest| {
        let (own, others) = (parties(scene, a), &b.act.actors);
        a.act.actors.iter().zip(own).any(|(actor, words)| {
            let described = !words.split(' ').any(|w| w.starts_with(char::is_uppercase));
            let known = others.iter().any(|other| same_name(actor, other));
            let vague = described && a.act.actors.len() <= others.len();
            !(known || vague)
        })
    };
    lacks(a, b) || lacks(b, a)
}

/// The parties in the report's own words where they can stand in a list: "the United States", "its allies".
fn parties(scene: &Scene, contest: &Contest) -> Vec<String> {
    let act = contest.act;
    let text = scene.sides[contest.witness].text;
    if act.actor_spans.len() != act.actors.len() {
        return act.actors.clone();
    }
    let words = |span: &Span| {
        let words = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let words = words.trim_start_matches("Both ").trim_start_matches("both ").to_owned();
        match words.strip_prefix("The ").or_else(|| words.strip_prefix("the ")) {
            Some(rest) => format!("the {rest}"),
            None => words,
        }
    };
    act.actor_spans.iter().map(words).collect()
}

/// The first words, on a character boundary.
fn clip(words: &str) -> String {
    let clean = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match clean.char_indices().nth(80) {
        Some((end, _)) => {
            let end = clean[..end].rfind(' ').unwrap_or(end);
            format!("{} …", &clean[..end])
        }
        None => clean,
    }
}
