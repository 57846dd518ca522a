//! Names in a sentence: runs of capitalised words, cut into titles, person, body or place.

use crate::document::{Item, ItemKind, Sentence};
use crate::lexicon::{Models, bare};
use crate::phrase::{is_day, is_month};
use crate::prose::Low;
use variorum_model::{EntityKind, Span};

/// One naming in one place.
#[derive(Clone, Debug)]
pub(crate) struct Name<'a> {
    /// The whole run, titles included, as item indices of the sentence.
    pub(crate) items: std::ops::Range<usize>,
    /// The name without titles.
    pub(crate) span: Span,
    /// Its words.
    pub(crate) words: Vec<&'a str>,
    /// Its words, folded.
    pub(crate) low: Vec<Low<'a>>,
    /// What it is looked up by: the folded words, without an article.
    pub(crate) key: String,
    /// Titles, roles and adjectives before the name, in lower case.
    pub(crate) titles: Vec<String>,
    pub(crate) kind: EntityKind,
    /// True where nothing but capitals speaks for the kind.
    pub(crate) guessed: bool,
    /// The second of "Ada and Bo Moe".
    pub(crate) joint: bool,
}

/// Titles that are surnames behind a given name: "Ada Pope".
const TITLE_SURNAMES: [&str; 10] =
    ["pope", "king", "prince", "judge", "marshal", "bishop", "baron", "major", "cardinal", "lord"];

/// Words inside a name that need no capital.
const PARTICLES: [&str; 16] = [
    "de", "del", "der", "den", "van", "von", "bin", "al", "el", "la", "le", "di", "da", "dos",
    "du", "ibn",
];

/// Capitalised words that begin sentences rather than names.
const NO_NAME: [&str; 97] = [
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "by",
    "for",
    "of",
    "to",
    "from",
    "with",
    "and",
    "but",
    "or",
    "nor",
    "so",
    "yet",
    "as",
    "if",
    "when",
    "while",
    "after",
    "before",
    "since",
    "until",
    "although",
    "though",
    "because",
    "however",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "who",
    "what",
    "which",
    "where",
    "why",
    "how",
    "not",
    "no",
    "yes",
    "now",
    "then",
    "also",
    "even",
    "still",
    "both",
    "either",
    "neither",
    "some",
    "many",
    "most",
    "all",
    "any",
    "other",
    "others",
    "several",
    "another",
    "such",
    "once",
    "during",
    "despite",
    "amid",
    "under",
    "over",
    "according",
    "asked",
    "speaking",
    "last",
    "next",
    "earlier",
    "later",
    "meanwhile",
    "instead",
    "within",
    "among",
    "through",
    "mr",
    "i'm",
];

/// The names of a sentence, in order. `seen` says whether a word has been part of a name before, `known` whether of
/// a person's.
/// In a headline, where every word has a capital, a reporting verb ends a name.
pub(crate) fn names<'a>(
    text: &'a str,
    sentence: &Sentence<'a>,
    models: &Models,
    headline: bool,
    seen: &dyn Fn(&str) -> bool,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Name<'a>> {
    let items = &sentence.items;
    let mut out = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let letters = !headline && in_capitals(text, items, at);
        if !letters && !starts_name(items, at, models, seen) {
            at += 1;
            continue;
        }
        let end = run_end(items, at, models);
        let verb =
            |k: &usize| headline && models.cues.get(&items[*k].low).is_some_and(|verb| verb.clause);
        let end = (at + 1..end).find(verb).unwrap_or(end);
        let end = unglued(text, items, at..end);
        split_run(text, items, at..end, models, headline, known, &mut out);
        at = end.max(at + 1);
    }
    out
}

/// "COGAT, the arm of …": letters that begin a sentence not shouted as a whole.
fn in_capitals(text: &str, items: &[Item], at: usize) -> bool {
    let shouted = |item: &Item| {
        let word = item.span.of(text);
        item.is_word() && word.len() >= 3 && word.chars().all(char::is_uppercase)
    };
    let near = items[at + 1..].iter().filter(|item| item.is_word()).take(4);
    at == 0
        && shouted(&items[at])
        && items[at].low.len() <= 6
        && !NO_NAME.contains(&items[at].low.as_str())
        && near.clone().count() > 2
        && !near.into_iter().any(shouted)
}

