//! The words of a PDF file: press releases and statements as offices write them.
//!
//! Own code, since the kept crates cost a newcomer too much: `lopdf` 0.47 alone took 95 seconds of processor time to
//! build and brings two dozen crates for encryption, fonts and writing. What is needed to read words is small: objects
//! ([`object`]), found by looking for them instead of by the file's table, so that a cut or mended file is read like
//! any other ([`file`]); compression ([`filter`]); letters of fonts ([`font`]); the operators that show text
//! ([`content`]); and lines and paragraphs made of where it stands ([`layout`]).
//!
//! It is called in the child process that extracts pages. Every loop has a budget of its own all the same. Encrypted
//! files, pictures of pages, and the compressions that only pictures use are not read.

mod content;
mod file;
mod filter;
mod font;
mod layout;
mod object;

use serde::{Deserialize, Serialize};

/// What a file gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pages {
    /// Paragraphs with a blank line between them; empty where there are none.
    pub text: String,
    pub fault: Option<Fault>,
}

/// Why there are no words, or not all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Fault {
    Encrypted,
    /// It holds no page.
    Broken,
    /// Its pages show no letters.
    Pictures,
    /// Its letters have no meaning: the fonts do not say which they are.
    Unmapped,
    /// Beyond a limit; what came before is read.
    TooLarge,
}

/// Pages that are read.
const MOST_PAGES: usize = 2_000;

/// True for the first bytes of a file; some stand behind a few bytes of something else.
pub(crate) fn looks_like(head: &[u8]) -> bool {
    let head = &head[..head.len().min(1024)];
    let at = memchr::memmem::find(head, b"%PDF-");
    at.is_some_and(|at| at == 0 || !head[..at].iter().any(u8::is_ascii_alphanumeric))
}

/// The words of the file.
pub(crate) fn pages(bytes: &[u8]) -> Pages {
    let mut file = file::File::open(bytes);
    if file.is_encrypted() {
        return Pages { fault: Some(Fault::Encrypted), ..Pages::default() };
    }
    let pages = file.pages(MOST_PAGES);
    if pages.is_empty() {
        return Pages { fault: Some(Fault::Broken), ..Pages::default() };
    }
    let mut reader = content::Reader::new(&mut file);
    let shown: Vec<Vec<content::Piece>> = pages.iter().map(|page| reader.page(page)).collect();
    let (n_letters, n_unknown, spent) = (reader.n_letters, reader.n_unknown, reader.is_spent());
    let text = layout::text(&shown);
    let fault = if n_letters == 0 {
        Some(Fault::Pictures)
    } else if n_unknown * 3 > n_letters {
        Some(Fault::Unmapped)
    } else if spent {
        Some(Fault::TooLarge)
    } else if text.is_empty() {
        Some(Fault::Pictures)
    } else {
        None
    };
    let text = if matches!(fault, None | Some(Fault::TooLarge)) { text } else { String::new() };
    Pages { text, fault }
}

#[cfg(test)]
mod tests;
