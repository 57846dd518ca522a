//! What others measured, from `data/peers.toml`. Every row says on which split and where it is from.

use crate::table::Table;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The peers' figures by table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Peers {
    pub(crate) attribution: Vec<Attribution>,
    pub(crate) exact_spans: Vec<ExactSpans>,
    pub(crate) speed: Vec<Speed>,
    pub(crate) edition: Vec<Edition>,
}

/// F1 in per cent; `None` where it was not measured.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Attribution {
    name: String,
    split: String,
    /// With the interval, where there is one.
    attribution: String,
    direct: Option<f64>,
    mixed: Option<f64>,
    indirect: Option<f64>,
    content_tokens: Option<f64>,
    cue: Option<f64>,
    source: String,
}

/// F1 in per cent over contiguous stretches of content.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExactSpans {
    pub(crate) name: String,
    pub(crate) split: String,
    pub(crate) exact_spans: f64,
    source: String,
}

/// Articles per CPU-second and memory, as stated.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Speed {
    pub(crate) name: String,
    pub(crate) articles: String,
    pub(crate) memory: Option<String>,
    #[expect(dead_code, reason = "tells a reader of the file where the figure is from")]
    pub(crate) source: String,
}

/// Attributions of the op-ed's finer gold that a peer finds, of 67.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edition {
    pub(crate) name: String,
    pub(crate) found: u32,
    source: String,
}

impl Peers {
    /// The figures that ship with the program.
    ///
    /// # Panics
    /// Never with the shipped file: a test loads it.
    pub(crate) fn embedded() -> Self {
        toml::from_str(include_str!("../../../data/peers.toml"))
            .expect("the embedded file is well formed")
    }

    /// Where the figures are from: one line each source, with its rows.
    pub(crate) fn sources(&self) -> String {
        let mut by_source: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let attribution = self.attribution.iter();
        let rows = attribution
            .map(|peer| (&peer.source, format!("{} ({})", peer.name, peer.split)))
            .chain(self.exact_spans.iter().map(|peer| (&peer.source, peer.name.clone())))
            .chain(self.edition.iter().map(|peer| (&peer.source, peer.name.clone())));
        for (source, row) in rows {
            by_source.entry(source).or_default().push(row);
        }
        let line =
            |(source, rows): (&str, Vec<String>)| format!("- {}: {source}.\n", rows.join(", "));
        by_source.into_iter().map(line).collect()
    }

    /// What others find of the op-ed.
    pub(crate) fn edition_table(&self) -> Table {
        let mut table = Table::new(["op-ed, a finer gold", "attributions found, of 67"]);
        for peer in &self.edition {
            table.row([peer.name.clone(), peer.found.to_string()]);
        }
        table
    }
}

impl Attribution {
    /// Its row of the main table.
    pub(crate) fn row(&self) -> Vec<String> {
        let mut cells = vec![self.name.clone(), self.split.clone(), self.attribution.clone()];
        let rest = [self.direct, self.mixed, self.indirect, self.content_tokens, self.cue];
        cells.extend(rest.map(|f1| f1.map_or_else(|| "–".to_owned(), |f1| format!("{f1:.1}"))));
        cells.push("–".to_owned());
        cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_loads_and_every_source_is_named() {
        let peers = Peers::embedded();
        assert!(peers.sources().lines().all(|line| line.starts_with("- ") && line.ends_with('.')));
        assert!(peers.attribution.iter().all(|peer| !peer.split.is_empty()));
    }
}
