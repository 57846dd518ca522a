//! What kind of change one word or a few for others is.

use crate::lists;
use crate::word::{Lexicon, Word};
use variorum_collate::{american, is_negator, near, written_out};
use variorum_model::ChangeKind;

/// Words of the report left out at most where "can" or "will" alone decides.
const SHORT_OMISSION: usize = 2;
/// Words of a declared cut that is looked into for what it hides.
const SHORT_CUT: usize = 5;
/// A word of at least this weight is what a negator negates.
const GOVERNED: f32 = 1.0;
/// Words that a negator reaches.
const REACH: usize = 4;

/// The folded words of a stretch.
pub(crate) fn texts<'a>(words: &[Word], lexicon: &'a Lexicon) -> Vec<&'a str> {
    words.iter().map(|word| lexicon.text(word.form)).collect()
}

/// True for a word that may not be left out unseen: a negation, a number, a modal, a limit.
fn carries_sense(word: &Word, n_words: usize, lexicon: &Lexicon) -> bool {
    let text = lexicon.text(word.form);
    is_negator(text)
        || word.is_number && text != "one"
        || lists::is_sense(text)
        || n_words <= SHORT_OMISSION && lists::is_slight(text)
}

/// What leaving these words out is, without a sign: an omission, or the change of what is said.
pub(crate) fn omission(left_out: &[Word], lexicon: &Lexicon) -> ChangeKind {
    let n_words = left_out.len();
    let is = |test: &dyn Fn(&Word) -> bool| left_out.iter().any(test);
    if is(&|word| is_negator(lexicon.text(word.form))) {
        ChangeKind::Negation
    } else if is(&|word| word.is_number && lexicon.text(word.form) != "one") {
        ChangeKind::Number
    } else if is(&|word| carries_sense(word, n_words, lexicon)) {
        ChangeKind::Substitution
    } else if n_words <= SHORT_OMISSION
        && left_out.iter().all(|word| lists::is_auxiliary(lexicon.text(word.form)))
    {
        ChangeKind::Inflection
    } else {
        ChangeKind::Omission
    }
}

/// What leaving these words out is where an ellipsis says so: a cut, unless it turns what stays.
pub(crate) fn declared(left_out: &[Word], lexicon: &Lexicon) -> ChangeKind {
    let whole_clauses = left_out.first().is_some_and(|word| word.begins_clause);
    if left_out.len() <= SHORT_CUT && !whole_clauses {
        return match omission(left_out, lexicon) {
            ChangeKind::Omission | ChangeKind::Inflection => ChangeKind::Cut,
            kind => kind,
        };
    }
    // a negator near the end of the cut governs what stands behind it, unless its own word is cut as well
    let reach = left_out.len().saturating_sub(REACH);
    let tail = &left_out[reach..];
    let last = tail.iter().rposition(|word| is_negator(lexicon.text(word.form)));
    let open = last.is_some_and(|at| {
        !tail[at + 1..].iter().any(|word| word.begins_clause || word.weight >= GOVERNED)
    });
    if open { ChangeKind::Negation } else { ChangeKind::Cut }
}

/// What `asked` for `found` is; both hold words. `None` where they are one word in two spellings.
pub(crate) fn substitution(
    asked: &[Word],
    found: &[Word],
    lexicon: &Lexicon,
) -> Option<ChangeKind> {
    let (a, f) = (texts(asked, lexicon), texts(found, lexicon));
    let letters = |words: &[&str]| words.iter().map(|w| american(w)).collect::<String>();
    if letters(&a) == letters(&f) {
        return None;
    }
    if written_out(&a) == written_out(&f) {
        return Some(ChangeKind::Inflection);
    }
    let negators = |words: &[&str]| words.iter().filter(|word| is_negator(word)).count();
    if negators(&a) != negators(&f) {
        return Some(ChangeKind::Negation);
    }
    let is_number = |words: &[Word]| words.iter().any(|word| word.is_number);
    if is_number(asked) || is_number(found) {
        let values = |words: &[&str]| words.iter().map(|w| lists::value(w)).collect::<Vec<_>>();
        let same = values(&a) == values(&f) && values(&a).iter().all(Option::is_some);
        return Some(if same { ChangeKind::Inflection } else { ChangeKind::Number });
    }
    if asked.iter().chain(found).any(|word| word.is_named) {
        return Some(ChangeKind::Name);
    }
    let lemma =
        |word: &Word| lists::lemma(lexicon.text(word.form)).unwrap_or(lexicon.text(word.stem));
    let lemmas = |words: &[Word]| words.iter().map(lemma).collect::<Vec<_>>();
    if lemmas(asked) == lemmas(found) || a.iter().chain(&f).all(|word| lists::is_grammar(word)) {
        return Some(ChangeKind::Inflection);
    }
    Some(if is_spin(asked, found, lexicon) { ChangeKind::Spin } else { ChangeKind::Substitution })
}

