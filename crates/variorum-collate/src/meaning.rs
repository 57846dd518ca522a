//! Word vectors: how near two words are in sense.
//!
//! The vectors are of whole words, computed once from a sentence encoder (`training/parallels/`) and shipped:
//! looking one up costs a search in a sorted list. A word that is not listed has none; names mostly do not.

use std::sync::OnceLock;

static FILE: &[u8] = include_bytes!("../models/words.bin");

/// The shipped vectors.
///
/// The file: the number of words and of dimensions as little-endian `u32`, the words in order, each ended by a line
/// feed, then for each word its dimensions as signed bytes, of which 127 is 1.
#[derive(Debug, Default)]
pub(crate) struct Meaning {
    words: Vec<&'static str>,
    vectors: &'static [u8],
    dimensions: usize,
}

impl Meaning {
    /// The vectors that stand in the program.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Meaning> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::read(FILE).expect("the shipped file is whole, a test says so"))
    }

    /// `None` where the file is cut off.
    fn read(file: &'static [u8]) -> Option<Self> {
        let number = |at: usize| {
            let bytes = file.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_le_bytes(bytes)).ok()
        };
        let (count, dimensions) = (number(0)?, number(4)?);
        let vectors = file.len().checked_sub(count.checked_mul(dimensions)?)?;
        let words = std::str::from_utf8(file.get(8..vectors)?).ok()?;
        let words: Vec<&str> = words.lines().collect();
        (words.len() == count).then_some(Self { words, vectors: &file[vectors..], dimensions })
    }

    /// Where a folded word stands in the list; `None` where it is not listed.
    pub fn find(&self, word: &str) -> Option<u32> {
        self.words.binary_search(&word).ok().and_then(|at| u32::try_from(at).ok())
    }

    fn vector(&self, word: u32) -> &[u8] {
        let at = word as usize * self.dimensions;
        &self.vectors[at..at + self.dimensions]
    }

    /// The cosine of two listed words, between -1 and 1.
    pub fn near(&self, a: u32, b: u32) -> f32 {
        let signed = |byte: u8| i32::from(byte.cast_signed());
        let pairs = self.vector(a).iter().zip(self.vector(b));
        let sum: i32 = pairs.map(|(x, y)| signed(*x) * signed(*y)).sum();
        sum as f32 / (127.0 * 127.0)
    }

    /// The mean of words by their weights, brought to length 1; empty where none of them is listed.
    pub fn mean(&self, words: impl Iterator<Item = (Option<u32>, f32)>) -> Vec<f32> {
        let mut out = vec![0.0; self.dimensions];
        for (word, weight) in words {
            let Some(word) = word else { continue };
            for (sum, byte) in out.iter_mut().zip(self.vector(word)) {
                *sum += weight * f32::from(byte.cast_signed());
            }
        }
        let length = dot(&out, &out).sqrt();
        if length <= 0.0 {
            return Vec::new();
        }
        for value in &mut out {
            *value /= length;
        }
        out
    }
}

/// The sum of products, in order; 0 where one is empty.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_sense_are_nearer() {
        let meaning = Meaning::shipped();
        let near = |a: &str, b: &str| {
            let find = |word| meaning.find(word).expect("a listed word");
            meaning.near(find(a), find(b))
        };
        assert!((near("police", "police") - 1.0).abs() < 0.05);
        assert!(near("kill", "die") > near("kill", "agree") + 0.1);
        assert!(near("president", "minister") > near("president", "river") + 0.1);
    }

    #[test]
    fn a_cut_file_is_refused() {
        assert!(Meaning::read(&FILE[..FILE.len() / 2]).is_none());
        assert!(Meaning::read(&[1, 0, 0]).is_none());
    }

    #[test]
    fn unlisted_words_have_no_mean() {
        assert!(Meaning::shipped().mean([(None, 3.0)].into_iter()).is_empty());
    }
}
