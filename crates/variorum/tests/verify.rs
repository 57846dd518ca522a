//! `verify` and `check` as a user meets them: cases made by hand, exit status, bad input, forms of the answer.
#![allow(clippy::disallowed_methods, reason = "tests write their reports to files")]

mod process;

use process::{Folder, json, span, variorum, with_input};
use serde_json::Value;
use std::collections::BTreeMap;

const REPORTS: &str = include_str!("../../../tests/verify/reports.toml");
const CASES: &str = include_str!("../../../tests/verify/cases.toml");

fn tables(text: &str, key: &str) -> Vec<toml::Table> {
    let table: toml::Table = text.parse().expect("TOML");
    let list = table[key].as_array().expect("a list of tables");
    list.iter().map(|item| item.as_table().expect("a table").clone()).collect()
}

/// The invented reports as a file of JSON lines.
fn reports(folder: &Folder) -> String {
    let line = |report: &toml::Table| serde_json::to_string(report).expect("JSON") + "\n";
    let lines: String = tables(REPORTS, "report").iter().map(line).collect();
    folder.write("reports.jsonl", lines)
}

fn cell(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

#[test]
fn cases_made_by_hand() {
    let folder = Folder::new("verify-cases");
    let reports = reports(&folder);
    let cases = tables(CASES, "case");
    let text = |case: &toml::Table, key: &str| {
        case.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let rows: String = cases
        .iter()
        .map(|case| format!("{},{}\n", cell(&text(case, "words")), cell(&text(case, "by"))))
        .collect();
    let batch = folder.write("cases.csv", format!("words,by\n{rows}"));
    let ran = variorum(&["verify", "--batch", &batch, "--format", "json", &reports]);
    let answers: Vec<Value> = ran.stdout.lines().map(json).collect();
    assert_eq!(answers.len(), cases.len(), "{}", ran.stderr);
    let mut table: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (case, answer) in cases.iter().zip(&answers) {
        let verdict = answer["verdict"].as_str().unwrap_or_default();
        let expected: Vec<&str> =
            case["verdict"].as_array().into_iter().flatten().filter_map(|v| v.as_str()).collect();
        let right = expected.contains(&verdict);
        let (n_right, n_cases) = table.entry(text(case, "kind")).or_default();
        *n_right += usize::from(right);
        *n_cases += 1;
        if !right {
            println!("{expected:?} {verdict}: {} ({})", text(case, "words"), text(case, "by"));
        }
        // whatever else goes wrong, nothing changed is called right
        let passes = ["verbatim", "cut", "glossed"];
        assert!(
            !passes.contains(&verdict) || expected.iter().any(|v| passes.contains(v)),
            "{case:?} {verdict}"
        );
    }
    for (kind, (n_right, n_cases)) in &table {
        println!("{kind}: {n_right} of {n_cases}");
    }
    let n_right: usize = table.values().map(|(right, _)| right).sum();
    assert!(cases.len() >= 100 && n_right * 100 >= cases.len() * 90, "{n_right} {}", cases.len());
}

#[test]
fn a_match_can_be_opened_and_its_spans_checked() {
    let folder = Folder::new("verify-match");
    let reports = reports(&folder);
    let asked = "We will not sell the old harbour to anybody";
    let ran = variorum(&["verify", asked, "--by", "Moe", "--format", "json", &reports]);
    assert_eq!(ran.status, 1);
    let answer = json(&ran.stdout);
    assert_eq!(answer["schema"], "variorum.verdict/1");
    let found = &answer["matches"][0];
    assert_eq!(
        (found["report"].as_str(), found["voice"].as_str()),
        (Some("marn-herald"), Some("quoted"))
    );
    assert_eq!(found["speaker"]["name"], "Ida Moe");
    let address = found["address"].as_str().expect("an address");
    assert!(
        address.starts_with("https://marn-herald.example/news/dues?id=7#:~:text=We%20will"),
        "{address}"
    );
    let text = tables(REPORTS, "report")[0]["text"].as_str().expect("text").to_owned();
    let part = |value: &Value, text: &str| {
        let (start, end) = span(value).expect("a span");
        text.chars().skip(start).take(end - start).collect::<String>()
    };
    let change = &found["differences"][0];
    assert_eq!(part(&change["asked"], asked), "anybody");
    assert_eq!(part(&change["found"], &text), "anyone");
}

#[test]
fn text_shows_both_sides() {
    let folder = Folder::new("verify-text");
    let reports = reports(&folder);
    let ran =
        variorum(&["verify", "The dues are fair, they are early, and they are needed", &reports]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    for part in ["ALTERED", "‹early,›", "‹late,›", "Ida Moe"] {
        assert!(
            ran.stdout.contains(part) || ran.stdout.contains(&part.replace(',', "")),
            "{part}\n{}",
            ran.stdout
        );
    }
}

#[test]
fn the_words_may_come_from_standard_input() {
    let folder = Folder::new("verify-input");
    let reports = reports(&folder);
    let words = "The families deserve facts before they get opinions".as_bytes();
    let ran = with_input(&["verify", "-", "--by", "Kari Holm", &reports], words);
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn odd_words_have_a_stated_answer() {
    let folder = Folder::new("verify-odd");
    let reports = reports(&folder);
    let ask =
        |words: &str| with_input(&["verify", "-", "--format", "json", &reports], words.as_bytes());
    for empty in ["", "“ … ”", "— !?", "\u{202e}"] {
        let ran = ask(empty);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{empty}");
        assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    }
    let long = ask(&"word and word ".repeat(7_500));
    assert_eq!((long.status, long.stdout.as_str()), (2, ""), "{}", long.stderr);
    let verdict = |words: &str| json(&ask(words).stdout)["verdict"].as_str().map(str::to_owned);
    assert_eq!(verdict("old harbour").as_deref(), Some("verbatim"));
    assert_eq!(verdict("new harbour").as_deref(), Some("not_found"));
    assert_eq!(verdict(".* (harbour|quay)+ [a-z]{3} \\d+$").as_deref(), Some("not_found"));
    assert_eq!(
        verdict("We will \u{202e}not sell the old harbour\u{202c}").as_deref(),
        Some("verbatim")
    );
    let turned = json(&ask("We will \u{202e}not sell the old harbour\u{202c}").stdout);
    assert_eq!(turned["notices"][0]["rule"], "hidden-characters");
}

#[test]
fn reports_in_another_language_are_said() {
    let folder = Folder::new("verify-language");
    let report = folder.write(
        "bericht.txt",
        "Der Hafen bleibt geschlossen, sagte die Bürgermeisterin am Dienstag in einer langen Rede vor dem Rat \
         der Stadt. Niemand wisse, wann die Schiffe wieder fahren könnten, und das sei nicht ihre Schuld.\n",
    );
    let ran = variorum(&["verify", "the harbour stays shut for now", "--format", "json", &report]);
    let answer = json(&ran.stdout);
    assert_eq!((ran.status, answer["verdict"].as_str()), (1, Some("not_found")));
    assert_eq!(answer["notices"][0]["rule"], "foreign-reports");
}

#[test]
fn usage_errors_say_what_is_missing() {
    let folder = Folder::new("verify-usage");
    let reports = reports(&folder);
    let table = folder.write("no-words.csv", "quotation,by\nyes,me\n");
    let aliases = folder.write("aliases.toml", "[cities]\na = []\n");
    for arguments in [
        &["verify", "only words"][..],
        &["verify", "some words here", "no/such/report.txt"],
        &["verify", "--batch", &table, &reports],
        &["verify", "some words here", &reports, "--aliases", &aliases],
        &["check", "no/such/draft.md", &reports],
    ] {
        let ran = variorum(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(ran.stderr.trim_end().lines().count(), 1, "{}", ran.stderr);
    }
}

#[test]
fn a_users_own_names_hold() {
    let folder = Folder::new("verify-aliases");
    let reports = reports(&folder);
    let aliases = folder.write("aliases.toml", "[people]\n\"Ida Moe\" = [\"the Iron Docker\"]\n");
    let words = "we will not let it rot";
    let ask = |more: &[&str]| {
        let mut all = vec!["verify", words, "--by", "the Iron Docker", &reports];
        all.extend(more);
        variorum(&all).status
    };
    assert_eq!((ask(&[]), ask(&["--aliases", &aliases])), (1, 0));
}

const DRAFT: &str = "# Dues in Marn

Mayor Ida Moe said: “We will not sell the old harbour to anyone.”

“This council has turned its back on the women who built this town,” Per Lund said.

“The families deserve facts before they get opinions,” Ida Moe said.

Lund said the plan would cost 500 jobs.
";

#[test]
fn a_draft_is_checked() {
    let folder = Folder::new("check");
    let reports = reports(&folder);
    let draft = folder.write("draft.md", DRAFT);
    let check = |format: &str| variorum(&["check", &draft, &reports, "--format", format]);
    let ran = check("json");
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let checked = json(&ran.stdout);
    let verdicts: Vec<&str> = checked["quotations"]
        .as_array()
        .expect("quotations")
        .iter()
        .filter_map(|q| q["verdict"].as_str())
        .collect();
    assert_eq!(verdicts, ["verbatim", "altered", "misattributed"]);
    assert_eq!(checked["quotations"][2]["credited_to"], "Ida Moe");
    assert_eq!(checked["figures"][0]["verdict"], "differs", "{}", checked["figures"]);
    let sarif = json(&check("sarif").stdout);
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 3);
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(5), Some(1)));
    assert!(check("html").stdout.contains("<mark>women</mark>"));
    assert!(check("text").stdout.contains("MISATTRIBUTED"));
}

#[test]
fn somebody_answers_for_a_known_case() {
    let folder = Folder::new("check-accepted");
    let reports = reports(&folder);
    let text =
        "“This council has turned its back on the women who built this town,” Per Lund said.\n";
    let draft = folder.write("draft.md", text);
    let check = || variorum(&["check", &draft, &reports, "--format", "json"]);
    let before = check();
    assert_eq!(before.status, 1);
    let hash = json(&before.stdout)["quotations"][0]["hash"].as_str().expect("a hash").to_owned();
    let list =
        format!("[[accepted]]\nwords = \"{hash}\"\nwho = \"the desk\"\nwhy = \"heard it\"\n");
    folder.write("draft.md.accepted.toml", list);
    let after = check();
    assert_eq!(after.status, 0, "{}", after.stdout);
    assert_eq!(json(&after.stdout)["summary"]["accepted"], 1);
    folder.write("draft.md.accepted.toml", "[[accepted]]\nwords = \"x\"\n");
    assert_eq!(check().status, 2);
}

#[test]
fn a_draft_that_quotes_nobody_or_is_its_own_source_is_said() {
    let folder = Folder::new("check-odd");
    let reports = reports(&folder);
    let draft = folder.write("draft.txt", "The harbour was quiet on Monday.\n");
    let ran = variorum(&["check", &draft, &reports, "--format", "json"]);
    assert_eq!(ran.status, 0);
    assert_eq!(json(&ran.stdout)["notices"][0]["rule"], "quotes-nobody");
    let own = folder.write("own.txt", "“Nobody ever said these words to anyone,” Ida Moe said.\n");
    let ran = variorum(&["check", &own, &reports, &own, "--format", "json"]);
    assert_eq!(ran.status, 1);
    let checked = json(&ran.stdout);
    assert_eq!(checked["notices"][0]["rule"], "draft-among-reports");
    assert_eq!(checked["quotations"][0]["verdict"], "not_found");
}

#[test]
fn a_primary_text_answers_too() {
    let folder = Folder::new("verify-primary");
    let reports = reports(&folder);
    let speech = folder.write(
        "speech.txt",
        "Friends, we have waited long for this day.\n\nI will tell you what the sea told my father: mend your nets.\n",
    );
    let words = "I will tell you what the sea told my father";
    let with = variorum(&["verify", words, &reports, "--primary", &speech]);
    assert_eq!(with.status, 0, "{}", with.stdout);
    assert_eq!(variorum(&["verify", words, &reports]).status, 1);
}

#[test]
fn the_order_of_the_reports_does_not_matter() {
    let folder = Folder::new("verify-order");
    let paths: Vec<String> = tables(REPORTS, "report")
        .iter()
        .map(|report| {
            let id = report["id"].as_str().expect("an id");
            folder.write(&format!("{id}.txt"), report["text"].as_str().expect("a text"))
        })
        .collect();
    let ask = |paths: Vec<&str>| {
        let words = "The dues are fair, they are late, and they are needed";
        let mut all = vec!["verify", words, "--all", "--format", "json"];
        all.extend(paths);
        variorum(&all).stdout
    };
    let forth = ask(paths.iter().map(String::as_str).collect());
    let back = ask(paths.iter().rev().map(String::as_str).collect());
    assert_eq!(forth, back);
    assert_eq!(json(&forth)["matches"].as_array().map(Vec::len), Some(2));
}
