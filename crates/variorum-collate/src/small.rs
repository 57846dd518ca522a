//! Words that carry grammar and short forms that house styles write out, from `data/small_words.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

struct Lists {
    small: BTreeSet<String>,
    short: BTreeMap<String, String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../../data/small_words.toml")
        .parse()
        .expect("data/small_words.toml is valid, a unit test says so");
    let list = |key: &str| table.get(key).and_then(toml::Value::as_array);
    let pair = |value: &toml::Value| {
        let pair = value.as_array()?;
        Some((pair.first()?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned()))
    };
    Lists {
        small: list("small")
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
            .map(str::to_owned)
            .collect(),
        short: list("short").into_iter().flatten().filter_map(pair).collect(),
    }
});

/// What formal prose writes out.
const CONTRACTIONS: [(&str, &str); 8] = [
    ("can't", "can not"),
    ("won't", "will not"),
    ("n't", " not"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'m", " am"),
    ("'s", " is"),
];

/// True for a folded word of grammar: "the", "that", "would".
pub fn is_small(word: &str) -> bool {
    LISTS.small.contains(word)
}

/// Folded words with contractions and short forms written out and no stops: "sen. lund's" is
/// "senator lund is".
pub fn written_out(words: &[&str]) -> String {
    let mut joined = words.join(" ").replace('.', "");
    for (short, long) in CONTRACTIONS {
        joined = joined.replace(short, long);
    }
    let full = |word: &str| LISTS.short.get(word).cloned().unwrap_or_else(|| word.to_owned());
    joined.split_whitespace().map(full).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn house_styles_meet() {
        assert_eq!(written_out(&["it", "'s"]), written_out(&["it", "is"]));
        assert_eq!(written_out(&["f.b.i"]), written_out(&["fbi"]));
        assert_eq!(written_out(&["sen.", "lund"]), "senator lund");
        assert!(is_small("would") && !is_small("bridge") && !is_small("not"));
    }
}
