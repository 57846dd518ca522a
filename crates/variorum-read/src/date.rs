//! Dates as pages write them, to ISO 8601. A date that no calendar has is no date.
//! Where day and month cannot be told apart (04/05/2024) nothing is guessed.

use jiff::civil::{self, Date};
use variorum_model::{DateRole, Report, Span};

/// A date as far as it is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartialDate {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

impl PartialDate {
    /// `2024`, `2024-06` or `2024-06-18`; `None` where the year is missing or no calendar has the date.
    pub fn iso(self) -> Option<String> {
        let year = self.year.filter(|year| (1700..2200).contains(year))?;
        match (self.month, self.day) {
            (None, _) => Some(format!("{year:04}")),
            (Some(month), None) => {
                Date::new(year, month, 1).ok().map(|date| date.strftime("%Y-%m").to_string())
            }
            (Some(month), Some(day)) => {
                Date::new(year, month, day).ok().map(|date| date.to_string())
            }
        }
    }

    /// With the year that brings it nearest to `anchor`, an ISO day.
    pub fn near(self, anchor: &str) -> Self {
        let (Some(month), Some(day), None) = (self.month, self.day, self.year) else { return self };
        let Ok(anchor) = anchor.parse::<Date>() else { return self };
        let distance =
            |date: &Date| (date.since(anchor)).map_or(i32::MAX, |span| span.get_days().abs());
        let years = [anchor.year(), anchor.year() - 1, anchor.year() + 1];
        let nearest =
            years.iter().filter_map(|year| Date::new(*year, month, day).ok()).min_by_key(distance);
        Self { year: nearest.map(Date::year), ..self }
    }
}

/// A run of letters, a run of digits, or one mark.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    pub span: Span,
    pub text: &'a str,
}

impl Token<'_> {
    fn number(&self) -> Option<i16> {
        if self.is_digits() { self.text.parse().ok() } else { None }
    }

    pub fn is_digits(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }
}

/// The tokens of a short line; spans count from the beginning of `line`.
pub(crate) fn tokens(line: &str) -> Vec<Token<'_>> {
    let class = |c: char| if c.is_ascii_digit() { 1 } else { 2 * u8::from(c.is_alphabetic()) };
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = 0;
    for (at, c) in line.char_indices() {
        let this = class(c);
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            Some(token) if this != 0 && this == last && token.span.end == at => {
                token.span.end = end;
                token.text = &line[token.span.start..end];
            }
            _ if c.is_whitespace() => {}
            _ => tokens.push(Token { span: Span::new(at, end), text: &line[at..end] }),
        }
        last = if c.is_whitespace() { 0 } else { this };
    }
    tokens
}

/// A date at the head of the tokens and how many of them it takes.
pub(crate) fn date_at(tokens: &[Token]) -> Option<(PartialDate, usize)> {
    year_first(tokens)
        .or_else(|| day_month(tokens))
        .or_else(|| month_day(tokens))
        .or_else(|| numeric(tokens))
        .or_else(|| korean_or_chinese(tokens))
}

/// The first date anywhere in the beginning of the text, or a bare year or month that is all of it.
pub(crate) fn first_in(text: &str) -> Option<PartialDate> {
    let text = crate::line::beginning(text.trim(), 200);
    let tokens = tokens(text);
    let found = (0..tokens.len())
        .find_map(|at| date_at(&tokens[at..]).filter(|(date, _)| date.year.is_some()));
    if let Some((date, _)) = found {
        return Some(date);
    }
    match tokens.as_slice() {
        [year] => Some(PartialDate { year: Some(long_year(year)?), month: None, day: None }),
        [year, dash, month] if dash.text == "-" => Some(PartialDate {
            year: Some(long_year(year)?),
            month: i8::try_from(month.number()?).ok(),
            day: None,
        }),
        _ => None,
    }
}

/// Seconds since 1970 of the report's publication, or of what stands for it: a day begins at midnight UTC, an hour
/// without a zone is taken as UTC. `None` where no date of the report is whole; what an extractor or an archive
/// put there is no such date.
pub fn published_at(report: &Report) -> Option<i64> {
    let roles = [DateRole::Published, DateRole::Page, DateRole::Dateline, DateRole::Updated];
    let mut dates =
        roles.iter().flat_map(|role| report.dates.iter().filter(move |date| date.role == *role));
    dates.find_map(|date| {
        let utc = |time: civil::DateTime| {
            time.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|time| time.timestamp().as_second())
        };
        let time = date.time.as_deref().and_then(|time| {
            let zoned = time.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second);
            zoned.or_else(|| utc(time.parse().ok()?))
        });
        time.or_else(|| utc(date.value.parse::<Date>().ok()?.at(0, 0, 0, 0)))
    })
}

fn long_year(token: &Token) -> Option<i16> {
    if token.text.len() == 4 { token.number() } else { None }
}

fn small(token: &Token) -> Option<i8> {
    if token.text.len() <= 2 {
        token.number().and_then(|number| i8::try_from(number).ok())
    } else {
        None
    }
}

fn month(token: &Token) -> Option<i8> {
    crate::lexicon::month(token.text)
}

fn full(year: Option<i16>, month: i8, day: Option<i8>) -> PartialDate {
    PartialDate { year, month: Some(month), day }
}

