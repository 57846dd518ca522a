//! Boosted trees as a text file: a sum of small decision trees over named numbers, and of weights of words.
//!
//! A line each, in this order: `variorum-trees 1`; `threshold X`; `bias X`; `feature NAME` in the order in which trees
//! count them; `word FIELD WORD X`, a number that stands for a word; `tree` and behind it its nodes, `split F T L R` (to
//! node L where feature F is at most T, else to R) or `leaf X`, counted from 0. Sums run in order of the file.

use std::collections::BTreeMap;

/// The trees of one head.
#[derive(Clone, Debug)]
pub(crate) struct Trees {
    /// What a score has to pass.
    pub(crate) threshold: f32,
    bias: f32,
    /// Field to word to number.
    words: BTreeMap<String, BTreeMap<String, f32>>,
    /// How many of the features are no words.
    n_plain: usize,
    /// The fields, in the order of their features.
    fields: Vec<String>,
    trees: Vec<Vec<Node>>,
}

#[derive(Clone, Copy, Debug)]
enum Node {
    Split { feature: usize, most: f32, left: usize, right: usize },
    Leaf(f32),
}

impl Trees {
    /// Reads a file whose features are these names, and behind them one for each field of words.
    ///
    /// # Errors
    /// A line that says what is wrong with the file.
    pub(crate) fn read(file: &str, names: &[&str]) -> Result<Self, String> {
        let mut lines = file.lines();
        if lines.next() != Some("variorum-trees 1") {
            return Err("the first line is not `variorum-trees 1`".into());
        }
        let mut out = Self {
            threshold: 0.0,
            bias: 0.0,
            words: BTreeMap::new(),
            n_plain: names.len(),
            fields: Vec::new(),
            trees: Vec::new(),
        };
        let mut features: Vec<&str> = Vec::new();
        for (at, line) in lines.enumerate() {
            let broken = || format!("line {}: `{line}` is not understood", at + 2);
            match line.split(' ').collect::<Vec<_>>().as_slice() {
                ["threshold", x] => out.threshold = number(x).ok_or_else(broken)?,
                ["bias", x] => out.bias = number(x).ok_or_else(broken)?,
                ["feature", name] => features.push(name),
                ["word", field, word, x] => {
                    let x = number(x).ok_or_else(broken)?;
                    let field = out.words.entry((*field).to_owned()).or_default();
                    field.insert((*word).to_owned(), x);
                }
                ["tree"] => out.trees.push(Vec::new()),
                node => {
                    let node = read_node(node).ok_or_else(broken)?;
                    out.trees.last_mut().ok_or_else(broken)?.push(node);
                }
            }
        }
        if features.len() < names.len() || features[..names.len()] != *names {
            return Err("the features are not those of this program: train the head anew".into());
        }
        out.fields = features[names.len()..].iter().map(|name| (*name).to_owned()).collect();
        out.check(features.len())?;
        Ok(out)
    }

    /// Every node leads on to a later one, so that each walk ends.
    fn check(&self, n_features: usize) -> Result<(), String> {
        for tree in &self.trees {
            for (at, node) in tree.iter().enumerate() {
                if let Node::Split { feature, left, right, .. } = *node {
                    let onward = |to: usize| to > at && to < tree.len();
                    if feature >= n_features || !onward(left) || !onward(right) {
                        return Err("a node leads nowhere".into());
                    }
                }
            }
            if tree.is_empty() {
                return Err("a tree without nodes".into());
            }
        }
        Ok(())
    }

    /// The sum of the trees for a row of numbers and the words of each field.
    pub(crate) fn score(&self, row: &[f32], words: &[(&str, &str)]) -> f32 {
        debug_assert_eq!(row.len(), self.n_plain, "as many numbers as names");
        let weight = |field: &String| {
            let word = words.iter().find(|(of, _)| of == field).map_or("", |(_, word)| word);
            self.words.get(field).and_then(|known| known.get(word)).copied().unwrap_or(0.0)
        };
        let row: Vec<f32> = row.iter().copied().chain(self.fields.iter().map(weight)).collect();
        let mut sum = self.bias;
        for tree in &self.trees {
            let mut at = 0;
            sum += loop {
                match tree[at] {
                    Node::Leaf(value) => break value,
                    Node::Split { feature, most, left, right } => {
                        at = if row[feature] <= most { left } else { right };
                    }
                }
            };
        }
        sum
    }
}

fn number(text: &str) -> Option<f32> {
    text.parse().ok().filter(|x: &f32| x.is_finite())
}

fn read_node(words: &[&str]) -> Option<Node> {
    match words {
        ["leaf", x] => number(x).map(Node::Leaf),
        ["split", feature, most, left, right] => Some(Node::Split {
            feature: feature.parse().ok()?,
            most: number(most)?,
            left: left.parse().ok()?,
            right: right.parse().ok()?,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "variorum-trees 1\nthreshold 0.5\nbias 1\nfeature a\nfeature w\nword w said 2\ntree\nsplit 0 0.5 1 2\nleaf 10\nsplit 1 1 3 4\nleaf 20\nleaf 30";

    #[test]
    fn walks_by_numbers_and_words() {
        let trees = Trees::read(FILE, &["a"]).expect("a model file");
        assert!((trees.score(&[0.5], &[]) - 11.0).abs() < 1e-6);
        assert!((trees.score(&[0.6], &[("w", "hid")]) - 21.0).abs() < 1e-6);
        assert!((trees.score(&[0.6], &[("w", "said")]) - 31.0).abs() < 1e-6);
    }

    #[test]
    fn a_file_that_does_not_fit_is_refused() {
        assert!(Trees::read(FILE, &["b"]).is_err(), "another feature");
        assert!(Trees::read(&FILE.replace(" 3 4", " 0 4"), &["a"]).is_err(), "a walk without end");
        assert!(Trees::read(&FILE.replace("bias 1", "bias x"), &["a"]).is_err(), "no number");
        assert!(Trees::read("{}", &[]).is_err(), "another format");
    }

    #[test]
    fn shipped_files_are_read() {
        super::super::Heads::embedded();
    }
}
