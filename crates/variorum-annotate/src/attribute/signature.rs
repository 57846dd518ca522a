//! The line behind somebody's words that says whose they are: "— Hanna Falk, keeper", "Ines Calder (@inescalder) June
//! 10, 2031", "Posted by …", and what a page's own elements name.

use crate::lexicon::Models;
use variorum_model::{Platform, Span};
use variorum_text::fold_word;

/// A signature, offsets in the words that were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    pub(super) name: Span,
    /// What makes it one by itself.
    pub(super) form: Form,
    /// The platform that its words name.
    pub(super) platform: Option<Platform>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A name alone: only the page can say that it signs.
    Bare,
    /// Behind a dash.
    Dashed,
    /// With an account's handle, or "Posted by": nothing else reads so.
    Account,
}

/// Bytes of the longest signature with its description, and of its name.
const LONGEST: usize = 200;
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 6;

const DASHES: [char; 6] = ['—', '–', '―', '‒', '-', '~'];

/// Reads words as a signature; `None` where they are none.
pub(super) fn signature(words: &str, models: &Models) -> Option<Signature> {
    if words.len() > LONGEST || words.contains('\n') && words.lines().count() > 2 {
        return None;
    }
    let bare = words.trim_start_matches(|c: char| DASHES.contains(&c) || c.is_whitespace());
    let dashed = words.trim_start().starts_with(DASHES);
    let posted = models.labels.posted.iter().find_map(|it| bare.strip_prefix(it.as_str()));
    let rest = posted.unwrap_or(bare);
    let handle = handle(rest);
    // what stands before a dash is the words, and the account behind it another stretch
    if handle
        .and_then(|handle| rest.split(handle).next())
        .is_some_and(|front| [" — ", " – ", " -- "].iter().any(|dash| front.contains(dash)))
    {
        return None;
    }
    let end = name_end(rest, posted.is_some());
    let name = rest[..end].trim_end_matches([' ', '.', ':', '\u{a0}', '–', '—', '-']);
    let name = if name.is_empty() { handle? } else { name };
    let account = posted.is_some() || handle.is_some_and(|handle| is_closed(rest, handle));
    if handle.is_some() && !account {
        return None;
    }
    if !(is_name(name, models) || account && name.starts_with('@')) {
        return None;
    }
    // "— The gate was shut": a sentence behind a dash
    let tail = &rest[end..];
    if !account && (tail.contains(". ") || tail.contains(['?', '!', '“', '"'])) {
        return None;
    }
    let start = words.len() - rest.len() + rest.find(name)?;
    Some(Signature {
        name: Span::new(start, start + name.len()),
        form: match (account, dashed) {
            (true, _) => Form::Account,
            (false, true) => Form::Dashed,
            (false, false) => Form::Bare,
        },
        platform: platform(words, handle),
    })
}

/// "@inescalder" of "(@inescalder)"; an address of electronic mail is none.
fn handle(words: &str) -> Option<&str> {
    let at = words.match_indices('@').map(|(at, _)| at).find(|&at| {
        let before = words[..at].chars().next_back();
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '['))
    })?;
    let rest = &words[at + 1..];
    let free = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@'));
    let end = rest.find(free).unwrap_or(rest.len());
    let handle = words[at..=at + end].trim_end_matches(['.', ',', '-']);
    (handle.len() > 2).then_some(handle)
}

/// True where nothing but a date or a place of the page follows the handle: "— Hanna Falk (@falk) — wrote" signs nothing.
fn is_closed(words: &str, handle: &str) -> bool {
    let Some(at) = words.find(handle) else { return false };
    let behind = &words[at + handle.len()..];
    let behind =
        behind.trim_start_matches([')', ']', '.', ',', '·', ':', '|', ' ', '\n', '\u{a0}']);
    behind.is_empty()
        || behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || ["on ", "at ", "via ", "in "].iter().any(|word| behind.starts_with(word))
}

