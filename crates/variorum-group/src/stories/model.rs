//! How likely two reports tell one story, from what they share; fitted on labelled pairs, read from `data/stories.toml`.

use super::weigh::MEASURES;
use serde::Deserialize;
use std::sync::OnceLock;

static NUMBERS: &str = include_str!("../../../../data/stories.toml");

/// The numbers of `data/stories.toml`.
#[derive(Clone, Debug, Deserialize)]
pub struct Model {
    /// Mean score of a report's pairs with a story from which it joins.
    pub join: f32,
    /// Mean score of the pairs between two groups from which a repair keeps them together.
    pub link: f32,
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
        let model: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let whole = model.hidden.len() == model.bias.len()
            && model.hidden.len() == model.output.len()
            && model.hidden.iter().all(|row| row.len() == MEASURES.len());
        whole.then_some(model).ok_or_else(|| "rows of unequal length".to_owned())
    }

    /// Above 0 for likely, below for unlikely.
    fn evidence(&self, measures: &[f32; MEASURES.len()]) -> f32 {
        let mut sum = self.output_bias;
        for ((row, bias), output) in self.hidden.iter().zip(&self.bias).zip(&self.output) {
            let mut unit = *bias;
            for (weight, measure) in row.iter().zip(measures) {
                unit += weight * measure;
            }
            sum += unit.max(0.0) * output;
        }
        sum
    }

    /// Between 0 and 1: the evidence through a sigmoid made of a square root, which every machine rounds alike.
    pub(crate) fn score(&self, measures: &[f32; MEASURES.len()]) -> f32 {
        let evidence = self.evidence(measures);
        0.5 + 0.5 * evidence / (4.0 + evidence * evidence).sqrt()
    }
}
