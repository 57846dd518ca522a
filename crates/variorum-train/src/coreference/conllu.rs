//! GUM's CoNLL-U to documents: the text put together again, and the mentions with their entity.
//! Spans are bytes of that text.

use variorum_model::Span;

/// One document with its mentions.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) genre: String,
    /// Sentences joined by spaces, paragraphs by an empty line.
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
    /// In order of their end.
    pub(super) mentions: Vec<Mention>,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    /// Penn tag.
    pub(super) xpos: String,
}

/// One naming of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) span: Span,
    /// What mentions of one entity share, within the document.
    pub(super) entity: String,
    /// "person", "organization", "place", …
    pub(super) kind: String,
    /// Tokens that carry the name or noun: GUM's `minspan`.
    pub(super) heads: Vec<usize>,
}

/// A mention whose end is still to come.
struct Open {
    entity: String,
    kind: String,
    /// Numbers of the head tokens, counted from 1 within the mention.
    heads: Vec<usize>,
    first: usize,
}

/// The documents of a file.
pub(super) fn parse(file: &str) -> Vec<Document> {
    let mut out: Vec<Document> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let (mut paragraph, mut at) = (false, 0);
    for line in file.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            out.push(Document { id: id.to_owned(), ..Document::default() });
            open.clear();
        }
        let Some(document) = out.last_mut() else { continue };
        if let Some(genre) = line.strip_prefix("# meta::genre = ") {
            document.genre = genre.to_owned();
        } else if line == "# newpar" || line.starts_with("# newpar ") {
            paragraph = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            let gap = if document.text.is_empty() {
                ""
            } else if paragraph {
                "\n\n"
            } else {
                " "
            };
            document.text.push_str(gap);
            (paragraph, at) = (false, document.text.len());
            document.text.push_str(text);
        } else if let Some(token) = columns(line) {
            let end = document.text.len();
            let rest = document.text.get(at..end).unwrap_or_default();
            let start = end - rest.trim_start().len();
            // a form that the sentence does not hold (a typo mended) has no place of its own
            let len =
                if document.text[start..].starts_with(token.form) { token.form.len() } else { 0 };
            at = start + len;
            let span = Span::new(start, start + len);
            document.tokens.push(Token { span, xpos: token.xpos.to_owned() });
            mentions(token.brackets, document, &mut open);
        }
    }
    out
}

struct Columns<'a> {
    form: &'a str,
    xpos: &'a str,
    brackets: &'a str,
}

/// The columns of a word; `None` for comments, ranges of a contraction, and empty nodes.
fn columns(line: &str) -> Option<Columns<'_>> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, _, _, xpos, _, _, _, _, misc] = columns[..] else { return None };
    id.parse::<usize>().ok()?;
    let brackets = misc.split('|').find_map(|field| field.strip_prefix("Entity="));
    Some(Columns { form, xpos, brackets: brackets.unwrap_or_default() })
}

/// Opens and closes mentions at the latest token: "(7-abstract-new-nnnnn-cf1-2-coref(3-person-…-sgl)" or "7)6)".
fn mentions(mut brackets: &str, document: &mut Document, open: &mut Vec<Open>) {
    let token = document.tokens.len() - 1;
    while let Some(first) = brackets.chars().next() {
        let body = brackets.strip_prefix('(').unwrap_or(brackets);
        let end = body.find(['(', ')']).unwrap_or(body.len());
        let label = &body[..end];
        if first == '(' {
            open.push(opened(label, token));
        }
        let closes = body[end..].starts_with(')');
        brackets = &body[end + usize::from(closes)..];
        if closes {
            let entity = label.split('-').next().unwrap_or_default();
            if let Some(at) = open.iter().rposition(|open| open.entity == entity) {
                let mention = closed(open.remove(at), document);
                document.mentions.push(mention);
            }
        } else if first != '(' {
            // neither opens nor closes: not a bracket
            break;
        }
    }
}

fn opened(label: &str, first: usize) -> Open {
    let fields: Vec<&str> = label.split('-').collect();
    let field = |at: usize| fields.get(at).copied().unwrap_or_default();
    Open {
        entity: field(0).to_owned(),
        kind: field(1).to_owned(),
        heads: field(5).split(',').filter_map(|number| number.parse().ok()).collect(),
        first,
    }
}

fn closed(open: Open, document: &Document) -> Mention {
    let tokens = &document.tokens;
    let span = tokens[open.first].span.cover(tokens[tokens.len() - 1].span);
    let heads = open.heads.iter().map(|number| open.first + number.saturating_sub(1));
    let heads = heads.filter(|&head| head < tokens.len()).collect();
    Mention { span, entity: open.entity, kind: open.kind, heads }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Three sentences in two paragraphs, written for this test.
    pub(in crate::coreference) const SMALL: &str = "\
# newdoc id = small
# meta::genre = news
# newpar
# text = Vedra Oye's crew left.
1\tVedra\tVedra\tPROPN\tNNP\t_\t4\tnmod\t_\tEntity=(2-person-new-nnnnn-cf2-4-sgl(1-person-new-sssss-cf1-1,2-coref
2-3\tOye's\t_\t_\t_\t_\t_\t_\t_\t_
2\tOye\tOye\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tEntity=1)
4\tcrew\tcrew\tNOUN\tNN\t_\t5\tnsubj\t_\tEntity=2)
5\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

# text = She waved.
1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv:act-sssss-cf1-1-ana)
2\twaved\twave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
# text = Oye slept.
1\tOye\tOye\tPROPN\tNNP\t_\t2\tnsubj\t_\tBridge=1<2|Entity=(1-person-giv:act-sssss-cf1-1-coref-Vedra_Oye)
2\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
";

    #[test]
    fn the_text_and_its_mentions_come_back() {
        let documents = parse(SMALL);
        let [document] = &documents[..] else { panic!("one document") };
        assert_eq!(document.text, "Vedra Oye's crew left. She waved.\n\nOye slept.");
        let words = |m: &Mention| (m.entity.clone(), m.span.of(&document.text).to_owned());
        let mentions: Vec<_> = document.mentions.iter().map(words).collect();
        let expected =
            [("1", "Vedra Oye's"), ("2", "Vedra Oye's crew"), ("1", "She"), ("1", "Oye")];
        assert_eq!(mentions, expected.map(|(id, words)| (id.to_owned(), words.to_owned())));
        assert_eq!(document.mentions[0].heads, [0, 1]);
        assert_eq!(document.mentions[1].heads, [3]);
    }

    #[test]
    fn odd_brackets_end_quietly() {
        let odd = SMALL.replace("Entity=1)", "Entity=9)x((").replace("Entity=2)", "Entity=)");
        assert_eq!(parse(&odd).len(), 1);
    }
}
