//! The attribution engines: the one place that lists them and builds their models.

use anyhow::{Context, Result};
use clap::ValueEnum;
use std::path::Path;
use variorum_annotate::Models;
use variorum_annotate::engine::Network;

/// An attribution engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// The encoder.
    Careful,
    /// The one for archives.
    Fast,
    /// No learned model.
    Rules,
}

impl Engine {
    /// Every engine, in the order of the tables.
    pub(crate) const ALL: [Self; 3] = [Self::Careful, Self::Fast, Self::Rules];

    /// The name of its flag and of its rows.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Careful => "careful",
            Self::Fast => "fast",
            Self::Rules => "rules",
        }
    }

    /// What the annotation is given.
    pub(crate) fn models(self) -> Models {
        self.product().map_or_else(Models::embedded, Models::of)
    }

    /// The same without the heads, to train them.
    pub(crate) fn undecided(self) -> Models {
        self.product().map_or_else(Models::embedded, Models::undecided)
    }

    /// The same with confidences as they come, to fit what they come to.
    pub(crate) fn raw(self) -> Models {
        let models = Models::embedded();
        match self.product() {
            Some(engine) => models.with(engine.network()),
            None => models,
        }
    }

    fn product(self) -> Option<variorum_annotate::Engine> {
        match self {
            Self::Rules => None,
            Self::Careful => Some(variorum_annotate::Engine::Careful),
            Self::Fast => Some(variorum_annotate::Engine::Fast),
        }
    }
}

/// The rules with a network from a file beside them, such as one that is being trained.
///
/// # Errors
/// Where the file cannot be read or is no network.
pub(crate) fn from_file(path: &Path) -> Result<Models> {
    let file = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let network = Network::read(file).with_context(|| format!("`{}`", path.display()))?;
    Ok(Models::embedded().with(network))
}

/// The value of `--engine`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choice {
    /// The encoder
    Careful,
    /// The one for archives
    Fast,
    /// No learned model
    Rules,
    /// Each of them
    All,
}

impl Choice {
    /// The engines it stands for.
    pub(crate) fn engines(self) -> &'static [Engine] {
        match self {
            Self::Careful => &[Engine::Careful],
            Self::Fast => &[Engine::Fast],
            Self::Rules => &[Engine::Rules],
            Self::All => &Engine::ALL,
        }
    }
}

/// The value of `--engine` where only a learned one will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Learned {
    /// The encoder
    Careful,
    /// The one for archives
    Fast,
}

impl From<Learned> for Engine {
    fn from(engine: Learned) -> Self {
        match engine {
            Learned::Careful => Self::Careful,
            Learned::Fast => Self::Fast,
        }
    }
}
