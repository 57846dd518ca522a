//! Whether somebody whom a person names is the speaker whom a report credits.
//!
//! A checker asks with a surname, a title or a body ("Moe", "the mayor", "the Harbour League"); what decides is the
//! comparison that joins quotations into statements, so that both commands know one speaker by the same names.

use crate::speaker::{Offices, Voice, is_body};
use variorum_model::{Annotated, Quotation};

/// What the reports say of who is who.
#[derive(Debug, Default)]
pub struct Credits {
    offices: Offices,
}

impl Credits {
    /// Who holds which office, as the reports say.
    pub fn of(reports: &[&Annotated]) -> Self {
        Self { offices: Offices::of(reports) }
    }

    /// How well the name fits the speaker of the quotation: 1 for the same name, less where it only may be;
    /// `None` where it names another.
    /// A quotation whose speaker nothing describes fits nobody: [`None`].
    pub fn agree(&self, name: &str, annotated: &Annotated, quotation: &Quotation) -> Option<f32> {
        let speaker = quotation.speaker.as_ref()?;
        let asked = Voice::named(name, &self.offices);
        let found = Voice::of(annotated, quotation, &self.offices);
        if asked.is_unknown() || found.is_unknown() {
            return None;
        }
        asked
            .agree(&found)
            .or_else(|| self.offices.is_held_by(name, &speaker.name).then_some(0.8))
            .or_else(|| is_called(name, &speaker.name, &annotated.report.text).then_some(0.5))
    }
}

/// "members of the coalition" where the report calls the Harbour Freedom Coalition by its name.
fn is_called(body: &str, description: &str, text: &str) -> bool {
    let head = body.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let named = body.split_whitespace().count() > 1 && text.contains(body);
    let described = !description.contains(char::is_uppercase);
    let of_it = ["the", "its", "their"].map(|word| format!("{word} {head}"));
    let padded = format!(" {description} ");
    named
        && described
        && is_body(&head)
        && of_it.iter().any(|words| padded.contains(&format!(" {words} ")))
}

#[cfg(test)]
mod tests {
    use super::is_called;

    #[test]
    fn a_body_is_called_by_what_it_is() {
        let text = "The Harbour Freedom Coalition met on Monday.";
        let called = |body: &str, as_what: &str| is_called(body, as_what, text);
        assert!(called("Harbour Freedom Coalition", "members of the coalition"));
        assert!(!called("Harbour Freedom Coalition", "a coalition"));
        assert!(!called("Nordland Fish Coalition", "members of the coalition"));
        assert!(!called("Ida Moe", "the moe"));
    }
}
