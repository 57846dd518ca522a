//! `variorum verify`: is this quotation in these reports, in these words, by this speaker?

use crate::cli::{self, AnswerFormat};
use crate::csv;
use crate::desk::{Answer, Desk};
use crate::output;
use anyhow::{Context, Result, bail};
use std::io::Read;
use variorum_model::{Notice, Rule};
use variorum_render::{Answered, TextStyle, verification_json, verification_text};
use variorum_verify::{Query, Unaskable};

/// What is read of standard input, in bytes.
const MOST_INPUT: u64 = 1 << 20;

/// Exit status where nothing that may be printed as it stands was found.
const NOT_AS_ASKED: u8 = 1;

pub(crate) fn run(arguments: &cli::Verify) -> Result<u8> {
    match &arguments.batch {
        Some(batch) => self::batch(arguments, batch),
        None => one(arguments),
    }
}

fn one(arguments: &cli::Verify) -> Result<u8> {
    let (words, paths) = arguments.words_and_paths.split_first().context("no words are given")?;
    if paths.is_empty() {
        bail!("no report is given: name files or folders behind the words");
    }
    let mut words = words.to_str().context("the words are not UTF-8")?.to_owned();
    if words == "-" {
        words = standard_input()?;
    }
    let query = query(&words, arguments.by.as_deref())?;
    let input = arguments.input(paths);
    let mut desk = Desk::new(&input, &arguments.primary, arguments.aliases.as_deref())?;
    let answer = desk.ask(&query, arguments.all);
    let mut notices = remarks(&words);
    notices.append(&mut desk.notices);
    let answered = answered(&words, &answer, &desk, &notices);
    let result = match arguments.format {
        AnswerFormat::Text => verification_text(
            &answered,
            TextStyle { width: output::width(), colour: output::colour(), all: false },
        ),
        AnswerFormat::Json => verification_json(&answered) + "\n",
    };
    output::write(&result, None)?;
    Ok(if answer.verification.wording.passes() { 0 } else { NOT_AS_ASKED })
}

fn answered<'a>(
    words: &'a str,
    answer: &'a Answer,
    desk: &'a Desk,
    notices: &'a [Notice],
) -> Answered<'a> {
    Answered {
        asked: words,
        answer: &answer.verification,
        reports: desk,
        also_in: &answer.also_in,
        notices,
    }
}

fn query(words: &str, by: Option<&str>) -> Result<Query> {
    Query::new(words, by).map_err(|error| match error {
        Unaskable::Empty => anyhow::anyhow!("there is no word to look for in what is asked"),
        Unaskable::TooLong => anyhow::anyhow!(
            "what is asked is longer than a quotation ({} words): `variorum check` takes a text",
            variorum_verify::MOST_WORDS
        ),
    })
}

fn standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().take(MOST_INPUT).read_to_end(&mut bytes).context("cannot read the words")?;
    String::from_utf8(bytes).context("the words on standard input are not UTF-8")
}

/// What is odd about the words themselves.
fn remarks(words: &str) -> Vec<Notice> {
    let notice = |rule: Rule, message: &str| Notice {
        rule,
        report: None,
        span: None,
        message: message.to_owned(),
    };
    let mut out = Vec::new();
    if words.split_whitespace().count() < 3 {
        out.push(notice(
            Rule::FewWords,
            "so few words are looked for as they stand only: a near match of them tells nothing",
        ));
    }
    if words.contains(|c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        out.push(notice(
            Rule::HiddenCharacters,
            "the words hold characters that turn the direction of the line; they were left out",
        ));
    }
    out
}

/// A row of answers for each row of a table with the columns words and by.
fn batch(arguments: &cli::Verify, path: &std::path::Path) -> Result<u8> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    let rows = csv::rows(&text);
    let head: Vec<String> =
        rows.first().into_iter().flatten().map(|c| c.trim().to_lowercase()).collect();
    let column = |name: &str| head.iter().position(|column| column == name);
    let Some(words) = column("words") else {
        bail!("`{}` has no column `words`; its first row names the columns", path.display());
    };
    let by = column("by");
    let input = arguments.input(&arguments.words_and_paths);
    let mut desk = Desk::new(&input, &arguments.primary, arguments.aliases.as_deref())?;
    desk.remark();
    let names = ["words", "by", "verdict", "report", "speaker", "found", "voice", "score"];
    let mut out = match arguments.format {
        AnswerFormat::Text => csv::row(&names.map(str::to_owned)),
        AnswerFormat::Json => String::new(),
    };
    let mut is_well = true;
    for row in &rows[1..] {
        let cell = |at: usize| row.get(at).map(|cell| cell.trim()).unwrap_or_default();
        let (asked, by) = (cell(words), by.map(cell).filter(|by| !by.is_empty()));
        let Ok(query) = Query::new(asked, by) else {
            is_well = false;
            out.push_str(&unaskable(asked, by, arguments.format));
            continue;
        };
        let answer = desk.ask(&query, arguments.all);
        is_well &= answer.verification.wording.passes();
        let notices = remarks(asked);
        let answered = answered(asked, &answer, &desk, &notices);
        out += &match arguments.format {
            AnswerFormat::Text => line(&answered),
            AnswerFormat::Json => verification_json(&answered) + "\n",
        };
    }
    output::write(&out, None)?;
    Ok(if is_well { 0 } else { NOT_AS_ASKED })
}

fn unaskable(asked: &str, by: Option<&str>, format: AnswerFormat) -> String {
    const WHY: &str = "unaskable";
    match format {
        AnswerFormat::Text => {
            let cells = [asked, by.unwrap_or_default(), WHY, "", "", "", "", ""];
            csv::row(&cells.map(str::to_owned))
        }
        AnswerFormat::Json => {
            serde_json::json!({ "error": "no words, or too many", "by_asked": by }).to_string()
                + "\n"
        }
    }
}

fn line(answered: &Answered) -> String {
    let best = answered.answer.matches.first();
    let report = best.and_then(|found| answered.reports.report(found.report));
    let found = best.zip(report).map(|(found, report)| variorum_render::found_words(found, report));
    let speaker = best.and_then(|found| found.speaker.as_ref());
    csv::row(&[
        answered.asked.to_owned(),
        answered.answer.by.clone().unwrap_or_default(),
        answered.answer.wording.name().to_owned(),
        report.map(|report| report.report.id.clone()).unwrap_or_default(),
        speaker.map(|speaker| speaker.name.clone()).unwrap_or_default(),
        found.unwrap_or_default(),
        best.map(|found| found.voice.name().to_owned()).unwrap_or_default(),
        best.map(|found| format!("{:.3}", found.score)).unwrap_or_default(),
    ])
}
