//! Work on a sequence on all cores, its outcome handed over in the order in which the sequence came: what is handed
//! over is what one thread would have handed over, whatever their number. A few batches are in memory at a time.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::Scope;

/// Pieces that a thread takes at once, and the bytes after which a batch ends earlier.
const BATCH: usize = 64;
const BATCH_BYTES: usize = 512 << 10;
/// A piece of more bytes is worked on alone, when all before it are done: long ones would add up.
const LONG: usize = 8 << 20;
/// Stack of a thread, in bytes: that of a program's first thread.
const STACK: usize = 8 << 20;
/// Batches for each thread, the one it works on included.
const WAITING: usize = 3;

/// What is done with each piece.
pub(crate) struct Lanes<'a, T, U, S> {
    /// Threads to work on; with one, all is done on the caller's.
    pub n_threads: usize,
    /// What a thread keeps from piece to piece.
    pub state: &'a (dyn Fn() -> S + Sync),
    /// A piece to its outcome; depends on nothing but the piece.
    pub work: &'a (dyn Fn(&mut S, T) -> U + Sync),
}

type Batch<T> = (usize, Vec<T>);
type Outcome<U> = (usize, std::thread::Result<Vec<U>>);

impl<T: Send + 'static, U: Send + 'static, S> Lanes<'_, T, U, S> {
    /// Works on all that `produce` hands over, each with its length in bytes, and hands the outcome to `take`.
    /// `Break` of `take` ends both. Short sequences are worked on here, with the caller's own state.
    pub fn run(
        &self,
        own: &mut S,
        take: &mut dyn FnMut(U) -> ControlFlow<()>,
        produce: impl FnOnce(&mut dyn FnMut(T, usize) -> ControlFlow<()>),
    ) {
        std::thread::scope(|scope| {
            let mut run = Run {
                lanes: self,
                scope,
                threads: None,
                batch: Vec::new(),
                n_bytes: 0,
                n_sent: 0,
                n_taken: 0,
                done: BTreeMap::new(),
                flow: ControlFlow::Continue(()),
            };
            produce(&mut |piece, n_bytes| run.add(piece, n_bytes, own, take));
            run.finish(own, take);
        });
    }
}

/// The channels to the threads and back.
struct Threads<T, U> {
    batches: Sender<Batch<T>>,
    outcomes: Receiver<Outcome<U>>,
}

struct Run<'run, 'scope, 'env, T, U, S> {
    lanes: &'scope Lanes<'run, T, U, S>,
    scope: &'scope Scope<'scope, 'env>,
    /// `None` until a batch is full.
    threads: Option<Threads<T, U>>,
    batch: Vec<T>,
    n_bytes: usize,
    n_sent: usize,
    n_taken: usize,
    /// Outcomes that wait for those before them.
    done: BTreeMap<usize, Vec<U>>,
    flow: ControlFlow<()>,
}

type Take<'a, U> = &'a mut dyn FnMut(U) -> ControlFlow<()>;

impl<T: Send + 'static, U: Send + 'static, S> Run<'_, '_, '_, T, U, S> {
    fn add(&mut self, piece: T, n_bytes: usize, own: &mut S, take: Take<U>) -> ControlFlow<()> {
        if self.lanes.n_threads <= 1 {
            self.flow = take((self.lanes.work)(own, piece));
            return self.flow;
        }
        if n_bytes > LONG {
            self.finish(own, take);
            if self.flow.is_continue() {
                self.flow = take((self.lanes.work)(own, piece));
            }
            return self.flow;
        }
        self.batch.push(piece);
        self.n_bytes += n_bytes;
        if self.batch.len() >= BATCH || self.n_bytes >= BATCH_BYTES {
            if self.threads.is_none() {
                self.threads = start(self.lanes, self.scope);
            }
            if self.threads.is_some() {
                self.send();
                self.receive(WAITING * self.lanes.n_threads, take);
            } else {
                self.finish(own, take);
            }
        }
        self.flow
    }

    /// Hands over all that came so far.
    fn finish(&mut self, own: &mut S, take: Take<U>) {
        self.send();
        self.receive(0, take);
        // no thread was started: the sequence is short, or the system gives none
        self.n_bytes = 0;
        for piece in std::mem::take(&mut self.batch) {
            if self.flow.is_break() {
                return;
            }
            self.flow = take((self.lanes.work)(own, piece));
        }
    }

    fn send(&mut self) {
        let Some(threads) = self.threads.as_ref().filter(|_| !self.batch.is_empty()) else {
            return;
        };
        let batch = (self.n_sent, std::mem::take(&mut self.batch));
        (self.n_sent, self.n_bytes) = (self.n_sent + 1, 0);
        threads.batches.send(batch).expect("threads wait for batches as long as this end is open");
    }

    /// Takes what is done, and waits until no more than `most` batches are under way.
    fn receive(&mut self, most: usize, take: Take<U>) {
        let Some(threads) = &self.threads else { return };
        while self.flow.is_continue() && self.n_taken < self.n_sent {
            let outcome = if self.n_sent - self.n_taken > most {
                threads.outcomes.recv().ok()
            } else {
                threads.outcomes.try_recv().ok()
            };
            let Some((at, outcomes)) = outcome else { return };
            self.done.insert(at, outcomes.unwrap_or_else(|panic| resume_unwind(panic)));
            while let Some(outcomes) = self.done.remove(&self.n_taken) {
                self.n_taken += 1;
                for outcome in outcomes {
                    if self.flow.is_continue() {
                        self.flow = take(outcome);
                    }
                }
            }
        }
    }
}