/// A word of near sense, or one that judges for one that does not.
fn is_spin(asked: &[Word], found: &[Word], lexicon: &Lexicon) -> bool {
    const MOST: usize = 3;
    if asked.len() > MOST || found.len() > MOST {
        return false;
    }
    let loaded = |words: &[Word]| words.iter().any(|w| lists::is_loaded(lexicon.text(w.form)));
    let sense =
        |a: &Word| found.iter().any(|f| near(lexicon.text(a.stem), lexicon.text(f.stem)) >= 0.6);
    loaded(asked) != loaded(found) || asked.iter().any(sense)
}

/// What words put in are.
pub(crate) fn addition(asked: &[Word], lexicon: &Lexicon) -> ChangeKind {
    let words = texts(asked, lexicon);
    if words.iter().any(|word| is_negator(word)) {
        ChangeKind::Negation
    } else if asked.iter().any(|word| word.is_number) {
        ChangeKind::Number
    } else if words.iter().all(|word| lists::is_grammar(word)) {
        ChangeKind::Inflection
    } else {
        ChangeKind::Addition
    }
}

/// What a gloss is: one, unless it says no or takes the place of what carries the sense.
pub(crate) fn gloss(asked: &[Word], found: &[Word], lexicon: &Lexicon) -> ChangeKind {
    const MOST_REPLACED: usize = 5;
    let negates = |words: &[Word]| words.iter().any(|w| is_negator(lexicon.text(w.form)));
    let numbered = |word: &Word| word.is_number && lexicon.text(word.form) != "one";
    let numbers = |words: &[Word]| -> Vec<Option<f64>> {
        let numbers = words.iter().filter(|word| numbered(word));
        numbers.map(|word| lists::value(lexicon.text(word.form))).collect()
    };
    let same_numbers = numbers(asked) == numbers(found);
    let named = |words: &[Word]| words.iter().any(|word| word.is_named);
    let shared = asked.iter().any(|a| found.iter().any(|f| a.stem == f.stem));
    if negates(asked) != negates(found) {
        ChangeKind::Negation
    } else if found.len() > MOST_REPLACED {
        omission(found, lexicon)
    } else if found.iter().any(numbered) && !same_numbers {
        ChangeKind::Number
    } else if named(asked) && named(found) && !shared {
        ChangeKind::Name
    } else {
        ChangeKind::Gloss
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum_model::Span;

    fn words(text: &str, lexicon: &mut Lexicon) -> Vec<Word> {
        // behind a word of its own, so that a capital tells a name
        let text = format!("so {text}");
        lexicon.words(&text, &[Span::new(0, text.len())]).split_off(1)
    }

    fn check(asked: &str, found: &str, expected: Option<ChangeKind>) {
        let mut lexicon = Lexicon::default();
        let (a, f) = (words(asked, &mut lexicon), words(found, &mut lexicon));
        assert_eq!(substitution(&a, &f, &lexicon), expected, "{asked} / {found}");
    }

    #[test]
    fn kinds_of_substitution() {
        use ChangeKind::*;
        check("healthcare", "health care", None);
        check("harbour", "harbor", None);
        check("don't", "do not", Some(Inflection));
        check("ten", "10", Some(Inflection));
        check("signed", "signs", Some(Inflection));
        check("went", "goes", Some(Inflection));
        check("a", "the", Some(Inflection));
        check("eleven", "twelve", Some(Number));
        check("Marn", "Belm", Some(Name));
        check("never", "often", Some(Negation));
        check("scheme", "plan", Some(Spin));
        check("regime", "council", Some(Spin));
        check("bridge", "kitchen", Some(Substitution));
    }

    #[test]
    fn a_gloss_takes_the_place_of_nothing_that_tells() {
        let mut lexicon = Lexicon::default();
        let mut check = |asked: &str, found: &str, expected: ChangeKind| {
            let (a, f) = (words(asked, &mut lexicon), words(found, &mut lexicon));
            assert_eq!(gloss(&a, &f, &lexicon), expected, "{asked} / {found}");
        };
        check("the treaty", "it", ChangeKind::Gloss);
        check("60", "40", ChangeKind::Number);
        check("the crowns", "40", ChangeKind::Number);
        check("Belm", "Marn", ChangeKind::Name);
        check("never", "often", ChangeKind::Negation);
    }

    fn left_out(text: &str, expected: ChangeKind, cut: ChangeKind) {
        let mut lexicon = Lexicon::default();
        let words = words(text, &mut lexicon);
        assert_eq!(omission(&words, &lexicon), expected, "{text}");
        assert_eq!(declared(&words, &lexicon), cut, "{text}");
    }

    #[test]
    fn what_may_be_left_out() {
        use ChangeKind::*;
        left_out("of the old town", Omission, Cut);
        left_out("not", Negation, Negation);
        left_out("has", Inflection, Cut);
        left_out("about 300 of", Number, Number);
        left_out("might", Substitution, Substitution);
        left_out("will", Substitution, Substitution);
        left_out("that it will", Omission, Cut);
        // what the negator negates is cut with it
        left_out("that you cannot ever pay a docker", Negation, Cut);
        left_out("that the old town council did not", Negation, Negation);
    }
}
