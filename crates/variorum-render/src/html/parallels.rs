//! What two reports or more tell: the sentences side by side, each a link to its place.

use super::{Page, apart};
use crate::words::count;
use maud::{Markup, html};
use variorum_model::{Parallel, Told, Voice};

/// The parallels, those of most reports first.
pub(super) fn parallels(page: &Page) -> Markup {
    let parallels = &page.edition.parallels;
    if parallels.is_empty() {
        return html! {};
    }
    html! {
        section #parallels aria-labelledby="parallels-h" {
            h2 #parallels-h { "Told by two or more" }
            p.note { "Sentences that tell the same thing, narrated or quoted. A report that a line does not name was not found to tell it." }
            @for (index, parallel) in parallels.iter().enumerate() { (line(page, index, parallel)) }
        }
    }
}

fn line(page: &Page, index: usize, parallel: &Parallel) -> Markup {
    let witnesses = parallel.coverage.iter().filter(|told| told.carries()).count();
    let before = parallel.coverage.iter().enumerate().filter(|(_, t)| **t == Told::NotAvailable);
    html! {
        details #{ "p" (index + 1) } {
            summary {
                b { "p" (index + 1) } " " (apart(&parallel.about)) " "
                span.aside { (count(witnesses, "report", "reports")) }
            }
            ul.single {
                @for member in &parallel.members {
                    li {
                        (page.siglum(member.witness)) " " (page.quoted(member.witness, member.span))
                        @if let Some(voice) = voice(member.voice) { " " span.aside { (voice) } }
                    }
                }
                @for (at, _) in before {
                    li { (page.siglum(at)) " " span.aside { "published before" } }
                }
            }
            @if !parallel.findings.is_empty() {
                p.note {
                    "Findings:"
                    @for at in &parallel.findings { " " a href={ "#f" (at + 1) } { "f" (at + 1) } }
                }
            }
        }
    }
}

/// What a reader must know beside the words.
const fn voice(voice: Voice) -> Option<&'static str> {
    match voice {
        Voice::Narrator => None,
        Voice::Quoted => Some("quoted"),
        Voice::Attributed => Some("as somebody’s words"),
    }
}
