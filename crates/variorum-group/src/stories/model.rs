//! How likely two reports tell one story, from what they share; fitted on labelled pairs, read from `data/stories.toml`.

use super::compare::MEASURES;
use serde::Deserialize;
use std::sync::OnceLock;

static NUMBERS: &str = include_str!("../../../../data/stories.toml");

/// Hidden units, at most; those that the file lacks are 0.
const UNITS: usize = 16;

/// The numbers of `data/stories.toml`.
#[derive(Clone, Debug)]
pub struct Model {
    /// Mean score of a report's pairs with a story from which it joins.
    pub join: f32,
    /// Mean score of the pairs between two groups from which a repair keeps them together.
    pub link: f32,
    bias: [f32; UNITS],
    /// By measure, then by unit: the units are summed side by side.
    hidden: [[f32; UNITS]; MEASURES.len()],
    output: [f32; UNITS],
    output_bias: f32,
}

/// The file.
#[derive(Deserialize)]
struct Numbers {
    join: f32,
    link: f32,
    bias: Vec<f32>,
    /// One row a hidden unit, one number a measure.
    hidden: Vec<Vec<f32>>,
    output: Vec<f32>,
    output_bias: f32,
}

impl Model {
    /// The numbers that ship with the program.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Model> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::parse(NUMBERS).expect("the shipped numbers are well formed"))
    }

    /// Numbers from the text of a TOML file.
    ///
    /// # Errors
    /// What is malformed or missing.
    pub fn parse(text: &str) -> Result<Self, String> {
        let numbers: Numbers = toml::from_str(text).map_err(|error| error.to_string())?;
        let n_units = numbers.hidden.len();
        let even = n_units == numbers.bias.len()
            && n_units == numbers.output.len()
            && numbers.hidden.iter().all(|row| row.len() == MEASURES.len());
        if !even || n_units > UNITS {
            return Err(format!("rows of unequal length, or more than {UNITS}"));
        }
        let mut hidden = [[0.0; UNITS]; MEASURES.len()];
        for (unit, row) in numbers.hidden.iter().enumerate() {
            for (by_unit, weight) in hidden.iter_mut().zip(row) {
                by_unit[unit] = *weight;
            }
        }
        let filled = |numbers: &[f32]| {
            let mut filled = [0.0; UNITS];
            filled[..n_units].copy_from_slice(numbers);
            filled
        };
        Ok(Self {
            join: numbers.join,
            link: numbers.link,
            bias: filled(&numbers.bias),
            hidden,
            output: filled(&numbers.output),
            output_bias: numbers.output_bias,
        })
    }

    /// Above 0 for likely, below for unlikely.
    fn evidence(&self, measures: &[f32; MEASURES.len()]) -> f32 {
        let mut units = self.bias;
        for (weights, measure) in self.hidden.iter().zip(measures) {
            for (unit, weight) in units.iter_mut().zip(weights) {
                *unit += weight * measure;
            }
        }
        let outputs = units.iter().zip(&self.output);
        outputs.fold(self.output_bias, |sum, (unit, output)| sum + unit.max(0.0) * output)
    }

    /// Between 0 and 1: the evidence through a sigmoid made of a square root, which every machine rounds alike.
    pub(crate) fn score(&self, measures: &[f32; MEASURES.len()]) -> f32 {
        let evidence = self.evidence(measures);
        0.5 + 0.5 * evidence / (4.0 + evidence * evidence).sqrt()
    }
}
