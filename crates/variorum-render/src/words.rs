//! What the renderers call things: one plain word or phrase for every kind, in English.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use variorum_model::{
    Coverage, DateOrigin, DateRole, Edition, Finding, FindingKind, Mode, Report, ReportDate,
    Statement, VariantKind, Verdict,
};

/// What a verdict says, to a reader who has not seen the list of verdicts.
pub(crate) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradiction => "cannot both hold",
        Verdict::Scope => "different scope",
        Verdict::AsOf => "true at different times",
        Verdict::TimeZone => "one moment, two time zones",
        Verdict::Rounding => "one number, rounded",
        Verdict::NotComparable => "cannot be compared",
        Verdict::Wording => "two wordings of one utterance",
        Verdict::Fused => "words of two places run together",
        Verdict::NotTheOutletsWord => "not the outlet’s word",
        Verdict::Equivalent => "same fact in other words",
    }
}

/// What a finding is about.
pub(crate) const fn kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Quantity => "number",
        FindingKind::Date => "date",
        FindingKind::Person => "person",
        FindingKind::Place => "place or body",
        FindingKind::Denial => "denial",
        FindingKind::Accusation => "accusation",
        FindingKind::Wording => "wording",
        FindingKind::Attribution => "who said it",
        FindingKind::Dateline => "date of the page",
        FindingKind::Dequoted => "words without marks",
        FindingKind::Splice => "cut or join",
    }
}

/// "The reports differ in the number: f3", before each wording of a statement; `None` where they do not.
pub(crate) fn differs(edition: &Edition, statement: &Statement) -> Option<Differs> {
    let findings = statement.differs.iter().filter_map(|&at| edition.findings.get(at));
    let mut kinds: Vec<&str> = findings.map(|finding| self::kind(finding.kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    (!kinds.is_empty()).then(|| Differs {
        lead: format!("not the same {} in all", kinds.join(", ")),
        numbers: statement.differs.iter().map(|at| at + 1).collect(),
    })
}

/// What a statement's readings differ in, and the numbers of the findings that say so.
pub(crate) struct Differs {
    pub(crate) lead: String,
    pub(crate) numbers: Vec<usize>,
}

/// What a reader must know beside the words of a reading: "indirect, doubtful".
pub(crate) fn manner(given: Mode, doubtful: bool) -> Option<String> {
    let notes: Vec<&str> = mode(given).into_iter().chain(doubtful.then_some("doubtful")).collect();
    (!notes.is_empty()).then(|| notes.join(", "))
}

/// How a reading is given; `None` where its marks already show it.
const fn mode(mode: Mode) -> Option<&'static str> {
    match mode {
        Mode::Direct | Mode::Mixed => None,
        Mode::Block => Some("set off, no marks"),
        Mode::Indirect => Some("indirect"),
    }
}

/// The letter of a coverage cell.
pub(crate) const fn letter(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Direct => "D",
        Coverage::Mixed => "M",
        Coverage::Block => "B",
        Coverage::Indirect => "I",
        Coverage::Dequoted => "Q",
        Coverage::Narrator => "N",
        Coverage::Omitted => "–",
        Coverage::NotAvailable => "·",
    }
}

/// What the letter of a coverage cell stands for.
pub(crate) const fn coverage(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::Direct => "quoted in full clauses",
        Coverage::Mixed => "quoted in part",
        Coverage::Block => "set off without marks",
        Coverage::Indirect => "indirect speech",
        Coverage::Dequoted => "the words without marks or speaker",
        Coverage::Narrator => "in the outlet’s own voice",
        Coverage::Omitted => "left out",
        Coverage::NotAvailable => "no sign that it had it",
    }
}

/// Every kind of coverage in the order of the legend.
pub(crate) const COVERAGE: [Coverage; 8] = [
    Coverage::Direct,
    Coverage::Mixed,
    Coverage::Block,
    Coverage::Indirect,
    Coverage::Dequoted,
    Coverage::Narrator,
    Coverage::Omitted,
    Coverage::NotAvailable,
];

