//! The 95 % interval of a figure, by drawing articles again.
//! The generator is Python's (Mersenne Twister, seed 1), so that the interval is the scorer's own.

use super::tally::{Counts, Metric};

const N_DRAWS: usize = 200;

/// The interval of the F1 over all classes, 200 draws of as many articles; `None` without articles.
pub(crate) fn interval(articles: &[Counts], metric: Metric) -> Option<[f64; 2]> {
    if articles.is_empty() {
        return None;
    }
    let mut twister = Twister::new(1);
    let mut drawn: Vec<f64> = (0..N_DRAWS)
        .map(|_| {
            let mut total = Counts::default();
            for _ in 0..articles.len() {
                total += &articles[twister.below(articles.len())];
            }
            total.of(metric, None).f1()
        })
        .collect();
    drawn.sort_by(f64::total_cmp);
    Some([drawn[5], drawn[N_DRAWS - 6]])
}

const N_WORDS: usize = 624;
const SHIFT: usize = 397;

/// MT19937 as Matsumoto and Nishimura give it, seeded as `random.Random(seed)`.
struct Twister {
    state: Vec<u32>,
    at: usize,
}

impl Twister {
    fn new(seed: u32) -> Self {
        let mut state = vec![19_650_218_u32; N_WORDS];
        for i in 1..N_WORDS {
            let last = state[i - 1];
            state[i] = (last ^ (last >> 30)).wrapping_mul(1_812_433_253).wrapping_add(i as u32);
        }
        let mut i = 1;
        for step in 0..2 * N_WORDS - 1 {
            let last = state[i - 1] ^ (state[i - 1] >> 30);
            state[i] = if step < N_WORDS {
                (state[i] ^ last.wrapping_mul(1_664_525)).wrapping_add(seed)
            } else {
                (state[i] ^ last.wrapping_mul(1_566_083_941)).wrapping_sub(i as u32)
            };
            i += 1;
            if i == N_WORDS {
                state[0] = state[N_WORDS - 1];
                i = 1;
            }
        }
        state[0] = 0x8000_0000;
        Self { state, at: N_WORDS }
    }

    fn next(&mut self) -> u32 {
        if self.at == N_WORDS {
            self.twist();
        }
        let mut word = self.state[self.at];
        self.at += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    fn twist(&mut self) {
        for i in 0..N_WORDS {
            let mixed =
                (self.state[i] & 0x8000_0000) | (self.state[(i + 1) % N_WORDS] & 0x7fff_ffff);
            let odd = if mixed & 1 == 1 { 0x9908_b0df } else { 0 };
            self.state[i] = self.state[(i + SHIFT) % N_WORDS] ^ (mixed >> 1) ^ odd;
        }
        self.at = 0;
    }

    /// A number below `n`, as `randrange(n)` draws it; `n` is above 0 and fits 32 bits.
    fn below(&mut self, n: usize) -> usize {
        let bits = usize::BITS - n.leading_zeros();
        loop {
            let drawn = (self.next() >> (32 - bits)) as usize;
            if drawn < n {
                return drawn;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_as_python_does() {
        // python3 -c 'import random; r = random.Random(1); print([r.randrange(84) for _ in range(8)])'
        let mut twister = Twister::new(1);
        let drawn: Vec<usize> = (0..8).map(|_| twister.below(84)).collect();
        assert_eq!(drawn, PYTHON);
    }

    const PYTHON: [usize; 8] = [17, 72, 8, 32, 15, 63, 57, 60];
}
