//! Attributions against PolNeAR's, as `score_attributions.py` counts them (without `--merge`).
//! Every figure of the original is here; the tables print those that the evaluation names.

mod count;
mod interval;
mod item;
#[cfg(test)]
mod original;
mod tally;
mod token;

pub(crate) use count::{align, count};
pub(crate) use item::Item;
pub(crate) use tally::{Counts, Metric, Tally, share};
pub(crate) use token::is_word;

use crate::gold::Record;
use crate::peers::Peers;
use crate::table::{Table, percent};
pub(crate) use item::Class;
use item::items;
use std::collections::BTreeMap;
use token::Tokens;

/// A report's gold and predicted attributions, ready to be paired.
#[derive(Clone)]
pub(crate) struct Article {
    pub(crate) publisher: Option<String>,
    pub(crate) gold: Vec<Item>,
    pub(crate) predicted: Vec<Item>,
}

/// The articles of the gold with what was predicted for each; the last line of an id wins.
pub(crate) fn articles(gold: &[Record], predictions: &[Record]) -> Vec<Article> {
    let by_id: BTreeMap<&str, &Record> =
        predictions.iter().map(|record| (record.id.as_str(), record)).collect();
    let article = |record: &Record| {
        let tokens = Tokens::of(&record.text);
        Article {
            publisher: record.publisher.clone(),
            gold: items(record, &tokens),
            predicted: by_id
                .get(record.id.as_str())
                .map_or_else(Vec::new, |predicted| items(predicted, &tokens)),
        }
    };
    gold.iter().map(article).collect()
}

/// The counts of each article.
pub(crate) fn counts(articles: &[Article]) -> Vec<Counts> {
    articles.iter().map(|article| count(&article.gold, &article.predicted)).collect()
}

/// The counts of several articles as one.
pub(crate) fn total<'a>(counts: impl IntoIterator<Item = &'a Counts>) -> Counts {
    counts.into_iter().fold(Counts::default(), |mut sum, counts| {
        sum += counts;
        sum
    })
}

/// The classes of a row: all, then each.
const CLASSES: [Option<Class>; 4] =
    [None, Some(Class::Direct), Some(Class::Mixed), Some(Class::Indirect)];

/// The main table: one row for each name, then the peers' with the split they were measured on.
pub(crate) fn table(ours: &[(String, Vec<Counts>)], split: &str, peers: &Peers) -> Table {
    let mut table = Table::new([
        "F1, %",
        "measured on",
        "attribution (95 %)",
        "direct",
        "mixed",
        "indirect",
        "content tokens",
        "cue",
        "source, content given",
    ]);
    for (name, articles) in ours {
        table.row(row(name, split, articles));
    }
    for peer in &peers.attribution {
        table.row(peer.row());
    }
    table
}

fn row(name: &str, split: &str, articles: &[Counts]) -> Vec<String> {
    let total = total(articles);
    let f1 = |metric, class| percent(total.of(metric, class).f1(), 1.0);
    let interval = interval::interval(articles, Metric::Attribution)
        .map(|bounds| format!(" ({}–{})", percent(bounds[0], 1.0), percent(bounds[1], 1.0)));
    let sources = total.sources(None);
    vec![
        format!("**{name}**"),
        split.to_owned(),
        f1(Metric::Attribution, None) + &interval.unwrap_or_default(),
        f1(Metric::Attribution, Some(Class::Direct)),
        f1(Metric::Attribution, Some(Class::Mixed)),
        f1(Metric::Attribution, Some(Class::Indirect)),
        f1(Metric::ContentTokens, None),
        f1(Metric::Cue, None),
        percent(sources.n_shared, sources.n_given),
    ]
}

/// The content alone, to the token, beside published figures of the same kind.
pub(crate) fn exact_table(ours: &[(String, Vec<Counts>)], split: &str, peers: &Peers) -> Table {
    let mut table =
        Table::new(["F1, %", "measured on", "exact spans", "exact contents", "exact with source"]);
    for (name, articles) in ours {
        let total = total(articles);
        let f1 = |metric| percent(total.of(metric, None).f1(), 1.0);
        table.row([
            format!("**{name}**"),
            split.to_owned(),
            f1(Metric::ContentExactSpans),
            f1(Metric::ContentExact),
            f1(Metric::AttributionExact),
        ]);
    }
    for peer in &peers.exact_spans {
        table.row([peer.name.clone(), peer.split.clone(), format!("{:.1}", peer.exact_spans)]);
    }
    table
}

/// Precision, recall and F1 of each class: where an engine loses.
pub(crate) fn detail_table(ours: &[(String, Vec<Counts>)]) -> Table {
    let mut table =
        Table::new(["P / R / F1, %", "all", "direct", "mixed", "indirect", "gold / predicted"]);
    let measures = [
        ("attribution", Metric::Attribution),
        ("content, half of it", Metric::ContentSoft),
        ("content tokens", Metric::ContentTokens),
        ("cue", Metric::Cue),
    ];
    for (name, articles) in ours {
        let total = total(articles);
        for (measure, metric) in measures {
            let mut cells = vec![format!("{name}: {measure}")];
            cells.extend(CLASSES.map(|class| triple(total.of(metric, class))));
            let all = total.of(metric, None);
            cells.push(format!("{} / {}", all.n_gold, all.n_predicted));
            table.row(cells);
        }
    }
    table
}

fn triple(tally: Tally) -> String {
    let [precision, recall, f1] =
        [tally.precision(), tally.recall(), tally.f1()].map(|figure| percent(figure, 1.0));
    format!("{precision} / {recall} / {f1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::Marked;

    fn record(id: &str, source: [usize; 2]) -> Record {
        let text = "Vedra Oye said that the ferry will sail.".to_owned();
        let marked = Marked {
            source: Some(vec![source]),
            cue: Some(vec![[10, 14]]),
            content: Some(vec![[15, 39]]),
            confidence: None,
        };
        Record { id: id.into(), text, publisher: None, attributions: vec![marked] }
    }

    #[test]
    fn an_article_without_a_prediction_counts_as_missed() {
        let gold = [record("a", [0, 9]), record("b", [0, 9])];
        let articles = articles(&gold, &[record("b", [6, 9]), record("c", [0, 9])]);
        let total = total(&counts(&articles));
        assert_eq!(total.of(Metric::Attribution, None).recall(), 0.5);
        assert_eq!(total.of(Metric::Attribution, None).precision(), 1.0);
        assert_eq!(total.of(Metric::AttributionExact, None).f1(), 0.0);
    }

    #[test]
    fn the_table_names_the_split_of_every_row() {
        let gold = [record("a", [0, 9])];
        let ours = [("rules".to_owned(), counts(&articles(&gold, &gold)))];
        let printed = table(&ours, "dev", &Peers::embedded()).to_string();
        assert!(printed.contains("| **rules** | dev | 100.0 (100.0–100.0) |"), "{printed}");
        let splits = printed.lines().skip(2).map(|line| line.split(" | ").nth(1));
        assert!(splits.flatten().all(|split| !split.trim().is_empty()));
    }
}