/// True where the witness has the statement in some form.
pub(crate) const fn carries(coverage: Coverage) -> bool {
    !matches!(coverage, Coverage::Omitted | Coverage::NotAvailable)
}

/// The dates of a report, each once in each role: a page says the same day in many places. One that is shown in
/// the text comes before one that is not.
pub(crate) fn dates(report: &Report) -> Vec<&ReportDate> {
    let mut dates: Vec<&ReportDate> = Vec::new();
    for date in &report.dates {
        match dates.iter_mut().find(|one| (one.role, &one.value) == (date.role, &date.value)) {
            None => dates.push(date),
            Some(one) if one.span.is_none() => *one = date,
            Some(_) => {}
        }
    }
    dates
}

/// The role of a report's date.
pub(crate) const fn date(date: &ReportDate) -> &'static str {
    match date.role {
        DateRole::Extractor if matches!(date.origin, DateOrigin::Guess) => "guessed from the page",
        DateRole::Published => "published",
        DateRole::Updated => "updated",
        DateRole::Dateline => "dateline",
        DateRole::Page => "on the page",
        DateRole::Extractor => "put in by an extractor",
        DateRole::Captured => "fetched by an archive",
    }
}

/// What a variant does, where its words alone do not say it.
pub(crate) const fn variant(kind: VariantKind) -> Option<&'static str> {
    match kind {
        VariantKind::Substitution | VariantKind::Inflection | VariantKind::Punctuation => None,
        VariantKind::Omission => Some("omitted"),
        VariantKind::Addition => Some("adds"),
        VariantKind::Order => Some("in this order"),
        VariantKind::Gloss => Some("gloss"),
        VariantKind::Cut => Some("cut"),
        VariantKind::Fusion => Some("run together"),
        VariantKind::OutsideMarks => Some("outside the marks"),
    }
}

/// The kind of a small difference, for counting: "2 punctuation, 1 inflection".
pub(crate) const fn minor(kind: VariantKind) -> &'static str {
    match kind {
        VariantKind::OutsideMarks => "outside the marks",
        kind => kind.name(),
    }
}

/// Words of a text: what white space parts and holds a letter or digit. Scripts that are written
/// without spaces are counted by word boundaries (UAX #29), an ideograph a word.
pub(crate) fn length(text: &str) -> usize {
    let words = text.split_whitespace();
    words
        .map(|word| {
            if word.is_ascii() || word.width() == word.chars().count() {
                usize::from(word.contains(char::is_alphanumeric))
            } else {
                word.unicode_words().count()
            }
        })
        .sum()
}

/// True where every reading has the same claimant and it adds nothing: two wordings of one speaker.
pub(crate) fn one_claimant(finding: &Finding) -> bool {
    let claimants = || finding.readings.iter().map(|reading| &reading.claimant);
    finding.kind == FindingKind::Wording
        && claimants().eq(claimants().skip(1).chain(claimants().take(1)))
}

/// True for a wording that differs in small words or forms only: collation is then less sure that it matters.
pub(crate) fn is_slight(finding: &Finding) -> bool {
    finding.verdict == Verdict::Wording && finding.confidence < SLIGHT
}

/// Confidence from which on a difference of wording is told in full.
const SLIGHT: f32 = 0.7;

/// "1 report", "5 reports", "2,457 words".
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(n), if n == 1 { one } else { many })
}

/// The number with a comma between thousands.
pub(crate) fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_people_do() {
        assert_eq!(length("A neo-baroque quay — “sold”, 3,000 times."), 6);
        assert_eq!(length("港は売らない"), 6);
        assert_eq!(length(" \n"), 0);
    }

    #[test]
    fn counts_read_as_english() {
        assert_eq!(count(1, "report", "reports"), "1 report");
        assert_eq!(count(0, "report", "reports"), "0 reports");
        assert_eq!(count(2457, "word", "words"), "2,457 words");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
