//! Copies of a story with edits, as newsrooms make them: other words, sentences left out, paragraphs moved.
//! The same number of copies gives the same texts in every run.
#![allow(
    clippy::disallowed_methods,
    dead_code,
    reason = "tests and benches read their corpus from files"
)]

use std::path::Path;

/// Words that an edited copy may swap.
const SWAPS: [(&str, &str); 12] = [
    ("dock ", "quay "),
    ("ended", "closed"),
    ("told", "informed"),
    (" said", " stated"),
    ("strike", "stoppage"),
    ("country", "nation"),
    ("members", "branches"),
    ("promise", "pledge"),
    ("government", "cabinet"),
    ("speech", "address"),
    ("about ", "some "),
    ("parliament", "the chamber"),
];

/// The plain texts of a folder with their file names, in order of name.
pub fn texts(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).expect("the corpus is there");
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).expect("UTF-8"))).collect()
}

/// `n` reports: those of the folder, then edited copies of them in turn.
pub fn copies(folder: &Path, n: usize) -> Vec<(String, String)> {
    let texts = texts(folder);
    let copy = |at: usize| {
        let (_, text) = &texts[at % texts.len()];
        let text =
            if at < texts.len() { text.clone() } else { edited(text, &mut Chance(at as u64)) };
        (format!("report-{at:04}.txt"), text)
    };
    (0..n).map(copy).collect()
}

fn edited(text: &str, chance: &mut Chance) -> String {
    // the head of a report stays: headline, byline and first paragraph are what tell it
    let mut paragraphs: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    let mut body = paragraphs.split_off(paragraphs.len().min(3));
    if body.len() > 1 {
        for _ in 0..chance.below(3) {
            let (a, b) = (chance.below(body.len()), chance.below(body.len()));
            body.swap(a, b);
        }
    }
    for paragraph in &mut body {
        let kept: Vec<&str> =
            paragraph.split_inclusive(". ").filter(|_| chance.below(12) > 0).collect();
        *paragraph = kept.concat();
    }
    paragraphs.extend(body.into_iter().filter(|paragraph| !paragraph.trim().is_empty()));
    let mut out = paragraphs.join("\n\n");
    for (word, other) in SWAPS {
        if chance.below(3) == 0 {
            out = out.replace(word, other);
        }
    }
    out
}

/// A small generator (splitmix64), so that no dependency decides what the corpus is.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap_or_default()
    }
}
