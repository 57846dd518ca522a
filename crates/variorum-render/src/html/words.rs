//! Small pieces that every section shares: a siglum, exact words as a link.

use super::Page;
use super::escape::escaped;
use maud::{Markup, html};
use variorum_model::Span;

impl Page<'_> {
    /// The siglum as a link to its report.
    pub(super) fn siglum(&self, witness: usize) -> Markup {
        let siglum = &self.edition.witnesses[witness].siglum;
        html! { a.siglum href={ "#r" (witness + 1) } { (escaped(siglum)) } }
    }

    /// The sigla of the witnesses, each once, in order.
    pub(super) fn sigla(&self, witnesses: impl IntoIterator<Item = usize>) -> Markup {
        let mut seen: Vec<usize> = witnesses.into_iter().collect();
        seen.sort_unstable();
        seen.dedup();
        html! {
            @for (nth, &witness) in seen.iter().enumerate() {
                @if nth > 0 { " " }
                (self.siglum(witness))
            }
        }
    }

    /// The words under the span as a link to their place in the report.
    pub(super) fn quoted(&self, witness: usize, span: Span) -> Markup {
        html! { a.words href=(self.anchors.href(witness, span)) { (self.words(witness, span)) } }
    }

    /// The words under the span, in their language and direction.
    pub(super) fn words(&self, witness: usize, span: Span) -> Markup {
        let words = escaped(span.of(self.edition.text(witness)));
        html! { bdi lang=[self.language(witness)] { (words) } }
    }

    /// The language of a report where it is not that of the page.
    pub(super) fn language(&self, witness: usize) -> Option<&str> {
        language(self.edition.witnesses[witness].annotated.report.language.as_deref())
            .filter(|&language| language != "en")
    }
}

/// A language tag that may stand in an attribute: letters, digits and hyphens.
pub(super) fn language(tag: Option<&str>) -> Option<&str> {
    tag.filter(|tag| !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
}
