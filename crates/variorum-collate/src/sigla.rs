//! Short labels for witnesses: `Rtr`, `Gul`, `Gul2`.

use std::collections::BTreeSet;
use variorum_model::Report;

/// A label for each report, in their order: three letters of the outlet, or of the id where none is known.
pub(crate) fn sigla(reports: &[&Report]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    reports
        .iter()
        .map(|report| {
            let outlet =
                report.outlet.as_deref().filter(|name| name.chars().any(char::is_alphanumeric));
            let base = abbreviate(outlet.unwrap_or(&report.id));
            let label = (1..)
                .map(|n| if n == 1 { base.clone() } else { format!("{base}{n}") })
                .find(|label| !taken.contains(label))
                .expect("numbers do not end");
            taken.insert(label.clone());
            label
        })
        .collect()
}

/// Initials of several words, else the first three letters.
fn abbreviate(name: &str) -> String {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !matches!(*word, "The" | "the"))
        .collect();
    let letters: String = match words.as_slice() {
        [] => "W".to_owned(),
        [word] => word.chars().take(3).collect(),
        [first, second] => first.chars().take(2).chain(second.chars().take(1)).collect(),
        many => many.iter().take(4).filter_map(|word| word.chars().next()).collect(),
    };
    let mut chars = letters.chars();
    let upper = words.len() > 2 || letters.chars().all(char::is_uppercase);
    match chars.next() {
        Some(first) if upper => {
            first.to_uppercase().chain(chars.flat_map(char::to_uppercase)).collect()
        }
        Some(first) => first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect(),
        None => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&str]) {
        let reports: Vec<Report> =
            names.iter().map(|id| Report { id: (*id).to_owned(), ..Report::default() }).collect();
        assert_eq!(sigla(&reports.iter().collect::<Vec<_>>()), expected);
    }

    #[test]
    fn labels_are_short_and_unique() {
        check(
            &["north-star", "north-star-2", "vik", "VIK", "The Long River Post"],
            &["Nos", "NS2", "Vik", "VIK", "LRP"],
        );
        check(&["vik", "vik", "…"], &["Vik", "Vik2", "W"]);
    }
}