fn starts_name(items: &[Item], at: usize, models: &Models, known: &dyn Fn(&str) -> bool) -> bool {
    let item = &items[at];
    if !item.is_word() || !item.capital || is_day(item) {
        return false;
    }
    // "May said": a month that a longer name has made a surname
    if is_month(item) {
        return may_be_surname(items, at) && at > 0 && known(&item.low) && !follows_in(items, at);
    }
    let first = at == 0
        || matches!(items[at - 1].kind, ItemKind::Quote(_) | ItemKind::Stop | ItemKind::Colon);
    if NO_NAME.contains(&item.low.as_str()) {
        return false;
    }
    // "Will Ada Moe resign?"
    let given = |k: usize| {
        items.get(k).is_some_and(|i| i.capital && models.names.is_given(&title_case(&i.low)))
    };
    if item.is("will") && given(at + 1) && items.get(at + 2).is_some_and(|i| i.capital) {
        return false;
    }
    // at the head of a sentence a capital says nothing: a known word or a second capital must
    !first
        || known(&item.low)
        || models.names.is_given(&title_case(&item.low))
        || models.roles.titles.contains(&item.low)
        || models.places.stands_for(&item.low).is_some()
        || models.media.outlets.contains(&item.low)
        || models.media.agencies.contains(&item.low)
        || models.media.platforms.contains(&item.low)
        || items
            .get(at + 1)
            .is_some_and(|next| next.capital && next.is_word() || next.kind == ItemKind::Possessive)
        || (!models.cues.contains_key(&item.low)
            && !item.low.ends_with("ing")
            && !item.low.ends_with("ly")
            && items.get(at + 1).is_some_and(|next| {
                models.cues.get(&next.low).is_some_and(|verb| verb.clause && !verb.weak)
            }))
}

