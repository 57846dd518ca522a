//! The word lists of `data/verify.toml`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

struct Lists {
    sense: BTreeSet<String>,
    slight: BTreeSet<String>,
    grammar: BTreeSet<String>,
    connectors: BTreeSet<String>,
    loaded: BTreeSet<String>,
    numbers: BTreeMap<String, f64>,
    auxiliaries: BTreeSet<String>,
    /// By form of an irregular verb: its first form.
    lemmas: BTreeMap<String, String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../../data/verify.toml")
        .parse()
        .expect("data/verify.toml is valid, a unit test says so");
    let list = |key: &str| -> Vec<toml::Value> {
        table.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default()
    };
    let words = |key: &str| -> BTreeSet<String> {
        list(key).iter().filter_map(toml::Value::as_str).map(str::to_owned).collect()
    };
    let number = |pair: &toml::Value| {
        let pair = pair.as_array()?;
        let value = pair.get(1)?;
        #[expect(clippy::cast_precision_loss, reason = "the list holds small whole numbers")]
        let value = value.as_float().or_else(|| value.as_integer().map(|n| n as f64))?;
        Some((pair.first()?.as_str()?.to_owned(), value))
    };
    let forms = |line: &toml::Value| -> Vec<(String, String)> {
        let line = line.as_str().unwrap_or_default();
        let first = line.split(' ').next().unwrap_or_default();
        line.split(' ').map(|form| (form.to_owned(), first.to_owned())).collect()
    };
    Lists {
        sense: words("sense"),
        slight: words("slight"),
        grammar: words("grammar"),
        connectors: words("connectors"),
        loaded: words("loaded"),
        numbers: list("numbers").iter().filter_map(number).collect(),
        auxiliaries: words("auxiliaries"),
        lemmas: list("irregular").iter().flat_map(forms).collect(),
    }
});

/// True for a modal or a word that limits: leaving it out changes what is said.
pub(crate) fn is_sense(word: &str) -> bool {
    LISTS.sense.contains(word)
}

/// True for a word whose sense is lost only where it is left out alone.
pub(crate) fn is_slight(word: &str) -> bool {
    LISTS.slight.contains(word)
}

/// True for a word of grammar that may change without another sense.
pub(crate) fn is_grammar(word: &str) -> bool {
    LISTS.grammar.contains(word)
}

/// True for an auxiliary: leaving it out makes another tense.
pub(crate) fn is_auxiliary(word: &str) -> bool {
    LISTS.auxiliaries.contains(word)
}

/// The first form of an irregular verb; `None` for any other word.
pub(crate) fn lemma(form: &str) -> Option<&'static str> {
    LISTS.lemmas.get(form).map(String::as_str)
}

/// True for what may join two stretches.
pub(crate) fn is_connector(word: &str) -> bool {
    LISTS.connectors.contains(word)
}

/// True for a word that judges.
pub(crate) fn is_loaded(word: &str) -> bool {
    LISTS.loaded.contains(word)
}

/// The value of a number, in digits or as a word; `None` for any other word.
pub(crate) fn value(form: &str) -> Option<f64> {
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return form.parse().ok();
    }
    LISTS.numbers.get(form).copied()
}

/// True for what tells a number: digits, a word for one, an ordinal of digits, a sign of money or per cent.
pub(crate) fn is_number(form: &str) -> bool {
    form.starts_with(|c: char| c.is_numeric())
        || LISTS.numbers.contains_key(form)
        || matches!(form, "$" | "£" | "€" | "¥" | "percent")
        || form.split_once('-').is_some_and(|(head, _)| LISTS.numbers.contains_key(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_read() {
        assert!(is_sense("might") && is_grammar("the") && is_connector("and"));
        assert!(is_loaded("regime") && !is_loaded("bridge"));
        assert_eq!(value("eleven"), Some(11.0));
        assert_eq!(value("11000"), Some(11000.0));
        assert!(is_number("40th") && is_number("million") && !is_number("bridge"));
    }
}
