//! The edition as one self-contained page.
//!
//! Everything is reachable without a script: each item links to the exact words in a report, and
//! the words link back. The script only marks a chosen statement in every report. Nothing is
//! fetched; a policy in the page forbids it, and forbids any script or style but the page's own.

mod anchors;
pub(crate) mod escape;
mod findings;
mod matrix;
mod opening;
mod pane;
mod parallels;
pub(crate) mod policy;
mod rest;
mod statements;
mod words;

use anchors::Anchors;
use escape::escaped;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use variorum_model::Edition;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// An edition and the places its page links to.
struct Page<'e> {
    edition: &'e Edition,
    anchors: Anchors<'e>,
}

/// The edition as one HTML file that needs nothing beside it.
pub fn html(edition: &Edition) -> String {
    let page = Page { edition, anchors: Anchors::new(edition) };
    let title = edition.title.as_deref().unwrap_or("An edition without a title");
    let document = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::policy(STYLE, SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="variorum";
                title { (escaped_title(title)) " · variorum edition" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#edition" { "To the edition" }
                (opening::opening(&page, title))
                div.edition {
                    main #edition tabindex="-1" {
                        (opening::witnesses(&page))
                        (findings::findings(&page))
                        (statements::statements(&page))
                        (matrix::matrix(&page))
                        (parallels::parallels(&page))
                        (rest::alone(&page))
                        (rest::sources(&page))
                        (rest::notices(&page))
                    }
                    (rest::reports(&page))
                }
                p.vh #said role="status" aria-live="polite" {}
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    document.into_string()
}

/// The title without elements: `title` holds text only.
fn escaped_title(title: &str) -> Markup {
    markup! { (crate::visible::one_line(title)) }
}

/// Words of an edition that stand in no report, set apart from the direction around them.
fn apart(words: &str) -> Markup {
    markup! { bdi { (escaped(words)) } }
}