pub(crate) fn title_case(low: &str) -> String {
    let mut chars = low.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Where a run ends that goes on with a link's text: "Ada Moe Ada MoeMayor opens dyke" is Ada Moe.
fn unglued(text: &str, items: &[Item], run: std::ops::Range<usize>) -> usize {
    const SHORTEST: usize = 4;
    let word = |k: usize| items[k].span.of(text);
    for glued in run.clone().skip(1) {
        let repeated = (run.start..glued).find(|&k| {
            word(k).len() >= SHORTEST
                && word(glued)
                    .strip_prefix(word(k))
                    .is_some_and(|rest| rest.starts_with(char::is_uppercase))
        });
        if let Some(first) = repeated {
            return first + 1;
        }
    }
    run.end
}

/// True for a month that is a surname as well and has no day or year behind it.
fn may_be_surname(items: &[Item], at: usize) -> bool {
    items[at].capital
        && items[at].is_any(&["may", "june", "april", "august"])
        && items.get(at + 1).is_none_or(|next| next.kind != ItemKind::Number && !next.is("of"))
}

/// "in May", "last May", "by the May": a month in time.
fn follows_in(items: &[Item], at: usize) -> bool {
    items[at - 1].is_any(&[
        "in", "last", "this", "next", "until", "since", "by", "early", "late", "mid", "of", "from",
        "to", "through", "and", "the", "before", "after", "during", "for", "between", "each",
        "every",
    ])
}

/// One past the last item of the run that begins at `at`.
fn run_end(items: &[Item], at: usize, models: &Models) -> usize {
    let mut end = at + 1;
    while end < items.len() {
        let item = &items[end];
        // "Theresa May", "Mrs. May", "Yin Myint May"
        let surname = || {
            let before = &items[end - 1];
            may_be_surname(items, end)
                && (end - at > 1
                    || models.names.is_given(&title_case(&before.low))
                    || models.roles.titles.contains(&before.low))
        };
        let calendar = is_day(item) || is_month(item) && !surname();
        let adjacent_capital = item.is_word() && item.capital && !calendar;
        // "Ministry of Defence", "Committee on the Judiciary": a small word between two capitals of a body's name
        let next_capital = |n: usize| items.get(end + n).is_some_and(|i| i.is_word() && i.capital);
        let particle = item.is_word() && PARTICLES.contains(&item.low.as_str()) && next_capital(1);
        let of = item.is_any(&["of", "for", "&"])
            && (next_capital(1)
                || items.get(end + 1).is_some_and(|i| i.is("the")) && next_capital(2));
        // "Qasim al-Moe"
        let article = item.is_word()
            && ["al-", "el-", "ul-", "bin-", "as-", "ash-", "an-"]
                .iter()
                .any(|p| item.low.starts_with(p))
            && models.names.is_given(&title_case(&items[end - 1].low)) | (end - at > 1);
        // "Dockers’ Union"
        let plural = item.kind == ItemKind::Possessive
            && item.low.chars().count() == 1
            && next_capital(1)
            && models.roles.is_body(&items[end + 1].low);
        if adjacent_capital || particle || article || plural {
            end += 1;
        } else if of && of_body(&items[at..end]) {
            end += if items[end + 1].is("the") { 3 } else { 2 };
        } else {
            break;
        }
    }
    end
}

/// Heads after which "of …" continues the name of a body.
fn of_body(run: &[Item]) -> bool {
    const HEADS: [&str; 43] = [
        "conference",
        "congress",
        "alliance",
        "coalition",
        "foundation",
        "party",
        "agency",
        "assembly",
        "organization",
        "parliament",
        "ministry",
        "department",
        "bank",
        "university",
        "house",
        "board",
        "bureau",
        "council",
        "court",
        "institute",
        "office",
        "committee",
        "republic",
        "kingdom",
        "state",
        "union",
        "church",
        "academy",
        "school",
        "college",
        "society",
        "league",
        "association",
        "federation",
        "center",
        "centre",
        "code",
        "chamber",
        "secretary",
        "minister",
        "director",
        "commission",
        "hall",
    ];
    run.last().is_some_and(|item| HEADS.contains(&item.low.as_str()))
}

fn split_run<'a>(
    text: &'a str,
    items: &[Item<'a>],
    run: std::ops::Range<usize>,
    models: &Models,
    headline: bool,
    known: &dyn Fn(&str) -> bool,
    out: &mut Vec<Name<'a>>,
) {
    let words = &items[run.clone()];
    let span_of = |range: std::ops::Range<usize>| {
        Span::new(items[range.start].span.start, items[range.end - 1].span.end)
    };
    let run_start = run.start;
    let push = |out: &mut Vec<Name<'a>>, name: std::ops::Range<usize>, kind, guessed| {
        let titles = titles_before(items, run_start, name.start, models);
        let words = items[name.clone()].iter().map(|item| item.span.of(text)).collect();
        let low: Vec<Low> = items[name.clone()].iter().map(|item| item.low).collect();
        let folded = low.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
        let joint = run_start >= 2
            && items[run_start - 1].is("and")
            && models.names.is_given(items[run_start - 2].span.of(text))
            && name.len() > 1;
        out.push(Name {
            items: run_start..name.end,
            span: span_of(name.clone()),
            words,
            low,
            key: bare(&folded).into_owned(),
            titles,
            kind,
            guessed,
            joint,
        });
    };
    let whole = span_of(run.clone()).of(text);
    // "NRA" is no surname, however often it stands alone
    let letters = whole.chars().filter(|c| c.is_uppercase()).count();
    let dots = whole.chars().filter(|c| *c == '.').count();
    // "N.J." is a state's mark
    let initials = words.len() == 1
        && (2 + dots.min(1)..=6).contains(&letters)
        && letters + dots == whole.chars().count();
    if initials
        && !is_body_or_place(models, whole)
        && !models.roles.modifiers.contains(&words[0].low)
    {
        return push(out, run, EntityKind::Organisation, true);
    }
    // a person's name met before wins over a body of the same name ("Bloomberg")
    if let [only] = words
        && known(&only.low)
        && !models.places.is_place(whole)
        && !models.places.is_region(whole)
    {
        return push(out, run.clone(), EntityKind::Person, false);
    }
    // "R-Ky.", "Tex.": a party's or state's mark behind a name
    if let [only] = words
        && only.low.ends_with('.')
        && only.low.len() > 2
        && !is_body_or_place(models, whole)
    {
        return;
    }
    if is_body_or_place(models, whole) {
        let kind = if models.places.is_place(whole) || models.places.is_region(whole) {
            EntityKind::Place
        } else {
            EntityKind::Organisation
        };
        return push(out, run.clone(), kind, false);
    }
    if let Some(person) = person(text, words, run.start, models, headline, known) {
        return push(out, person, EntityKind::Person, false);
    }
    let last = &words[words.len() - 1].low;
    // "Conference of Marsh Bishops": the head stands before "of"
    let headed = words
        .iter()
        .position(|item| item.is_any(&["of", "for", "on"]))
        .is_some_and(|of| of > 0 && models.roles.bodies.contains(&words[of - 1].low));
    if models.roles.bodies.contains(last.trim_end_matches('.'))
        || models.roles.bodies.contains(last)
        || headed
    {
        return push(out, run, EntityKind::Organisation, false);
    }
    // "US Ambassador", "Republican": titles and adjectives without a name
    if words.iter().all(|item| {
        is_title_word(&item.low, models) || models.places.of_adjective(&item.low).is_some()
    }) {
        return;
    }
    // "The Arizona Republican", "Kyiv Mayor": a description, not a name
    if models.roles.persons.contains(last) || models.roles.groups.contains(last) {
        // "Granite Wharf Democrats": two names before the plural make a club, a place or an office does not
        let club = !headline
            && words.len() > 2
            && models.roles.groups.contains(last)
            && words[..words.len() - 1].iter().all(|item| {
                !is_title_word(&item.low, models)
                    && models.places.stands_for(&item.low).is_none()
                    && !known(&item.low)
            });
        if club {
            push(out, run, EntityKind::Organisation, true);
        }
        return;
    }
    // an adjective or title before an unknown name: "Ukrainian Suspilne"
    let skip = words
        .iter()
        .take_while(|item| {
            is_title_word(&item.low, models) || models.places.of_adjective(&item.low).is_some()
        })
        .count();
    let name = run.start + skip..run.end;
    let initials = name.len() == 1
        && items[name.start].span.of(text).chars().all(char::is_uppercase)
        && items[name.start].low.len() <= 5;
    let kind = if initials { EntityKind::Organisation } else { EntityKind::Other };
    push(out, name, kind, true);
}

