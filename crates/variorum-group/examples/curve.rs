//! `curve BACKGROUND.jsonl [N]`: cost per report and memory while a stream made of background texts grows to N reports.
//!
//! A made story takes the sentences of one text in a new mixture with those of another; its reports draw most of them,
//! each a different part. A third of the reports found a story, the others tell one of the last 300.
#![allow(clippy::disallowed_methods)] // an example touches files and the clock

use std::fs::read_to_string;
use std::time::Instant;
use variorum_group::stories::{Options, Stories};
use variorum_group::{Incoming, Signature};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("which background?")?;
    let most: usize = args.next().map_or(Ok(100_000), |n| n.parse())?;
    let texts = sentences(&read_to_string(path)?)?;
    let mut stories = Stories::new(Options::default());
    let mut dice = Dice(7);
    let (mut told, mut n_stories, mut n_settled, mut n_words) = (Vec::new(), 0_u64, 0, 0);
    let (mut read_s, mut group_s) = (0.0, 0.0);
    let mut step = most.min(10_000);
    let mut last = (0, 0.0, 0.0);
    for i in 0..most {
        if told.len() < 10 || dice.below(3) == 0 {
            n_stories += 1;
            told.push(n_stories);
        }
        let recent = told.len().min(300);
        let story = told[told.len() - 1 - dice.below(recent)];
        let text = report(&texts, story, &mut dice);
        n_words += text.split(' ').count();
        let id = i.to_string();
        let start = Instant::now();
        let signature = Signature::of(&Incoming {
            id: &id,
            title: "",
            text: &text,
            published: Some(1_700_000_000 + i as i64 * 20),
            language: None,
        });
        read_s += start.elapsed().as_secs_f64();
        let start = Instant::now();
        stories.add_signature(signature, None);
        n_settled += stories.drain_settled().len();
        stories.drain_events();
        group_s += start.elapsed().as_secs_f64();
        if i + 1 == step || i + 1 == most {
            let n = (i + 1 - last.0) as f64;
            println!(
                "{:8} reports  {:5.1} µs features  {:6.1} µs grouping a report  {:5} words a report  {} settled  {} MB",
                i + 1,
                (read_s - last.1) / n * 1e6,
                (group_s - last.2) / n * 1e6,
                n_words / (i + 1),
                n_settled,
                resident_mb(),
            );
            last = (i + 1, read_s, group_s);
            step = if step < 100_000 { step * 2 } else { step + 100_000 };
        }
    }
    Ok(())
}

fn sentences(lines: &str) -> Result<Vec<Vec<String>>, Failure> {
    let mut texts = Vec::new();
    for line in lines.lines() {
        let report: serde_json::Value = serde_json::from_str(line)?;
        let text = report["text"].as_str().unwrap_or_default();
        texts.push(text.split(". ").map(|s| format!("{s}. ")).collect());
    }
    Ok(texts)
}

/// About 700 words: most of one text, a little of another, and names that only this story has.
fn report(texts: &[Vec<String>], story: u64, dice: &mut Dice) -> String {
    let mut own = Dice(story.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let base = &texts[own.below(texts.len())];
    let other = &texts[own.below(texts.len())];
    let mut text = format!("In Xan{story}vik the Bor{story}ek council met. ");
    for (i, sentence) in base.iter().chain(other).enumerate() {
        let kept = if i % 2 == (story % 2) as usize { 8 } else { 2 };
        if dice.below(10) < kept {
            text.push_str(sentence);
        }
        if text.len() > 4_200 {
            break;
        }
    }
    text
}

fn resident_mb() -> usize {
    let status = read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
    kb.unwrap_or(0) / 1024
}

struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        ((self.0 >> 33) % n.max(1) as u64) as usize
    }
}
