//! Runs a model file over windows of pieces.
//!
//! One window is one run: no padding, and since the int8 scales of a run are those of its own window, what is found in
//! a window depends neither on the windows beside it nor on the number of threads.

use super::pieces::{Piece, Tokenizer};
use super::windows::{Cut, Window};
use rten::{Dimension, Model, ModelOptions, NodeId, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::NdTensor;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tags a piece may have.
pub(super) const TAGS: usize = 7;
/// Keys and queries that a piece gets beside its tag scores: cue key, source key, cue query, source query.
const VECTORS: usize = 4;

/// The inputs by name: pieces, place to marks, shape of the word, start of a paragraph.
const INPUTS: [&str; 4] = ["ids", "fq", "fs", "ps"];
/// An input that some models have: 1 on each piece, 0 on padding, of which there is none.
const MASK: &str = "msk";
/// A constant that some models have, (2, 2 reach + 1): what an arc to a cue and to a source gets for its distance.
const NEAR: &str = "near";

/// The pieces that open and close every window.
const CLS: i32 = 101;
const SEP: i32 = 102;

thread_local! {
    /// Every caller runs on one thread of its own: the library's pool of all cores costs more than it saves on runs
    /// of a few hundred pieces, and its sums may come in another order.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

/// A model file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// Not a model, or one with operations that are unknown.
    #[error("cannot read the model")]
    Format(#[source] rten::LoadError),
    /// A model of something else.
    #[error("the model has no {0}")]
    Missing(&'static str),
}

/// A network ready to run.
#[derive(Debug)]
pub struct Network {
    pub(super) tokenizer: Tokenizer,
    pub(super) cut: Cut,
    threads: usize,
    model: Model,
    inputs: [NodeId; 4],
    mask: Option<NodeId>,
    output: NodeId,
    /// Length of a key or query vector.
    key: usize,
    near: Option<Near>,
}

/// What an arc gets for its distance, in pieces.
#[derive(Debug)]
struct Near {
    /// (cue or source, distance + reach)
    scores: Vec<f32>,
    reach: usize,
}

impl Near {
    fn read(model: &Model) -> Result<Option<Self>, NetworkError> {
        let Some(node) = model.find_node(NEAR) else { return Ok(None) };
        let missing = NetworkError::Missing(NEAR);
        let Ok([table]) = model.run_n(Vec::new(), [node], None) else { return Err(missing) };
        let Ok((shape, scores)) = table.into_shape_vec::<f32, 2>() else { return Err(missing) };
        Ok(Some(Self { scores, reach: shape[1] / 2 }))
    }

    /// From a content's row to the rows `1..len` of its window.
    fn of(&self, arm: Arm, from: usize, len: usize) -> impl Iterator<Item = f32> {
        let side = 2 * self.reach + 1;
        let first = if arm == Arm::Cue { 0 } else { side };
        let at = move |to: usize| (from + self.reach).saturating_sub(to).min(side - 1);
        (1..len).map(move |to| self.scores[first + at(to)])
    }
}

impl Network {
    /// From the bytes of a model file in the program itself.
    ///
    /// # Errors
    /// Where the bytes are no model of this kind.
    pub fn embedded(file: &'static [u8]) -> Result<Self, NetworkError> {
        Self::of(options().load_static_slice(file).map_err(NetworkError::Format)?)
    }

    /// From the bytes of a model file.
    ///
    /// # Errors
    /// Where the bytes are no model of this kind.
    pub fn read(file: Vec<u8>) -> Result<Self, NetworkError> {
        Self::of(options().load(file).map_err(NetworkError::Format)?)
    }

    fn of(model: Model) -> Result<Self, NetworkError> {
        let [ids, mark, shape, paragraph] =
            INPUTS.map(|name| model.find_node(name).ok_or(NetworkError::Missing(name)));
        let inputs = [ids?, mark?, shape?, paragraph?];
        let &output = model.output_ids().first().ok_or(NetworkError::Missing("output"))?;
        let width = model.node_info(output).and_then(|node| node.shape());
        let key = match width.as_deref() {
            Some([.., Dimension::Fixed(width)]) if *width > TAGS => (width - TAGS) / VECTORS,
            _ => return Err(NetworkError::Missing("width")),
        };
        Ok(Self {
            key,
            near: Near::read(&model)?,
            tokenizer: Tokenizer::embedded(),
            cut: Cut { target: 128, hard: 160, context: 16 },
            threads: 1,
            inputs,
            mask: model.find_node(MASK),
            output,
            model,
        })
    }

    /// Reads the windows of one text on so many threads; the result is the same for any number.
    #[must_use]
    pub fn threads(self, threads: usize) -> Self {
        Self { threads: threads.max(1), ..self }
    }

    /// Sets the lengths of the windows in pieces: packed up to, cut at, left context.
    #[must_use]
    pub fn windows(self, target: usize, hard: usize, context: usize) -> Self {
        let hard = hard.max(2);
        Self { cut: Cut { target, hard, context }, ..self }
    }

    /// The scores of each window, in their order.
    pub(super) fn run(&self, pieces: &[Piece], windows: &[Window]) -> Vec<Scores> {
        let threads = self.threads.min(windows.len());
        if threads <= 1 {
            return windows.iter().map(|&window| self.run_one(pieces, window)).collect();
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let Some(&window) = windows.get(next.fetch_add(1, Ordering::Relaxed)) {
                done.push((window.start, self.run_one(pieces, window)));
            }
            done
        };
        let mut all: Vec<(usize, Scores)> = std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
        });
        all.sort_by_key(|(start, _)| *start);
        all.into_iter().map(|(_, scores)| scores).collect()
    }

    fn run_one(&self, pieces: &[Piece], window: Window) -> Scores {
        let shown = &pieces[window.shown..window.end];
        let len = shown.len() + 2;
        let framed = |first: i32, last: i32, each: fn(&Piece) -> i32| {
            let mut row = Vec::with_capacity(len);
            row.push(first);
            row.extend(shown.iter().map(each));
            row.push(last);
            ValueOrView::from(NdTensor::from_data([1, len], row))
        };
        let rows = [
            framed(CLS, SEP, |piece| i32::from(piece.id)),
            framed(0, 0, |piece| i32::from(piece.mark)),
            framed(0, 0, |piece| i32::from(piece.shape)),
            framed(0, 0, |piece| i32::from(piece.paragraph)),
        ];
        let mut inputs: Vec<(NodeId, ValueOrView)> = self.inputs.into_iter().zip(rows).collect();
        inputs.extend(self.mask.map(|mask| (mask, framed(1, 1, |_| 1))));
        let options = RunOptions::default().with_thread_pool(Some(POOL.with(Arc::clone)));
        let [output] = self
            .model
            .run_n(inputs, [self.output], Some(options))
            .expect("the network takes windows of any length");
        let (shape, rows) = output.into_shape_vec::<f32, 3>().expect("numbers for each piece");
        assert_eq!(shape, [1, len, TAGS + VECTORS * self.key], "the network's output");
        Scores { window, rows, key: self.key }
    }
}

fn options() -> ModelOptions {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    options
}

/// What the network says of a window: a row for its opening, each shown piece, and its close.
pub(super) struct Scores {
    /// The window.
    pub(super) window: Window,
    rows: Vec<f32>,
    key: usize,
}

/// What an arc points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arm {
    /// From a content to its cue.
    Cue,
    /// From a content to its source.
    Source,
}

