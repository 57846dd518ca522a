//! Ids and repeats, once everything is read.
//! The outcome depends on the set of drafts, never on the order they came in.

use std::collections::{BTreeMap, BTreeSet};

use variorum_model::{Notice, Report, Rule};

use crate::capture::{Copies, Draft, Intake, Options, Part, remark};

/// Reports with unique ids, in order of id; exact copies dropped where the options say so.
pub(crate) fn settle(parts: Vec<Part>, options: &Options) -> Intake {
    let mut drafts = Vec::new();
    let mut notices = Vec::new();
    for part in parts {
        drafts.extend(part.drafts);
        notices.extend(part.notices);
    }
    drafts.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut reports = Vec::new();
    if options.copies == Copies::Drop {
        drafts = drop_copies(drafts, &mut notices);
    }
    for (id, draft) in unique_ids(&drafts).into_iter().zip(drafts) {
        reports.push(name(draft.report, id));
    }
    reports.sort_by(|a, b| a.id.cmp(&b.id));
    notices.sort();
    Intake { reports, notices }
}

/// An order that no two drafts of a run share, unless they are the same in every way that shows.
fn key(draft: &Draft) -> (&str, &str, usize, &str, &Option<String>, &Option<String>) {
    let report = &draft.report;
    (&report.text_sha256, &draft.path, draft.place, &report.id, &report.outlet, &report.url)
}

/// Keeps the first of the drafts that share a text; they come sorted by text.
fn drop_copies(drafts: Vec<Draft>, notices: &mut Vec<Notice>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.last() {
            Some(first) if first.report.text_sha256 == draft.report.text_sha256 => {
                let message = format!(
                    "{} has the same text as {}, word for word; only the latter is read",
                    whence(&draft),
                    whence(first)
                );
                notices.push(remark(Rule::DuplicateReport, message));
            }
            _ => kept.push(draft),
        }
    }
    kept
}

fn whence(draft: &Draft) -> String {
    if draft.id_given {
        format!("`{}` of `{}`", draft.report.id, draft.path)
    } else {
        format!("`{}`", draft.path)
    }
}

/// One id per draft: a given id first, then the name of a file, then the name with a number.
fn unique_ids(drafts: &[Draft]) -> Vec<String> {
    let mut ids = vec![String::new(); drafts.len()];
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for given in [true, false] {
        for (id, draft) in ids.iter_mut().zip(drafts) {
            if draft.id_given == given && taken.insert(draft.report.id.clone()) {
                id.clone_from(&draft.report.id);
            }
        }
    }
    let mut next: BTreeMap<&str, usize> = BTreeMap::new();
    for given in [true, false] {
        for (id, draft) in ids.iter_mut().zip(drafts) {
            if draft.id_given != given || !id.is_empty() {
                continue;
            }
            let number = next.entry(&draft.report.id).or_insert(2);
            while !taken.insert(format!("{}-{number}", draft.report.id)) {
                *number += 1;
            }
            *id = format!("{}-{number}", draft.report.id);
        }
    }
    ids
}

fn name(mut report: Report, id: String) -> Report {
    for notice in &mut report.notices {
        notice.report = Some(id.clone());
    }
    report.id = id;
    report
}

#[cfg(test)]
mod tests {
    use crate::{Capture, Copies, Intake, Options, read_captures};

    fn captures(pairs: &[(&str, &str)]) -> Vec<Capture> {
        pairs
            .iter()
            .map(|(path, text)| Capture { path: (*path).into(), bytes: text.as_bytes().into() })
            .collect()
    }

    fn ids(intake: &Intake) -> Vec<&str> {
        intake.reports.iter().map(|report| report.id.as_str()).collect()
    }

    #[test]
    fn like_names_get_numbers_in_order_of_content() {
        let pairs = [("a/wire.txt", "One."), ("b/wire.txt", "Two."), ("wire-2.txt", "Three.")];
        let intake = read_captures(&captures(&pairs), &Options::default());
        assert_eq!(ids(&intake), ["wire", "wire-2", "wire-3"]);
        let three = intake.reports.iter().find(|report| report.text == "Three.").expect("read");
        assert_eq!(three.id, "wire-2", "a name of its own is kept");
    }

    #[test]
    fn an_id_of_the_input_wins() {
        let pairs = [("a.txt", "One."), ("x.jsonl", r#"{"id":"a","text":"Two."}"#)];
        let intake = read_captures(&captures(&pairs), &Options::default());
        assert_eq!(ids(&intake), ["a", "a-2"]);
        assert_eq!(intake.reports[0].text, "Two.");
    }

    #[test]
    fn the_same_text_counts_once() {
        let pairs = [("b.txt", "One text."), ("a.txt", "One text.")];
        let intake = read_captures(&captures(&pairs), &Options::default());
        assert_eq!(ids(&intake), ["a"]);
        assert_eq!(intake.notices[0].rule, "duplicate-report");
        let keep = Options { copies: Copies::Keep, ..Options::default() };
        assert_eq!(ids(&read_captures(&captures(&pairs), &keep)), ["a", "b"]);
    }
}
