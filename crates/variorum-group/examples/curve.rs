//! `curve BACKGROUND.jsonl [N [WINDOW]]`: cost per report and memory while a stream made of background texts grows to N
//! reports, with a window of WINDOW reports.
//!
//! A made story takes the sentences of one text in a new mixture with those of another; its reports draw most of them,
//! each a different part. A third of the reports found a story, the others tell one of the last 300.
//! Times are those of the processor, which other work on the machine disturbs less than those of the clock.
#![allow(clippy::disallowed_methods)] // an example touches files

use std::fs::read_to_string;
use variorum_group::stories::{Options, Stories};
use variorum_group::{Incoming, Signature};

type Failure = Box<dyn std::error::Error>;

/// Reports that are made and read before they are grouped: reading the clock takes time too.
const BLOCK: usize = 500;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("which background?")?;
    let most: usize = args.next().map_or(Ok(100_000), |n| n.parse())?;
    let mut options = Options::default();
    if let Some(window) = args.next() {
        options.window_reports = window.parse()?;
    }
    let mut stream = Stream::new(sentences(&read_to_string(path)?)?);
    let start_mb = resident_mb();
    let mut stories = Stories::new(options);
    let (mut n_settled, mut n_done, mut read_s, mut group_s) = (0, 0, 0.0, 0.0);
    let mut step = most.min(10_000);
    let mut last = (0, 0.0, 0.0);
    while n_done < most {
        let reports: Vec<(String, i64, String)> =
            (n_done..most.min(n_done + BLOCK)).map(|i| stream.report(i)).collect();
        let start = processor_s();
        let signatures: Vec<Signature> = reports
            .iter()
            .map(|(id, published, text)| {
                let published = Some(*published);
                Signature::of(&Incoming { id, text, published, ..Incoming::default() })
            })
            .collect();
        let read = processor_s();
        n_done += signatures.len();
        for signature in signatures {
            stories.add_signature(signature, None);
            n_settled += stories.drain_settled().len();
            stories.drain_events();
        }
        read_s += read - start;
        group_s += processor_s() - read;
        if n_done >= step || n_done == most {
            let n = (n_done - last.0) as f64;
            println!(
                "{n_done:8} reports  {:5.1} µs features  {:6.1} µs grouping a report  {:5} words a report  {n_settled} settled  {} MB",
                (read_s - last.1) / n * 1e6,
                (group_s - last.2) / n * 1e6,
                stream.n_words / n_done,
                resident_mb() - start_mb,
            );
            last = (n_done, read_s, group_s);
            step = if step < 100_000 { step * 2 } else { step + 100_000 };
            step = step.min(if n_done < 100_000 { 100_000 } else { usize::MAX });
        }
    }
    Ok(())
}

/// Reports made of the background's texts.
struct Stream {
    texts: Vec<Vec<String>>,
    dice: Dice,
    told: Vec<u64>,
    n_words: usize,
}

impl Stream {
    fn new(texts: Vec<Vec<String>>) -> Self {
        Self { texts, dice: Dice(7), told: Vec::new(), n_words: 0 }
    }

    /// Id, date and text of the report of that number.
    fn report(&mut self, i: usize) -> (String, i64, String) {
        if self.told.len() < 10 || self.dice.below(3) == 0 {
            self.told.push(self.told.len() as u64 + 1);
        }
        let recent = self.told.len().min(300);
        let story = self.told[self.told.len() - 1 - self.dice.below(recent)];
        let text = report(&self.texts, story, &mut self.dice);
        self.n_words += text.split(' ').count();
        (i.to_string(), 1_700_000_000 + i as i64 * 20, text)
    }
}

/// Seconds of the processor that this process has taken.
fn processor_s() -> f64 {
    let spent = read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanos = spent.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok());
    nanos.unwrap_or(0.0) / 1e9
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
