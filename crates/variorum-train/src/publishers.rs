//! Attribution F1 by publisher: how far an engine leans on the outlets it was trained on.
//! Leave-one-publisher-out folds come as files of predictions, each scored against the gold of its publisher.

use crate::attributions::{Article, Metric, count, total};
use crate::table::{Table, percent};
use std::collections::BTreeSet;

/// One row for each set of articles, one column for each publisher, then the lowest and the mean of the columns.
pub(crate) fn table(ours: &[(String, Vec<Article>)]) -> Table {
    let publishers: BTreeSet<&str> = ours
        .iter()
        .flat_map(|(_, articles)| articles)
        .filter_map(|article| article.publisher.as_deref())
        .collect();
    let mut head = vec!["attribution F1, %"];
    head.extend(&publishers);
    head.extend(["lowest", "mean"]);
    let mut table = Table::new(head);
    for (name, articles) in ours {
        let figures: Vec<f64> =
            publishers.iter().map(|publisher| f1(articles, publisher)).collect();
        let lowest = figures.iter().copied().fold(f64::INFINITY, f64::min);
        let mean = figures.iter().sum::<f64>() / figures.len() as f64;
        let mut row = vec![name.clone()];
        row.extend(figures.into_iter().chain([lowest, mean]).map(|figure| percent(figure, 1.0)));
        if !publishers.is_empty() {
            table.row(row);
        }
    }
    table
}

fn f1(articles: &[Article], publisher: &str) -> f64 {
    let theirs = articles.iter().filter(|article| article.publisher.as_deref() == Some(publisher));
    let counts: Vec<_> = theirs.map(|article| count(&article.gold, &article.predicted)).collect();
    total(&counts).of(Metric::Attribution, None).f1()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attributions::articles;
    use crate::gold::{Marked, Record};

    #[test]
    fn each_publisher_has_its_own_figure() {
        let record = |id: &str, publisher: &str| Record {
            id: id.into(),
            text: "Oye said no".into(),
            publisher: Some(publisher.into()),
            attributions: vec![Marked { content: Some(vec![[9, 11]]), ..Marked::default() }],
        };
        let gold = [record("a", "halmar"), record("b", "nordland")];
        let ours = [("rules".to_owned(), articles(&gold, &gold[..1]))];
        let printed = table(&ours).to_string();
        assert!(printed.starts_with("| attribution F1, % | halmar | nordland | lowest | mean |"));
        assert!(printed.ends_with("| rules | 100.0 | 0.0 | 0.0 | 50.0 |\n"));
    }
}
