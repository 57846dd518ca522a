//! Word stems, so that "praised" meets "praises".

use rust_stemmers::{Algorithm, Stemmer};

/// The stem of a folded English word (Porter 2, "snowball"; Porter 2001).
pub fn stem(folded: &str) -> String {
    if !folded.is_ascii() || folded.len() < 3 {
        return folded.to_owned();
    }
    Stemmer::create(Algorithm::English).stem(folded).into_owned()
}