/// Arcs were trained with scores so much smaller than the products.
const ARC_SCALE: f32 = 0.1;

impl Scores {
    /// The tag scores of a shown piece, by its index in the text.
    pub(super) fn tags(&self, piece: usize) -> &[f32] {
        &self.row(self.place(piece))[..TAGS]
    }

    /// The row of a shown piece.
    pub(super) fn place(&self, piece: usize) -> usize {
        piece - self.window.shown + 1
    }

    /// The logarithm of the probability of each row to be what `piece` points at; row 0 stands for nothing.
    pub(super) fn arcs(&self, piece: usize, arm: Arm, network: &Network) -> Vec<f32> {
        let length = self.key;
        let (key, query) = match arm {
            Arm::Cue => (TAGS, TAGS + 2 * length),
            Arm::Source => (TAGS + length, TAGS + 3 * length),
        };
        let from = self.place(piece);
        let query = &self.row(from)[query..query + length];
        let rows = self.rows.chunks_exact(self.width());
        let score =
            |row: &[f32]| row[key..key + length].iter().zip(query).map(|(k, q)| k * q).sum::<f32>();
        let mut out: Vec<f32> = rows.map(score).collect();
        if let Some(near) = &network.near {
            let len = out.len();
            out[1..].iter_mut().zip(near.of(arm, from, len)).for_each(|(arc, near)| *arc += near);
        }
        out.iter_mut().for_each(|arc| *arc *= ARC_SCALE);
        log_softmax(&mut out);
        out
    }

    fn row(&self, place: usize) -> &[f32] {
        &self.rows[place * self.width()..][..self.width()]
    }

    fn width(&self) -> usize {
        TAGS + VECTORS * self.key
    }
}

/// Scores to logarithms of probabilities.
pub(super) fn log_softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let sum = scores.iter().map(|score| (score - most).exp()).sum::<f32>();
    let norm = most + sum.ln();
    scores.iter_mut().for_each(|score| *score -= norm);
}

#[cfg(test)]
pub(super) fn tiny() -> Network {
    let file = include_bytes!("../../../../training/tests/tiny.onnx");
    Network::embedded(file).expect("the test model")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_is_an_error() {
        assert!(matches!(Network::read(b"PK\x03\x04".to_vec()), Err(NetworkError::Format(_))));
        assert!(Network::read(Vec::new()).is_err());
    }

    #[test]
    fn arcs_of_a_piece_are_shares() {
        let network = tiny();
        let pieces = network.tokenizer.pieces("Orla Benthamly spoke.");
        let window = Window { shown: 0, start: 1, end: pieces.len() };
        let scores = &network.run(&pieces, &[window])[0];
        let arcs = scores.arcs(2, Arm::Source, &network);
        assert_eq!(arcs.len(), pieces.len() + 2);
        assert!((arcs.iter().map(|arc| arc.exp()).sum::<f32>() - 1.0).abs() < 1e-3);
        assert_eq!(scores.tags(0).len(), TAGS);
    }
}