fn platform(words: &str, handle: Option<&str>) -> Option<Platform> {
    if handle.is_some_and(|handle| handle.ends_with(".bsky.social")) {
        return Some(Platform::Bluesky);
    }
    if words.starts_with("A post shared by ") || words.starts_with("A reel shared by ") {
        return Some(Platform::Instagram);
    }
    words.contains("twitter.com/").then_some(Platform::Twitter)
}

/// Where the name ends: before what describes or dates it.
fn name_end(words: &str, posted: bool) -> usize {
    let stops = [',', '(', '[', '@', '|', '·', '\n', ';', '/'];
    let mut end = words.find(stops).unwrap_or(words.len());
    let cuts: &[&str] = if posted {
        &[" on ", " at "]
    } else {
        &[" in ", " at ", " via ", " on ", " — ", " – "]
    };
    for cut in cuts {
        end = words.find(cut).map_or(end, |at| at.min(end));
    }
    // "Ines Calder June 10, 2031"
    let date = words.match_indices(' ').map(|(at, _)| at).find(|&at| {
        let rest = &words[at + 1..];
        rest.starts_with(|c: char| c.is_ascii_digit())
            || MONTHS.iter().any(|month| {
                rest.strip_prefix(month).is_some_and(|rest| {
                    rest.trim_start_matches(char::is_alphabetic)
                        .trim_start_matches(['.', ' '])
                        .starts_with(|c: char| c.is_ascii_digit())
                })
            })
    });
    date.map_or(end, |at| at.min(end))
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A few capitalised words, or words of a script without capitals.
fn is_name(name: &str, models: &Models) -> bool {
    let begins = |word: &str| {
        word.trim_start_matches(['“', '"', '‘', '\''])
            .starts_with(|c: char| c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase())
    };
    let inner = |word: &str| {
        begins(word) || models.labels.particles.contains(word) || word.starts_with("al-")
    };
    let Some(first) = name.split_whitespace().next() else { return false };
    begins(first)
        && name.len() <= LONGEST_NAME
        && !name.contains(['。', '！', '？', '!', '?', '…'])
        && name.split_whitespace().count() <= MOST_WORDS
        && name.split_whitespace().all(inner)
        && !models.labels.not_speakers.contains(&fold_word(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, wanted: Option<(&str, Form)>) {
        let models = Models::embedded();
        let found = signature(words, &models);
        let found = found.map(|one| (one.name.of(words), one.form));
        assert_eq!(found, wanted, "{words}");
    }

    #[test]
    fn names_with_what_follows_them() {
        check("— Hanna Falk", Some(("Hanna Falk", Form::Dashed)));
        check("-Warden Piet Odell", Some(("Warden Piet Odell", Form::Dashed)));
        check("– Hanna Falk, keeper of the tower", Some(("Hanna Falk", Form::Dashed)));
        check("Hanna Falk, keeper of the tower", Some(("Hanna Falk", Form::Bare)));
        check("— Hanna Falk in the Coast Post", Some(("Hanna Falk", Form::Dashed)));
    }

    #[test]
    fn accounts() {
        check("— Hanna Falk (@hannafalk) May 3, 2031", Some(("Hanna Falk", Form::Account)));
        check(
            "— Tower Watch (@tower.bsky.social) May 3, 2031 at 4:20 PM",
            Some(("Tower Watch", Form::Account)),
        );
        check(
            "Posted by Tower Watch on Tuesday, May 3, 2031",
            Some(("Tower Watch", Form::Account)),
        );
        check("A post shared by Hanna Falk (@hannafalk)", Some(("Hanna Falk", Form::Account)));
        check("— @hannafalk", Some(("@hannafalk", Form::Account)));
        check("— 東京タワー (@tower) May 3, 2031", Some(("東京タワー", Form::Account)));
    }

    #[test]
    fn no_signatures() {
        check("— The gate was shut. Nobody came.", None);
        check("— and so the gate was shut", None);
        check("— With reporting by Hanna Falk", None);
        check("— Hanna Falk (@hannafalk) — wrote that the gate was shut", None);
        check("write to desk@coast.example", None);
    }
}
