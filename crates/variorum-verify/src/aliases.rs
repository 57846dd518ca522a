//! A user's own names: which namings are one person, body or outlet.

use std::collections::BTreeMap;
use variorum_text::fold_word;

/// Names that stand for one another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    /// By folded name: the number of who it is.
    who: BTreeMap<String, usize>,
    names: Vec<Vec<String>>,
}

impl Aliases {
    /// Reads a table: under `[people]`, `[bodies]` and `[outlets]`, a name and the list of its other names.
    ///
    /// # Errors
    /// A line that says what is wrong, where it is no such table.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            error.to_string().lines().collect::<Vec<_>>().join(" ")
        })?;
        let mut out = Self::default();
        for (section, names) in &table {
            if !matches!(section.as_str(), "people" | "bodies" | "outlets") {
                return Err(format!("`[{section}]` is none of [people], [bodies], [outlets]"));
            }
            let names = names.as_table().ok_or_else(|| format!("`{section}` is no table"))?;
            for (name, others) in names {
                let others = others.as_array().and_then(|list| {
                    list.iter().map(|name| name.as_str().map(str::to_owned)).collect()
                });
                let others: Vec<String> =
                    others.ok_or_else(|| format!("`{name}` needs a list of names"))?;
                out.add(name, others)?;
            }
        }
        Ok(out)
    }

    fn add(&mut self, name: &str, others: Vec<String>) -> Result<(), String> {
        let number = self.names.len();
        let all: Vec<String> = std::iter::once(name.to_owned()).chain(others).collect();
        for name in &all {
            if self.who.insert(key(name), number).is_some_and(|other| other != number) {
                return Err(format!("`{name}` names two"));
            }
        }
        self.names.push(all);
        Ok(())
    }

    /// All names of whom a name names, itself alone where it is not listed.
    pub fn names<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        match self.who.get(&key(name)) {
            Some(&number) => self.names[number].iter().map(String::as_str).collect(),
            None => vec![name],
        }
    }
}

fn key(name: &str) -> String {
    let folded = fold_word(name);
    let words: Vec<&str> = folded.split_whitespace().filter(|word| *word != "the").collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_many_names() {
        let aliases =
            Aliases::parse("[people]\n\"Ida Moe\" = [\"the Iron Docker\", \"I. Moe-Lund\"]")
                .expect("a table");
        assert_eq!(aliases.names("Iron docker"), ["Ida Moe", "the Iron Docker", "I. Moe-Lund"]);
        assert_eq!(aliases.names("Per Lund"), ["Per Lund"]);
    }

    #[test]
    fn what_is_no_such_table_is_refused() {
        for text in [
            "[cities]\na = []",
            "[people]\na = 1",
            "people = 1",
            "x",
            "[people]\na=[\"c\"]\nb=[\"c\"]",
        ] {
            assert!(Aliases::parse(text).is_err(), "{text}");
        }
    }
}
