//! How much a word tells: inverse document frequency over a fixed background.
//!
//! The background is shipped, not taken from the reports: a threshold must mean the same for two reports
//! and for five hundred. The table is sorted by stem, so that a lookup is a binary search.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/stem-frequency.tsv");

/// A stem that the table does not list stands in at most this many documents.
const UNLISTED: f32 = 4.0;

struct Background {
    documents: f32,
    stems: Vec<(&'static str, f32)>,
}

static BACKGROUND: LazyLock<Background> = LazyLock::new(|| {
    let mut rows = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(stem, count)| Some((stem, count.parse::<f32>().ok()?)));
    let documents = rows.next().map_or(1.0, |(_, count)| count);
    let mut stems: Vec<(&str, f32)> = rows.collect();
    stems.sort_unstable_by_key(|(stem, _)| *stem);
    Background { documents, stems }
});

/// Natural logarithm of documents over documents with the stem: 0 for a word of every document, about 7.6
/// for one that is not listed. A number with two digits or more counts as rare.
pub fn weight(stem: &str) -> f32 {
    if stem.starts_with(|c: char| c.is_numeric()) {
        return if stem.len() > 1 { 4.5 } else { 3.0 };
    }
    let stems = &BACKGROUND.stems;
    let count =
        stems.binary_search_by_key(&stem, |(stem, _)| *stem).map_or(UNLISTED, |at| stems[at].1);
    (BACKGROUND.documents / count).ln().max(0.0)
}

/// From this weight on a word carries content: it stands in less than a fifth of news articles.
pub(crate) const CONTENT: f32 = 1.6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_weigh_more() {
        assert!(weight("the") < 0.1);
        assert!(weight("treati") > weight("year"));
        assert!(weight("zzyzx") > 7.0);
    }
}
