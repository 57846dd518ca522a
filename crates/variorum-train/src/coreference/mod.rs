//! Who is who within a report, against GUM's `Entity` annotation.

mod conllu;
mod names;
mod pronouns;

use crate::gold;
use crate::table::{Table, percent};
use anyhow::{Context, Result};
use conllu::Document;
use names::{Names, Outcome};
use std::path::Path;
use variorum_annotate::Models;

/// Kinds of entity that have a row, as GUM calls them; `None` for all.
const KINDS: [Option<&str>; 4] = [Some("person"), Some("organization"), Some("place"), None];

/// What was counted over a set of documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    /// Such as "GUM dev, news".
    set: String,
    n_documents: usize,
    names: [Names; KINDS.len()],
    short_names: Outcome,
    pronouns: Outcome,
}

/// Counts a file twice: its news, and all of it.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn count(path: &Path, name: &str, models: &Models) -> Result<[Counted; 2]> {
    let file = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    let set = |kind: &str| Counted { set: format!("{name}, {kind}"), ..Counted::default() };
    let mut sets = [set("news"), set("all genres")];
    for document in conllu::parse(&file) {
        if document.genre == "news" {
            sets[0].add(&document, models);
        }
        sets[1].add(&document, models);
    }
    Ok(sets)
}

impl Counted {
    fn add(&mut self, document: &Document, models: &Models) {
        let name = format!("{}.txt", document.id);
        let Some(annotated) = gold::annotate_text(&name, &document.text, models) else { return };
        // offsets are shared only where the reader kept the text as it was
        if annotated.report.text != document.text {
            return;
        }
        let names = names::names(document, &annotated);
        self.n_documents += 1;
        for (mine, kind) in self.names.iter_mut().zip(KINDS) {
            *mine += Names::of(&names, kind);
        }
        self.short_names += names::short_names(&names);
        self.pronouns += pronouns::pronouns(document, &annotated);
    }
}

/// Names gathered: B³.
pub(crate) fn names_table(ours: &[(String, Counted)]) -> Table {
    let mut table = Table::new(["names", "measured on", "gold", "found, %", "B³ P / R, %"]);
    for (engine, counted) in ours {
        for (names, kind) in counted.names.iter().zip(KINDS) {
            table.row([
                format!("{engine}: {}", kind.unwrap_or("all kinds")),
                format!("{} ({})", counted.set, counted.n_documents),
                names.n_gold.to_string(),
                percent(names.n_found, names.n_gold),
                format!("{} / {}", percent(names.precision(), 1.0), percent(names.recall(), 1.0)),
            ]);
        }
    }
    table
}

/// Short names and pronouns resolved.
pub(crate) fn resolved_table(ours: &[(String, Counted)]) -> Table {
    let mut table =
        Table::new(["resolved", "measured on", "n", "right, %", "wrong, %", "unresolved, %"]);
    for (engine, counted) in ours {
        let rows = [
            ("later short names of persons", counted.short_names),
            ("pronouns that are a source", counted.pronouns),
        ];
        for (what, outcome) in rows {
            let n = outcome.right + outcome.wrong + outcome.unresolved;
            let part = |part: usize| percent(part as f64, n as f64);
            table.row([
                format!("{engine}: {what}"),
                format!("{} ({})", counted.set, counted.n_documents),
                n.to_string(),
                part(outcome.right),
                part(outcome.wrong),
                part(outcome.unresolved),
            ]);
        }
    }
    table
}
