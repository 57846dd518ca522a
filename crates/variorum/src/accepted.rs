//! Known cases that somebody answers for: `DRAFT.accepted.toml` beside the draft.
//!
//! ```toml
//! [[accepted]]
//! words = "3f2a…"        # the hash that `check` prints
//! who = "Ida Moe, desk"
//! why = "her office sent us the recording"
//! ```

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use variorum_model::Accepted;

/// Letters of a hash: enough that no two quotations of a draft meet by chance.
const LETTERS: usize = 16;

/// By the hash of the words.
pub(crate) type List = BTreeMap<String, Accepted>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    words: String,
    who: String,
    why: String,
}

/// What tells folded words from others.
pub(crate) fn hash(words: &str) -> String {
    let mut out = String::new();
    for byte in Sha256::digest(words) {
        write!(out, "{byte:02x}").expect("a String takes every write");
    }
    out.truncate(LETTERS);
    out
}

/// The cases accepted for a draft; none where no file stands beside it.
pub(crate) fn read(draft: &Path) -> Result<List> {
    let mut path = draft.as_os_str().to_owned();
    path.push(".accepted.toml");
    let path = Path::new(&path);
    if !path.is_file() {
        return Ok(List::new());
    }
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    parse(&text).with_context(|| format!("`{}` cannot be used", path.display()))
}

fn parse(text: &str) -> Result<List> {
    let file: File =
        toml::from_str(text).map_err(|error| anyhow::anyhow!(error.message().to_owned()))?;
    let mut out = List::new();
    for Entry { words, who, why } in file.accepted {
        if who.trim().is_empty() || why.trim().is_empty() {
            bail!("the case `{words}` needs who accepted it and why");
        }
        out.insert(words, Accepted { who, why });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_answers_for_each_case() {
        let list = parse("[[accepted]]\nwords = \"ab\"\nwho = \"Ida\"\nwhy = \"heard it\"");
        assert_eq!(list.expect("a list")["ab"].who, "Ida");
        assert!(parse("[[accepted]]\nwords = \"ab\"\nwho = \"\"\nwhy = \"x\"").is_err());
        assert!(parse("[[accepted]]\nwords = \"ab\"").is_err());
        assert_eq!(hash("we will sign").len(), LETTERS);
    }
}