/// Starts the threads; they end when the sender of batches is dropped. `None` where the system gives no thread.
fn start<'scope, T: Send + 'static, U: Send + 'static, S>(
    lanes: &'scope Lanes<'_, T, U, S>,
    scope: &'scope Scope<'scope, '_>,
) -> Option<Threads<T, U>> {
    let (batches, waiting) = channel::<Batch<T>>();
    let (sender, outcomes) = channel::<Outcome<U>>();
    let waiting = Arc::new(Mutex::new(waiting));
    let mut n_started = 0;
    for _ in 0..lanes.n_threads {
        let (waiting, sender) = (Arc::clone(&waiting), sender.clone());
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
            let mut state = (lanes.state)();
            loop {
                // nothing panics while it holds the lock
                let batch = waiting.lock().ok().and_then(|waiting| waiting.recv().ok());
                let Some((at, pieces)) = batch else { return };
                let work = || pieces.into_iter().map(|piece| (lanes.work)(&mut state, piece));
                let outcome = catch_unwind(AssertUnwindSafe(|| work().collect()));
                if sender.send((at, outcome)).is_err() {
                    return;
                }
            }
        });
        n_started += usize::from(thread.is_ok());
    }
    (n_started > 0).then_some(Threads { batches, outcomes })
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use proptest::prelude::{prop_assert_eq, proptest};

    use super::Lanes;

    fn run(n_threads: usize, pieces: &[usize], stop_at: usize) -> Vec<usize> {
        let work = |n_seen: &mut usize, piece: usize| {
            *n_seen += 1;
            piece * 2
        };
        let lanes = Lanes { n_threads, state: &|| 0, work: &work };
        let mut taken = Vec::new();
        let mut take = |outcome| {
            taken.push(outcome);
            if taken.len() < stop_at { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        lanes.run(&mut 0, &mut take, |add| {
            for piece in pieces {
                // every hundredth is a long one
                let n_bytes = if piece % 100 == 99 { super::LONG + 1 } else { 10 };
                if add(*piece, n_bytes).is_break() {
                    return;
                }
            }
        });
        taken
    }

    #[test]
    fn the_order_is_that_of_the_sequence() {
        let pieces: Vec<usize> = (0..10_000).collect();
        let alone = run(1, &pieces, usize::MAX);
        assert_eq!(alone.len(), pieces.len());
        assert_eq!(run(3, &pieces, usize::MAX), alone);
    }

    #[test]
    #[should_panic(expected = "piece 500")]
    fn a_panic_is_the_callers() {
        let work = |(): &mut (), piece: usize| assert_ne!(piece, 500, "piece 500");
        let lanes = Lanes { n_threads: 2, state: &|| (), work: &work };
        lanes.run(&mut (), &mut |()| ControlFlow::Continue(()), |add| {
            for piece in 0..1_000 {
                if add(piece, 1).is_break() {
                    return;
                }
            }
        });
    }

    proptest! {
        #[test]
        fn whoever_takes_may_stop(n in 0_usize..700, stop_at in 1_usize..700, n_threads in 1_usize..4) {
            let pieces: Vec<usize> = (0..n).collect();
            let expected: Vec<usize> = pieces.iter().take(stop_at).map(|piece| piece * 2).collect();
            prop_assert_eq!(run(n_threads, &pieces, stop_at), expected);
        }
    }
}