fn is_body_or_place(models: &Models, name: &str) -> bool {
    let key = bare(name);
    models.places.is_place(name)
        || models.places.is_region(name)
        || models.places.is_metonym(name)
        || models.media.outlets.contains(&key)
        || models.media.agencies.contains(&key)
        || models.media.platforms.contains(&key)
        || models.roles.known_as(&key).is_some()
}

pub(crate) fn is_title_word(low: &str, models: &Models) -> bool {
    models.roles.titles.contains(low) || models.roles.modifiers.contains(low)
}

/// The person in a run of capitalised words: what follows the last title, or begins with a given name.
fn person(
    text: &str,
    words: &[Item],
    offset: usize,
    models: &Models,
    headline: bool,
    known: &dyn Fn(&str) -> bool,
) -> Option<std::ops::Range<usize>> {
    let n = words.len();
    let ends_like_body = models.roles.bodies.contains(&words[n - 1].low);
    let raw = |k: usize| words[k].span.of(text);
    let after_title =
        (0..n).rev().find(|&k| models.roles.titles.contains(&words[k].low)).map(|k| k + 1);
    let sure = |k: usize| {
        !headline
            || k < n && (models.names.is_given(raw(k)) || words[k..].iter().all(|w| known(&w.low)))
    };
    // "Secretary of State Ada Moe": the office reaches to the given name
    if let Some(k) = after_title.filter(|&k| k >= n || !words[k].is_any(&["of", "for"]))
        && sure(k)
        && (1..=4).contains(&(n - k.min(n)))
        && (!ends_like_body || models.names.is_given(raw(k)))
        && models
            .places
            .stands_for(&words[k..].iter().map(|w| w.low.as_str()).collect::<Vec<_>>().join(" "))
            .is_none()
    {
        return Some(offset + k..offset + n);
    }
    // "Secretary of State Moe": one word behind an office of several
    if let Some(k) = after_title.filter(|&k| !headline && k + 3 == n && words[k].is("of"))
        && words[k - 1].is_any(&["secretary", "minister"])
        && words[k + 1]
            .is_any(&["state", "defense", "defence", "justice", "health", "finance", "war"])
    {
        return Some(offset + k + 2..offset + n);
    }
    let given = (0..n).find(|&k| models.names.is_given(raw(k)) && k + 1 < n);
    if let Some(k) = given
        && !ends_like_body
        && n - k <= 5
        && (!is_title_word(&words[k + 1].low, models)
            || k + 2 == n
                && words[k + 1].is_any(&TITLE_SURNAMES)
                && models.places.stands_for(raw(k)).is_none())
    {
        return Some(offset + k..offset + n);
    }
    // a name met before: the last words of the run
    let k = (0..n).find(|&k| words[k..].iter().all(|w| known(&w.low)))?;
    // "Tor Ann Lund" is not the Lund met before where neither word in front is a title, a place or a body
    let plain = |k: usize| {
        !is_title_word(&words[k].low, models)
            && !models.roles.is_speaker(&words[k].low)
            && models.places.stands_for(&words[k].low).is_none()
            && !is_body_or_place(models, raw(k))
    };
    let front = front_of(text, words, k);
    if !headline && k >= 2 && n - k == 1 && (0..k).all(plain) && !is_body_or_place(models, front) {
        return None;
    }
    (!ends_like_body).then_some(offset + k..offset + n)
}

/// The words before the `k`th.
fn front_of<'t>(text: &'t str, words: &[Item], k: usize) -> &'t str {
    match k.checked_sub(1) {
        Some(last) => Span::new(words[0].span.start, words[last].span.end).of(text),
        None => "",
    }
}

/// Titles and roles before the name: those of the run and lower-case ones before it ("spokesman John Kirby").
fn titles_before(
    items: &[Item],
    run_start: usize,
    name_start: usize,
    models: &Models,
) -> Vec<String> {
    let mut first = run_start;
    while first > 0 {
        let item = &items[first - 1];
        let title = item.is_word()
            && (is_title_word(&item.low, models)
                || models.roles.persons.contains(&item.low)
                || models
                    .roles
                    .persons
                    .contains(item.low.trim_start_matches("then-").trim_start_matches("ex-"))
                || models.places.of_adjective(&item.low).is_some());
        if !title {
            break;
        }
        first -= 1;
    }
    items[first..name_start]
        .iter()
        .filter(|item| item.is_word())
        .map(|item| item.low.as_str().to_owned())
        .collect()
}
