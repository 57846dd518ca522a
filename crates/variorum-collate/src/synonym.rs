//! Words near one another: other derivations of one stem, and a short list of words for one thing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use variorum_text::{fold_word, stem};

static GROUPS: LazyLock<BTreeMap<String, BTreeSet<usize>>> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../../data/near_words.toml")
        .parse()
        .expect("data/near_words.toml is valid, a unit test says so");
    let mut out: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let lines = table.get("near").and_then(toml::Value::as_array);
    for (group, line) in lines.into_iter().flatten().enumerate() {
        for word in line.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
            out.entry(stem(&fold_word(word).replace('-', ""))).or_default().insert(group);
        }
    }
    out
});

/// How near two different stems are: .8 for derivations of one word, .6 for words of one sense, 0 for others.
pub fn near(a: &str, b: &str) -> f32 {
    let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if shared >= 4 && shared * 10 >= long * 6 && shared * 10 >= short * 8 {
        return 0.8;
    }
    let groups = |word: &str| GROUPS.get(word);
    match (groups(a), groups(b)) {
        (Some(x), Some(y)) if !x.is_disjoint(y) => 0.6,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivations_and_senses_meet() {
        assert!(near("multipolar", "multipolaris") > 0.7);
        assert!(near("prevent", "hinder") > 0.5);
        assert!(near("multifacet", "multidimension") < 0.1);
        assert!(near("contain", "contest") < 0.1);
    }
}