/// `2024-06-18`, `2024/6/18`, `2024.06.18`.
fn year_first(tokens: &[Token]) -> Option<(PartialDate, usize)> {
    let [year, first, month, second, day, ..] = tokens else { return None };
    let marks = first.text == second.text && matches!(first.text, "-" | "/" | ".");
    let date = full(Some(long_year(year)?), small(month)?, Some(small(day)?));
    marks.then_some((date, 5))
}

/// `18 June 2024`, `18th of June, 2024`, `18 June`.
fn day_month(tokens: &[Token]) -> Option<(PartialDate, usize)> {
    let day = small(tokens.first()?)?;
    let mut at = 1;
    at += usize::from(is_ordinal(tokens.get(at)));
    at += usize::from(tokens.get(at).is_some_and(|token| matches!(token.text, "of" | "." | "-")));
    let month = month(tokens.get(at)?)?;
    let (year, length) = year_after(&tokens[at + 1..]);
    Some((full(year, month, Some(day)), at + 1 + length))
}

/// `June 18, 2024`, `Jun. 18th 2024`, `June 18`, `June 2024`.
fn month_day(tokens: &[Token]) -> Option<(PartialDate, usize)> {
    let month = month(tokens.first()?)?;
    let mut at = 1 + usize::from(tokens.get(1).is_some_and(|token| token.text == "."));
    if let Some(year) = long_year(tokens.get(at)?) {
        return Some((full(Some(year), month, None), at + 1));
    }
    let day = small(tokens.get(at)?)?;
    at += 1;
    at += usize::from(is_ordinal(tokens.get(at)));
    let (year, length) = year_after(&tokens[at..]);
    Some((full(year, month, Some(day)), at + length))
}

fn is_ordinal(token: Option<&Token>) -> bool {
    token.is_some_and(|token| {
        ["st", "nd", "rd", "th"].iter().any(|ending| token.text.eq_ignore_ascii_case(ending))
    })
}

/// The year that follows, after a mark that may stand between, and the tokens it takes.
fn year_after(tokens: &[Token]) -> (Option<i16>, usize) {
    let skip = usize::from(
        tokens.first().is_some_and(|token| matches!(token.text, "," | "." | "-" | "/")),
    );
    // "June 18 1030 GMT" has a time there.
    let year = tokens.get(skip).and_then(long_year).filter(|year| (1700..2200).contains(year));
    (year, if year.is_some() { skip + 1 } else { 0 })
}

/// `18.06.2024`, `06/18/2024`: read where only one order makes a date.
fn numeric(tokens: &[Token]) -> Option<(PartialDate, usize)> {
    let [first, mark, second, other, year, ..] = tokens else { return None };
    if mark.text != other.text || !matches!(mark.text, "." | "/" | "-") {
        return None;
    }
    let (first, second, year) = (small(first)?, small(second)?, long_year(year)?);
    // A point is only used with the day first.
    let day_first = mark.text == "." || first > 12 || first == second;
    let date = if day_first {
        full(Some(year), second, Some(first))
    } else if second > 12 {
        full(Some(year), first, Some(second))
    } else {
        PartialDate { year: None, month: None, day: None }
    };
    Some((date, 5))
}

/// `2024년 6월 18일`, `2024年6月18日`.
fn korean_or_chinese(tokens: &[Token]) -> Option<(PartialDate, usize)> {
    let [year, y, month, m, day, d, ..] = tokens else { return None };
    let marks = matches!((y.text, m.text, d.text), ("년", "월", "일") | ("年", "月", "日"));
    let date = full(Some(long_year(year)?), small(month)?, Some(small(day)?));
    marks.then_some((date, 6))
}

#[cfg(test)]
mod tests {
    use super::first_in;

    #[test]
    fn forms_of_dates() {
        for (text, iso) in [
            ("2024-06-18T10:30:00Z", Some("2024-06-18")),
            ("2024/6/8", Some("2024-06-08")),
            ("Tue Jun 18 2024", Some("2024-06-18")),
            ("Sept. 3rd, 2023", Some("2023-09-03")),
            ("the 3rd of March 2021", Some("2021-03-03")),
            ("18.06.2024", Some("2024-06-18")),
            ("06/18/2024", Some("2024-06-18")),
            ("18/06/2024", Some("2024-06-18")),
            ("04/05/2024", None),
            ("June 2024", Some("2024-06")),
            ("2024-06", Some("2024-06")),
            ("2024", Some("2024")),
            ("2024년 6월 18일", Some("2024-06-18")),
            ("June 31, 2024", None),
            ("Feb 29, 2023", None),
            ("June 18", None),
            ("2024-13-01", None),
            ("9999999999", None),
        ] {
            assert_eq!(first_in(text).and_then(super::PartialDate::iso).as_deref(), iso, "{text}");
        }
    }

    #[test]
    fn a_missing_year_is_the_nearest_one() {
        let date = super::PartialDate { year: None, month: Some(12), day: Some(30) };
        assert_eq!(date.near("2024-01-02").iso().as_deref(), Some("2023-12-30"));
        assert_eq!(date.near("2024-12-31").iso().as_deref(), Some("2024-12-30"));
        assert_eq!(date.near("soon").iso(), None);
    }
}
