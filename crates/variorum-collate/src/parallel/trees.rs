//! Boosted regression trees: measures in, a probability out.
//!
//! Every tree is walked by comparisons of `f32` and the leaves are added in the order of the trees, so that every
//! machine gives the same bits but for the last step, the logistic function.

/// A forest as the trainer wrote it.
///
/// The file: the number of measures and of trees as little-endian `u32`; for each tree the number of its inner nodes
/// as `u32`, and for each of them measure (`u32`), bound (`f32`), where to go at or below it and where above (`i32`
/// each; a leaf as its number's complement), then its leaves (`f32`, one more than inner nodes).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Forest {
    trees: Vec<Tree>,
}

#[derive(Clone, Debug, PartialEq)]
struct Tree {
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    measure: usize,
    bound: f32,
    below: i32,
    above: i32,
}

impl Forest {
    /// Reads a forest over `measures` measures; `None` where the file is cut off, of other measures, or leads astray.
    pub fn read(file: &[u8], measures: usize) -> Option<Self> {
        let mut rest = file;
        if number(&mut rest)? as usize != measures {
            return None;
        }
        let count = number(&mut rest)?;
        let trees = (0..count).map(|_| Tree::read(&mut rest, measures)).collect::<Option<_>>()?;
        rest.is_empty().then_some(Self { trees })
    }

    /// The probability of a pair with these measures.
    pub fn judge(&self, measures: &[f32]) -> f32 {
        let sum: f32 = self.trees.iter().map(|tree| tree.leaf(measures)).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

impl Tree {
    fn read(rest: &mut &[u8], measures: usize) -> Option<Self> {
        let count = number(rest)? as usize;
        let mut nodes = Vec::new();
        for at in 0..count {
            let measure = number(rest)? as usize;
            let bound = f32::from_bits(number(rest)?);
            let (below, above) = (number(rest)?.cast_signed(), number(rest)?.cast_signed());
            // a child comes after its parent, so that every walk ends
            let leads = |to: i32| match usize::try_from(to) {
                Ok(node) => node > at && node < count,
                Err(_) => usize::try_from(!to).is_ok_and(|leaf| leaf <= count),
            };
            if measure >= measures || !leads(below) || !leads(above) {
                return None;
            }
            nodes.push(Node { measure, bound, below, above });
        }
        let leaves =
            (0..=count).map(|_| number(rest).map(f32::from_bits)).collect::<Option<_>>()?;
        Some(Self { nodes, leaves })
    }

    fn leaf(&self, measures: &[f32]) -> f32 {
        let mut at = if self.nodes.is_empty() { !0 } else { 0 };
        while let Some(node) = usize::try_from(at).ok().and_then(|node| self.nodes.get(node)) {
            at = if measures[node.measure] <= node.bound { node.below } else { node.above };
        }
        usize::try_from(!at)
            .ok()
            .and_then(|leaf| self.leaves.get(leaf))
            .copied()
            .unwrap_or_default()
    }
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (head, tail) = rest.split_at_checked(4)?;
    *rest = tail;
    Some(u32::from_le_bytes(head.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One tree over one measure: at or below .5 it adds -1, above 2.
    fn file(below: i32) -> Vec<u8> {
        let words =
            [1, 1, 1, 0, 0.5_f32.to_bits(), below.cast_unsigned(), (!1_i32).cast_unsigned()];
        let leaves = [(-1.0_f32).to_bits(), 2.0_f32.to_bits()];
        words.iter().chain(&leaves).flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn the_bound_belongs_to_what_is_below() {
        let forest = Forest::read(&file(!0), 1).expect("a forest");
        assert!(forest.judge(&[0.5]) < 0.3);
        assert!(forest.judge(&[0.6]) > 0.8);
    }

    #[test]
    fn a_file_that_leads_astray_is_refused() {
        assert!(Forest::read(&file(0), 1).is_none());
        assert!(Forest::read(&file(!7), 1).is_none());
        assert!(Forest::read(&file(!0), 2).is_none());
        assert!(Forest::read(&file(!0)[..20], 1).is_none());
    }
}
