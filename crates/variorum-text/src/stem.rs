//! Word stems, so that "praised" meets "praises".

use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a folded English word (Porter 2, "snowball"; Porter 2001).
/// It begins as the word does.
pub fn stem(folded: &str) -> String {
    if !folded.is_ascii() || folded.len() < 3 {
        return folded.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(folded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::stem;

    proptest::proptest! {
        #[test]
        fn a_stem_begins_as_its_word(word in "[a-z0-9][a-z'.-]{0,9}(ing|ed|ly|ies|s|'s)?") {
            proptest::prop_assert_eq!(stem(&word).bytes().next(), word.bytes().next());
        }
    }
}
