//! `background TEXTS.jsonl… > data/background.tsv`: in how many texts each word stands; counts only, no text.
//!
//! The shipped file is made of `abp_background8k.jsonl` with `LEAST` as below.
#![allow(clippy::disallowed_methods)] // an example touches files

use std::fs::read_to_string;

/// Words in fewer texts are left out: a word that is not listed counts as in none.
const LEAST: u32 = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut texts = Vec::new();
    for path in std::env::args().skip(1) {
        for line in read_to_string(path)?.lines() {
            let report: serde_json::Value = serde_json::from_str(line)?;
            let part = |name: &str| report[name].as_str().unwrap_or_default().to_owned();
            texts.push(format!("{}\n{}", part("title"), part("text")));
        }
    }
    println!(
        "# Words of news and in how many texts they stand; the number of all texts is under *."
    );
    println!(
        "# Source: counted over 8,102 news texts, ramybaly/Article-Bias-Prediction; counts only, no text."
    );
    println!("# Licence of this list: MIT OR Apache-2.0.");
    print!("{}", variorum_group::background::tally(texts.iter().map(String::as_str), LEAST));
    Ok(())
}
