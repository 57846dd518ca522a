//! The readings of one statement, side by side: their tokens, their columns, and how far they agree.

use crate::align::{Rows, align};
use crate::difference::Row;
use crate::word::{Lexicon, Word};
use variorum_model::{Edition, Mode, Statement};

/// A statement's readings as aligned tokens.
pub(crate) struct Collation {
    /// Tokens of each reading.
    pub words: Vec<Vec<Word>>,
    /// Columns of each reading's tokens.
    pub rows: Rows,
    /// Witness of each reading.
    pub witnesses: Vec<usize>,
    /// Mode of each reading.
    pub modes: Vec<Mode>,
}

/// Words that two readings share, of all words of both where both have the passage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Agreement {
    /// Twice the words in common; inflections count half.
    pub shared: f32,
    /// Words of both.
    pub of: f32,
}

impl Agreement {
    /// Between 0 and 1; 1 where there is nothing to compare.
    pub fn share(self) -> f32 {
        if self.of > 0.0 { self.shared / self.of } else { 1.0 }
    }
}

impl std::ops::AddAssign for Agreement {
    fn add_assign(&mut self, other: Self) {
        self.shared += other.shared;
        self.of += other.of;
    }
}

impl Collation {
    /// Aligns the readings of a statement.
    pub fn of(edition: &Edition, statement: &Statement, lexicon: &mut Lexicon) -> Self {
        let witnesses: Vec<usize> =
            statement.readings.iter().map(|r| edition.quotations[r.quotation].witness).collect();
        let words: Vec<Vec<Word>> = statement
            .readings
            .iter()
            .zip(&witnesses)
            .map(|(reading, witness)| lexicon.words(edition.text(*witness), &reading.spans))
            .collect();
        let modes =
            statement.readings.iter().map(|r| edition.quotation(r.quotation).mode).collect();
        Self { rows: align(&words, lexicon), words, witnesses, modes }
    }

    /// One reading's tokens with their columns.
    pub fn row(&self, reading: usize) -> Row<'_> {
        Row { words: &self.words[reading], columns: &self.rows[reading] }
    }

    /// Spoken words of a reading.
    pub fn length(&self, reading: usize) -> usize {
        self.words[reading].iter().filter(|word| word.is_spoken()).count()
    }

    /// How far two readings agree between the first word and the last that they share.
    pub fn agreement(&self, a: usize, b: usize) -> Agreement {
        let (x, y) = (self.row(a), self.row(b));
        let mut met: Vec<(usize, usize)> = Vec::new();
        let (mut i, mut j) = (0, 0);
        while i < x.columns.len() && j < y.columns.len() {
            match x.columns[i].cmp(&y.columns[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    // words of one sense may share a column, but they are not the same words
                    if x.words[i].is_spoken() && x.words[i].stem == y.words[j].stem {
                        met.push((i, j));
                    }
                    i += 1;
                    j += 1;
                }
            }
        }
        let (Some(first), Some(last)) = (met.first(), met.last()) else {
            return Agreement::default();
        };
        let count = |words: &[Word]| words.iter().filter(|w| w.is_spoken() && !w.bracketed).count();
        let of = count(&x.words[first.0..=last.0]) + count(&y.words[first.1..=last.1]);
        let shared: f32 = met
            .iter()
            .map(|(i, j)| if x.words[*i].form == y.words[*j].form { 2.0 } else { 1.0 })
            .sum();
        Agreement { shared: shared.min(of as f32), of: of as f32 }
    }
}
