//! Tokens of a text as `score_attributions.py` cuts them, and which of them stand in quotation marks.
//! A token is `\w+(?:[-'’]\w+)*` in Python's sense of `\w`; punctuation is never one.

use crate::gold::CodeSpan;

/// One text's tokens by code point.
pub(crate) struct Tokens {
    /// Token that each code point belongs to.
    of_point: Vec<Option<u32>>,
    /// Whether each token stands in marks.
    quoted: Vec<bool>,
}

/// Token numbers, ascending, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Role(pub(crate) Vec<u32>);

impl Tokens {
    pub(crate) fn of(text: &str) -> Self {
        let points: Vec<char> = text.chars().collect();
        let marks = in_marks(&points);
        let mut of_point = vec![None; points.len()];
        let mut quoted = Vec::new();
        let mut at = 0;
        while at < points.len() {
            let end = token_end(&points, at);
            if end == at {
                at += 1;
                continue;
            }
            let number = u32::try_from(quoted.len()).expect("fewer than 2^32 tokens in a text");
            of_point[at..end].fill(Some(number));
            quoted.push(marks[at]);
            at = end;
        }
        Self { of_point, quoted }
    }

    /// The tokens that the spans touch.
    pub(crate) fn role(&self, spans: Option<&[CodeSpan]>) -> Role {
        let n_points = self.of_point.len();
        let touched = spans.unwrap_or_default().iter().flat_map(|&[start, end]| {
            self.of_point[start.min(n_points)..end.min(n_points).max(start.min(n_points))].iter()
        });
        let mut tokens: Vec<u32> = touched.copied().flatten().collect();
        tokens.sort_unstable();
        tokens.dedup();
        Role(tokens)
    }

    /// Share of the tokens that stand in marks; the role holds at least one.
    pub(crate) fn quoted_share(&self, role: &Role) -> f64 {
        let n_quoted = role.0.iter().filter(|&&token| self.quoted[token as usize]).count();
        n_quoted as f64 / role.len() as f64
    }
}

impl Role {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many tokens the two share.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let (mut mine, mut theirs, mut n_shared) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(mine), other.0.get(theirs)) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => mine += 1,
                std::cmp::Ordering::Greater => theirs += 1,
                std::cmp::Ordering::Equal => {
                    (mine, theirs, n_shared) = (mine + 1, theirs + 1, n_shared + 1);
                }
            }
        }
        n_shared
    }

    /// Its tokens and the other's.
    pub(crate) fn union<'a>(roles: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut tokens: Vec<u32> = roles.into_iter().flat_map(|role| &role.0).copied().collect();
        tokens.sort_unstable();
        tokens.dedup();
        Self(tokens)
    }

    /// Its maximal stretches of neighbouring tokens.
    pub(crate) fn runs(&self) -> Vec<Self> {
        self.0.chunk_by(|a, b| a + 1 == *b).map(|run| Self(run.to_vec())).collect()
    }
}

/// End of the token that begins at the code point; `at` itself where none does.
fn token_end(points: &[char], at: usize) -> usize {
    let word = |from: usize| from + points[from..].iter().take_while(|&&c| is_word(c)).count();
    let mut end = word(at);
    while end > at
        && end + 1 < points.len()
        && matches!(points[end], '-' | '\'' | '’')
        && is_word(points[end + 1])
    {
        end = word(end + 1);
    }
    end
}

/// Python's `\w`: letters, numerals and the low line, but neither combining marks nor circled letters.
pub(crate) fn is_word(c: char) -> bool {
    let circled = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}');
    c == '_'
        || c.is_alphanumeric() && !circled && !unicode_normalization::char::is_combining_mark(c)
}

/// For each code point, whether it stands in double marks: curly by side, straight by turns, each paragraph anew.
fn in_marks(points: &[char]) -> Vec<bool> {
    let mut out = vec![false; points.len()];
    let (mut inside, mut at) = (false, 0);
    while at < points.len() {
        let doubled = points.get(at + 1) == Some(&points[at]);
        match points[at] {
            '\n' | '”' | '»' => inside = false,
            '“' | '«' => inside = true,
            '"' => inside = !inside,
            '`' if doubled => (inside, at) = (true, at + 1),
            '\'' if doubled => (inside, at) = (!inside, at + 1),
            _ => out[at] = inside,
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let points: Vec<char> = text.chars().collect();
        let tokens = Tokens::of(text);
        let n_tokens = u32::try_from(tokens.quoted.len()).expect("few");
        let word = |token| {
            let inside = (0..points.len()).filter(|&at| tokens.of_point[at] == Some(token));
            inside.map(|at| points[at]).collect()
        };
        (0..n_tokens).map(word).collect()
    }

    #[test]
    fn hyphens_and_apostrophes_join_words_only_between_them() {
        assert_eq!(words("Oye’s co-op -- don't' x-"), ["Oye’s", "co-op", "don't", "x"]);
    }

    #[test]
    fn marks_are_as_python_sees_them() {
        assert_eq!(words("e\u{301}a Ⓐ ½ x²"), ["e", "a", "½", "x²"]);
    }

    #[test]
    fn an_open_mark_ends_with_its_paragraph() {
        let tokens = Tokens::of("a “b c\nd ``e'' \"f\" g");
        assert_eq!(tokens.quoted, [false, true, true, false, true, true, false]);
    }

    #[test]
    fn a_role_holds_what_its_spans_touch() {
        let tokens = Tokens::of("one two three");
        assert_eq!(tokens.role(Some(&[[2, 5], [4, 99]])).0, [0, 1, 2]);
        assert!(tokens.role(Some(&[[3, 4], [9, 2]])).is_empty());
        assert!(tokens.role(None).is_empty());
    }

    #[test]
    fn runs_are_maximal() {
        let runs = Role(vec![1, 2, 4]).runs();
        assert_eq!(runs, [Role(vec![1, 2]), Role(vec![4])]);
    }
}
