//! The learned engine: a text to its attributions, by a network that tags words and points from content to cue and
//! source.
//!
//! Text → pieces → windows → scores → spans and arcs → [`Found`]. The networks are model files with one set of inputs
//! and outputs; how they are trained stands in `training/`. Spans never cut a word, and the same text gives the same
//! attributions on any number of threads.

mod characters;
mod decode;
mod marks;
mod network;
mod pieces;
mod tags;
mod vocabulary;
mod windows;

#[cfg(test)]
mod agreement;

use crate::calibration::Calibration;

pub use decode::{Found, find};
pub use network::{Network, NetworkError};

/// Which network finds the attributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// MiniLM-L6, for stories.
    Careful,
    /// A few convolutions that learned from it, for archives.
    Fast,
}

impl Engine {
    /// What its raw confidences come to.
    pub(crate) fn calibration(self) -> Calibration {
        Calibration::embedded(match self {
            Self::Careful => include_str!("../../models/careful.toml"),
            Self::Fast => include_str!("../../models/fast.toml"),
        })
    }

    /// The network of a model file in the program itself: the system maps it with the executable.
    ///
    /// # Panics
    /// Never with the shipped files: a test loads them.
    pub fn network(self) -> Network {
        let embedded = |file| Network::embedded(file).expect("a shipped model file");
        match self {
            Self::Careful => embedded(include_bytes!("../../models/careful.onnx")),
            // trained on longer windows, which cost it less
            Self::Fast => embedded(include_bytes!("../../models/fast.onnx")).windows(512, 640, 64),
        }
    }
}
