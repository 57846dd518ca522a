//! An attribution as the scorer sees it: three sets of tokens and a class.

use super::token::{Role, Tokens};
use crate::gold::Record;

/// How the content stands to the quotation marks of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// At least nine tenths of its tokens stand in marks.
    Direct,
    /// Some do.
    Mixed,
    /// None does.
    Indirect,
}

impl Class {
    /// Every class, in the order of the tables.
    pub(crate) const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];
}

/// One attribution with at least one token of content.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) source: Role,
    pub(crate) cue: Role,
    pub(crate) content: Role,
    pub(crate) class: Class,
    /// 1 where the input states none.
    pub(crate) confidence: f64,
}

/// The attributions of a record over the tokens of the gold text; those without content are dropped.
pub(crate) fn items(record: &Record, tokens: &Tokens) -> Vec<Item> {
    let item = |marked: &crate::gold::Marked| {
        let content = tokens.role(marked.content.as_deref());
        (!content.is_empty()).then(|| Item {
            source: tokens.role(marked.source.as_deref()),
            cue: tokens.role(marked.cue.as_deref()),
            class: class(tokens.quoted_share(&content)),
            confidence: marked.confidence.unwrap_or(1.0),
            content,
        })
    };
    record.attributions.iter().filter_map(item).collect()
}

fn class(quoted_share: f64) -> Class {
    if quoted_share >= 0.9 {
        Class::Direct
    } else if quoted_share == 0.0 {
        Class::Indirect
    } else {
        Class::Mixed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::Marked;

    #[test]
    fn the_marks_of_the_text_decide_the_class() {
        let tokens = Tokens::of("Oye said it was “a long and quiet day” there.");
        let record = |content: Vec<[usize; 2]>| Record {
            attributions: vec![Marked { content: Some(content), ..Marked::default() }],
            ..Record::default()
        };
        let classes = |record: Record| -> Vec<Class> {
            items(&record, &tokens).iter().map(|item| item.class).collect()
        };
        assert_eq!(classes(record(vec![[17, 37]])), [Class::Direct]);
        assert_eq!(classes(record(vec![[9, 37]])), [Class::Mixed]);
        assert_eq!(classes(record(vec![[9, 15]])), [Class::Indirect]);
        assert_eq!(classes(record(vec![[37, 38]])), []);
    }
}
