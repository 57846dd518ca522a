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

pub use decode::{Found, find};
pub use network::{Network, NetworkError};

/// Which network finds the attributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// MiniLM-L6, for stories.
    Careful,
}

impl Engine {
    /// The network of a model file in the program itself: the system maps it with the executable.
    ///
    /// # Panics
    /// Never with the shipped files: a test loads them.
    pub fn network(self) -> Network {
        let file = match self {
            Self::Careful => include_bytes!("../../models/careful.onnx"),
        };
        Network::embedded(file).expect("a shipped model file")
    }
}
