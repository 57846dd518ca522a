//! Credits: "Jane Roe / TASS / Getty", "Photo: KCNA", "REUTERS/Jane Roe", an agency's name alone.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use memchr::{memchr, memchr2, memrchr_iter};

use crate::lexicon::{FURNITURE, is_medium, is_picture_agency};
use crate::line::{ends_sentence, has_at_most_words, n_words, starts_upper};

/// True for a line that only says whose picture or text it is.
pub(crate) fn is_credit(line: &str) -> bool {
    let line = line.trim_matches(['(', ')', '[', ']', '*', '_', ' ']);
    is_labelled(line) || is_agency_photo(line) || is_slashed(line) || is_via(line)
}

/// True for an agency or outlet alone on its line.
pub(crate) fn is_lone_medium(line: &str) -> bool {
    let line = line.trim_matches(['(', ')', '[', ']', '*', '_', ' ']);
    has_at_most_words(line, 6) && line.split(['/', '|', ',', '&']).all(is_medium)
}

/// Words of the longest caption.
const LONGEST_CAPTION_WORDS: usize = 60;

/// A caption that ends with its credit: "The dam on Monday. (AP Photo/Jane Roe)", "… REUTERS/Jane Roe".
pub(crate) fn is_caption(line: &str) -> bool {
    if FURNITURE.credit.captions.after(line).is_some() {
        return has_at_most_words(line, LONGEST_CAPTION_WORDS);
    }
    let bracketed =
        line.strip_suffix(')').and_then(|line| line.rsplit_once('(')).map(|(_, inside)| inside);
    let last = memrmem(line.as_bytes(), b". ").map(|at| &line[at + 2..]);
    let has_credit = [bracketed, last]
        .into_iter()
        .flatten()
        .any(|tail| is_labelled(tail) || is_agency_photo(tail) || is_slashed(tail));
    has_credit && has_at_most_words(line, LONGEST_CAPTION_WORDS)
}

/// Where the two bytes last stand.
fn memrmem(line: &[u8], [first, second]: &[u8; 2]) -> Option<usize> {
    memrchr_iter(*first, line).find(|at| line.get(at + 1) == Some(second))
}

/// "Photo: X", "Photograph by X", "Image credit: X", "Image copyright X".
fn is_labelled(line: &str) -> bool {
    let Some(rest) = FURNITURE.credit.openings.after(line) else { return false };
    let rest = rest.trim_start();
    let linked = rest.starts_with([':', '|'])
        || ["by ", "credit", "courtesy", "copyright", "via "]
            .iter()
            .any(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
    let longest = if ends_sentence(rest) { 6 } else { 12 };
    linked && has_at_most_words(rest, longest)
}

/// "Reuters photo: Jane Roe".
fn is_agency_photo(line: &str) -> bool {
    if memchr(b':', line.as_bytes()).is_none() {
        return false;
    }
    let parts = line.split_once(" photo: ").or_else(|| line.split_once(" Photo: "));
    parts.is_some_and(|(who, name)| is_name(name) && is_name(who) && n_words(who) <= 2)
}

/// Names between slashes, one of them known to supply pictures.
fn is_slashed(line: &str) -> bool {
    if memchr2(b'/', b'|', line.as_bytes()).is_none() {
        return false;
    }
    let parts: Vec<&str> =
        line.split(['/', '|']).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.len() >= 2
        && parts.iter().all(|part| is_name(part))
        && parts.iter().any(|part| is_supplier(part))
}

/// "Jane Roe for The Harbour Post", "Pool via AP", "Jane Roe via Getty Images".
fn is_via(line: &str) -> bool {
    static VIA: LazyLock<Finder> = LazyLock::new(|| Finder::new(" via "));
    let Some(at) = VIA.find(line.as_bytes()) else { return false };
    let (who, supplier) = (&line[..at], &line[at + VIA.needle().len()..]);
    has_at_most_words(line, 8) && is_name(who) && is_supplier(supplier)
}

fn is_supplier(part: &str) -> bool {
    is_picture_agency(part)
        || part.rsplit_once(" via ").is_some_and(|(_, supplier)| is_picture_agency(supplier))
}

fn is_name(part: &str) -> bool {
    let small = |word: &str| {
        matches!(
            word,
            "de" | "van" | "von" | "der" | "via" | "and" | "of" | "for" | "the" | "pool" | "file"
        )
    };
    has_at_most_words(part, 5)
        && !part.contains(['?', '!', ':'])
        && part.split_whitespace().all(|word| starts_upper(word) || small(word))
}

#[cfg(test)]
mod tests {
    use super::{is_caption, is_credit, is_lone_medium};

    #[test]
    fn credits() {
        for line in [
            "Jane Roe / TASS / Getty",
            "Photo: KCNA",
            "(Photo by Jane Roe/Getty Images)",
            "Photograph by Jane Roe",
            "Image credit: Harbour Post",
            "Image copyright Jane Roe/Getty Images",
            "REUTERS/Jane Roe",
            "AP Photo/Jane Roe",
            "Jane Roe/AFP via Getty Images",
            "Jane Roe via AP",
            "(Reuters photo: Jane Roe)",
        ] {
            assert!(is_credit(line), "{line}");
        }
        assert!(
            is_lone_medium("Reuters") && is_lone_medium("(AP)") && is_lone_medium("AFP / Reuters")
        );
    }

    #[test]
    fn prose_is_no_credit() {
        for line in [
            "Photos of the dam were shown on Monday by the mayor.",
            "Image is everything",
            "War / Peace",
            "Picture this: a town without a river.",
            "He came via Reuters.",
            "Video shows a bridge falling",
        ] {
            assert!(!is_credit(line), "{line}");
        }
        assert!(!is_lone_medium("Reuters said so"));
    }

    #[test]
    fn captions() {
        assert!(is_caption("The dam at Elmstead on Monday. (AP Photo/Jane Roe)"));
        assert!(is_caption("The dam at Elmstead on Monday. REUTERS/Jane Roe"));
        assert!(is_caption("Image copyright Jane Roe Image caption The dam at Elmstead"));
        assert!(!is_caption("The dam at Elmstead held on Monday (and on Tuesday)."));
    }
}
