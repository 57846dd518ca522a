//! A text to a report: its blocks with their roles, its title, byline, outlet and dates.
//! Blocks come in order, do not overlap, and lie on character boundaries; white space lies between them.

use sha2::{Digest, Sha256};
use variorum_model::{Block, BlockRole, DateOrigin, DateRole, Report, ReportDate, Span};

use crate::byline::{byline, dated_byline, is_hands, unopened_byline};
use crate::credit::is_caption;
use crate::date::PartialDate;
use crate::date_line::date_line;
use crate::dateline::dateline;
use crate::furniture::{edge_furniture, furniture, outlet_of_source, source};
use crate::headline::{Candidate, mark_title};
use crate::language;
use crate::line::{LONGEST_LABEL_BYTES, has_at_most_words, has_quote, starts_upper};
use crate::paragraph::{paragraphs, trim};
use crate::prefix::prefix;
use crate::subhead::{mark_headings, mark_standfirst};

/// Lines at the end of a text where a byline or an agency's name may stand.
const TAIL_LINES: usize = 4;
/// Paragraphs of prose that are looked at for a dateline.
const DATELINE_PARAGRAPHS: usize = 4;

/// What the input says of a report beside its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub language: Option<String>,
    pub section: Option<String>,
    /// Agency whose copy it is.
    pub agency: Option<String>,
    /// Most trusted first of each role.
    pub dates: Vec<ReportDate>,
}

/// The report of a text, its id still empty.
pub(crate) fn report_of(text: String, known: Known) -> Report {
    report_of_paragraphs(text, &[], known)
}

/// The report of a text whose paragraphs are known, in order: a line end inside one is no paragraph's end.
/// What lies in none of them is cut as any text.
pub(crate) fn report_of_paragraphs(text: String, whole: &[Span], known: Known) -> Report {
    let mut page = Page { text: &text, whole, blocks: Vec::new(), dates: Vec::new() };
    page.cut(known.title.as_deref());
    let Page { blocks, dates, .. } = page;
    let first = |role| blocks.iter().find(|block| block.role == role).map(|block| block.span);
    let title_span = first(BlockRole::Title);
    let line = |role| first(role).map(|span| span.of(&text));
    let names = line(BlockRole::Byline).and_then(|line| {
        let dated = || dated_byline(line).and_then(|found| found.names);
        byline(line).or_else(|| unopened_byline(line)).or_else(dated)
    });
    let source_outlet = || line(BlockRole::SourceLine).and_then(source).and_then(outlet_of_source);
    let prose = blocks.iter().find(|block| block.role == BlockRole::Body);
    let report = Report {
        id: String::new(),
        text_sha256: sha256(&text),
        url: known.url,
        outlet: known.outlet.or_else(source_outlet),
        title: known.title.or_else(|| title_span.map(|span| one_line(span.of(&text)))),
        title_span,
        byline: known.byline.or_else(|| names.map(str::to_owned)),
        language: known.language.as_deref().and_then(language::of_tag).or_else(|| {
            let from = prose.map_or(0, |block| block.span.start);
            language::language(&text[from..]).or_else(|| language::language(&text))
        }),
        dates: settle_dates(known.dates, &dates),
        section: known.section,
        agency: known.agency,
        blocks,
        ..Report::default()
    };
    Report { text, ..report }
}

/// The words with one space between them: a wrapped title has a line end inside.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn sha256(text: &str) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// A date as found, before a missing year is supplied.
struct Found {
    role: DateRole,
    date: PartialDate,
    span: Span,
}

/// The dates in order of place, the input's own first. A missing year comes from the report's
/// published or page date, never from an extractor's.
fn settle_dates(known: Vec<ReportDate>, found: &[Found]) -> Vec<ReportDate> {
    let own = |found: &&Found| {
        matches!(found.role, DateRole::Published | DateRole::Page | DateRole::Updated)
    };
    let published = known.iter().find(|date| date.role == DateRole::Published);
    let anchor = published
        .map(|date| date.value.clone())
        .or_else(|| found.iter().filter(own).find_map(|found| found.date.iso()));
    let value = |date: PartialDate| date.near(anchor.as_deref().unwrap_or_default()).iso();
    let dates = found.iter().filter_map(|found| {
        Some(ReportDate {
            role: found.role,
            value: value(found.date)?,
            span: Some(found.span),
            time: None,
            origin: DateOrigin::Text,
        })
    });
    known.into_iter().chain(dates).collect()
}

struct Page<'a> {
    text: &'a str,
    /// Paragraphs that the input knows.
    whole: &'a [Span],
    blocks: Vec<Block>,
    dates: Vec<Found>,
}

impl<'a> Page<'a> {
    fn cut(&mut self, known_title: Option<&str>) {
        let mut spans: Vec<Span> =
            paragraphs(self.text).iter().map(|paragraph| paragraph.span).collect();
        self.take_prefix(&mut spans);
        split_known_title(self.text, &mut spans, known_title);
        let mut lines: Vec<Candidate> = spans
            .iter()
            .map(|span| Candidate { words: without_heading_mark(span.of(self.text)), role: None })
            .collect();
        self.mark_furniture(&spans, &mut lines);
        self.join_lines(&mut spans, &mut lines);
        mark_title(&mut lines, known_title);
        mark_standfirst(&mut lines, known_title.is_some());
        mark_headings(&mut lines);
        self.emit(&spans, &lines);
    }

    /// Takes an extractor's prefix off the first line.
    fn take_prefix(&mut self, spans: &mut Vec<Span>) {
        let Some(first) = spans.first_mut() else { return };
        let Some(found) = prefix(first.of(self.text)) else { return };
        let at = |span: Span| Span::new(first.start + span.start, first.start + span.end);
        self.blocks.push(Block { span: at(found.span), role: BlockRole::ExtractorPrefix });
        let date = Found { role: DateRole::Extractor, date: found.date, span: at(found.date_span) };
        self.dates.push(date);
        *first = trim(self.text, Span::new(first.start + found.span.end, first.end));
        if first.is_empty() {
            spans.remove(0);
        }
    }

    fn mark_furniture(&mut self, spans: &[Span], lines: &mut [Candidate]) {
        let head = head_length(lines);
        let dated_head = dated_head_length(lines);
        let tail = lines.len().saturating_sub(TAIL_LINES);
        for (at, line) in lines.iter_mut().enumerate() {
            if line.words.len() > LONGEST_LABEL_BYTES {
                continue;
            }
            if let Some(dates) = date_line(line.words) {
                line.role = Some(BlockRole::Date);
                let start = spans[at].end - line.words.len();
                let shift = |span: Span| Span::new(start + span.start, start + span.end);
                self.dates.extend(dates.into_iter().map(|date| Found {
                    role: date.role,
                    date: date.date,
                    span: shift(date.span),
                }));
                continue;
            }
            let dated = (at < dated_head && !has_quote(line.words))
                .then(|| dated_byline(line.words))
                .flatten();
            // the first line may be a headline that ends in a date
            if let Some(found) = dated.filter(|found| found.names.is_some() || at > 0) {
                let named = found.names.is_some();
                line.role = Some(if named { BlockRole::Byline } else { BlockRole::SourceLine });
                let start = spans[at].end - line.words.len();
                self.dates.extend(found.dates.into_iter().map(|date| Found {
                    role: date.role,
                    date: date.date,
                    span: Span::new(start + date.span.start, start + date.span.end),
                }));
                continue;
            }
            line.role = furniture(line.words);
            if line.role.is_none() && (at < head || at >= tail) {
                line.role = edge_role(line.words, at < head);
            }
        }
    }

    /// Joins the lines of a known paragraph, but for those that have a role of their own.
    fn join_lines(&self, spans: &mut Vec<Span>, lines: &mut Vec<Candidate<'a>>) {
        if self.whole.is_empty() {
            return;
        }
        let paragraph = |span: Span| {
            let at = self.whole.partition_point(|whole| whole.end < span.end);
            self.whole.get(at).filter(|whole| whole.contains(span)).map(|_| at)
        };
        let mut kept = 0;
        for at in 1..lines.len() {
            let of_one = lines[kept].role.is_none()
                && lines[at].role.is_none()
                && paragraph(spans[kept]).is_some_and(|first| paragraph(spans[at]) == Some(first));
            if of_one {
                let start = spans[kept].end - lines[kept].words.len();
                spans[kept].end = spans[at].end;
                lines[kept].words = &self.text[start..spans[at].end];
            } else {
                kept += 1;
                spans.swap(kept, at);
                lines.swap(kept, at);
            }
        }
        let n_kept = (kept + 1).min(lines.len());
        spans.truncate(n_kept);
        lines.truncate(n_kept);
    }

    /// The blocks in order, datelines cut off the first paragraphs.
    fn emit(&mut self, spans: &[Span], lines: &[Candidate]) {
        let mut n_prose = 0;
        for (span, line) in spans.iter().zip(lines) {
            let role = line.role.unwrap_or(BlockRole::Body);
            let start = span.end - line.words.len();
            let words = Span::new(start, span.end);
            n_prose += usize::from(role == BlockRole::Body);
            if role == BlockRole::Body && n_prose <= DATELINE_PARAGRAPHS {
                self.emit_prose(words);
            } else {
                self.blocks.push(Block { span: words, role });
            }
        }
        self.dates.sort_by_key(|date| date.span);
    }

    fn emit_prose(&mut self, span: Span) {
        let Some(found) = dateline(span.of(self.text)) else {
            return self.blocks.push(Block { span, role: BlockRole::Body });
        };
        let at = |inner: Span| Span::new(span.start + inner.start, span.start + inner.end);
        if let Some((date, inner)) = found.date {
            self.dates.push(Found { role: DateRole::Dateline, date, span: at(inner) });
        }
        self.blocks.push(Block { span: at(found.span), role: BlockRole::Dateline });
        let rest = trim(self.text, Span::new(at(found.span).end, span.end));
        if !rest.is_empty() {
            self.blocks.push(Block { span: rest, role: BlockRole::Body });
        }
    }
}

/// Markdown's number signs are no words of a heading.
fn without_heading_mark(words: &str) -> &str {
    let rest = words.trim_start_matches('#');
    let n_marks = words.len() - rest.len();
    if (1..=6).contains(&n_marks) && rest.starts_with(' ') { rest.trim_start() } else { words }
}

/// Lines before the second paragraph of prose: where bylines and the like may stand.
fn head_length(lines: &[Candidate]) -> usize {
    let prose = |line: &Candidate| !has_at_most_words(line.words, 24);
    lines
        .iter()
        .enumerate()
        .filter(|(_, line)| prose(line))
        .nth(1)
        .map_or(lines.len(), |(at, _)| at)
        .min(14)
}

/// Lines among which a name and a date make a byline: up to the one behind the first long line, which may be a
/// standfirst. Further down such a line signs a quotation or a post.
fn dated_head_length(lines: &[Candidate]) -> usize {
    let first_long = lines.iter().position(|line| !has_at_most_words(line.words, 16));
    first_long.map_or(lines.len(), |at| at + 2).min(14)
}

fn edge_role(words: &str, in_head: bool) -> Option<BlockRole> {
    listed_at_edge(words, in_head).filter(|_| !has_quote(words))
}

fn listed_at_edge(words: &str, in_head: bool) -> Option<BlockRole> {
    if byline(words).is_some() || is_hands(words) || (in_head && unopened_byline(words).is_some()) {
        Some(BlockRole::Byline)
    } else if in_head && is_caption(words) {
        Some(BlockRole::Credit)
    } else {
        edge_furniture(words)
    }
}

/// Parts a known title from the paragraph it is glued to.
fn split_known_title(text: &str, spans: &mut Vec<Span>, title: Option<&str>) {
    let (Some(title), Some(first)) = (title, spans.first().copied()) else { return };
    let Some(rest) = first.of(text).strip_prefix(title) else { return };
    let body = trim(text, Span::new(first.end - rest.len(), first.end));
    if title.is_empty()
        || body.is_empty()
        || !rest.starts_with(char::is_whitespace)
        || !starts_upper(body.of(text))
    {
        return;
    }
    spans[0] = Span::new(first.start, first.end - rest.len());
    spans.insert(1, body);
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Known, report_of};

    fn show(text: &str, known: Known) -> String {
        let report = report_of(text.to_owned(), known);
        let mut shown = String::new();
        for block in &report.blocks {
            let words = block.span.of(text).replace(['\n', '\r'], "⏎");
            shown += &format!("{:?}: {words}\n", block.role);
        }
        for date in &report.dates {
            shown += &format!("date {} {}\n", date.role.name(), date.value);
        }
        let named = [("outlet", report.outlet), ("byline", report.byline), ("title", report.title)];
        for (name, value) in named {
            if let Some(value) = value {
                shown += &format!("{name} {value}\n");
            }
        }
        shown
    }

    fn check(text: &str, expected: &Expect) {
        expected.assert_eq(&show(text, Known::default()));
    }

    #[test]
    fn an_extractor_glues_its_date_to_the_title() {
        check(
            " date 2024-10-16 Ferry to Islands Stops\n\nBy Staff, Agencies\n\nThe ferry stopped on Monday, the mayor said.",
            &expect![[r#"
                ExtractorPrefix: date 2024-10-16
                Title: Ferry to Islands Stops
                Byline: By Staff, Agencies
                Body: The ferry stopped on Monday, the mayor said.
                date extractor 2024-10-16
                byline Staff, Agencies
                title Ferry to Islands Stops
            "#]],
        );
    }

    #[test]
    fn the_title_may_come_third() {
        check(
            "Jane Roe / TASS / Getty\nnews\n\nFerry to outer islands stops as storm nears\n\nSource: Harbour Post\n\nThe ferry stopped on Monday, the mayor said.",
            &expect![[r#"
                Credit: Jane Roe / TASS / Getty
                Section: news
                Title: Ferry to outer islands stops as storm nears
                SourceLine: Source: Harbour Post
                Body: The ferry stopped on Monday, the mayor said.
                outlet Harbour Post
                title Ferry to outer islands stops as storm nears
            "#]],
        );
    }

    #[test]
    fn a_headline_stands_twice() {
        check(
            "World News /\n\nFerry to Outer Islands Stops\n\nIt last sailed in 2000\n\nFerry to outer islands stops\n\nThe ferry stopped on Monday.\n\n*For corrections please email desk@example.org*",
            &expect![[r#"
                Section: World News /
                Title: Ferry to Outer Islands Stops
                Standfirst: It last sailed in 2000
                RepeatedTitle: Ferry to outer islands stops
                Body: The ferry stopped on Monday.
                Correction: *For corrections please email desk@example.org*
                title Ferry to Outer Islands Stops
            "#]],
        );
    }

    #[test]
    fn date_share_bar_and_dateline() {
        check(
            "Ferry Hailed as It Lands in Elmstead\r\n\r\nTue Jun 18 2024\r\nicon-facebook icon-twitter\r\n\r\nOSLO, June 17: The ferry landed on Monday.\r\n",
            &expect![[r#"
                Title: Ferry Hailed as It Lands in Elmstead
                Date: Tue Jun 18 2024
                Share: icon-facebook icon-twitter
                Dateline: OSLO, June 17:
                Body: The ferry landed on Monday.
                date page 2024-06-18
                date dateline 2024-06-17
                title Ferry Hailed as It Lands in Elmstead
            "#]],
        );
    }

    #[test]
    fn a_block_quotation_and_short_answers_are_prose() {
        check(
            "Mayor speaks at last\n\nShe wrote to the islands:\n\nWe value the ferry and all who sail in her.\n\nMayor Roe? “Strong,” he said.\n\nSolid as a rock.\n\nHe went on:\n\nNo more boats\n\nThat was the end of the letter.",
            &expect![[r#"
                Title: Mayor speaks at last
                Body: She wrote to the islands:
                Body: We value the ferry and all who sail in her.
                Body: Mayor Roe? “Strong,” he said.
                Body: Solid as a rock.
                Body: He went on:
                Body: No more boats
                Body: That was the end of the letter.
                title Mayor speaks at last
            "#]],
        );
    }

    #[test]
    fn a_heading_stands_between_paragraphs() {
        check(
            "Mayor speaks at last\n\nThe mayor of Elmstead spoke on Monday for the first time since the storm of last week.\n\nA long silence\n\nShe had said nothing since the ferry sank off the outer islands with nobody on board.",
            &expect![[r#"
                Title: Mayor speaks at last
                Body: The mayor of Elmstead spoke on Monday for the first time since the storm of last week.
                Heading: A long silence
                Body: She had said nothing since the ferry sank off the outer islands with nobody on board.
                title Mayor speaks at last
            "#]],
        );
    }

    #[test]
    fn a_lone_paragraph_is_no_title() {
        check(
            "The mayor resigned on Monday.",
            &expect![[r#"
                Body: The mayor resigned on Monday.
            "#]],
        );
        check(" \n ", &expect![[""]]);
    }

    #[test]
    fn an_extractors_date_never_anchors_another() {
        check(
            "date 2024-10-16\n\nFerry stops\n\nKYIV, June 3 (Reuters) - The ferry stopped on Monday.",
            &expect![[r#"
                ExtractorPrefix: date 2024-10-16
                Title: Ferry stops
                Dateline: KYIV, June 3 (Reuters) -
                Body: The ferry stopped on Monday.
                date extractor 2024-10-16
                title Ferry stops
            "#]],
        );
    }

    #[test]
    fn the_title_of_the_input_is_found_in_the_text() {
        let known = |title: &str| Known { title: Some(title.to_owned()), ..Known::default() };
        let text = "Elmstead\nFerry Stops\nThe ferry stopped on Monday.";
        expect![[r#"
            Section: Elmstead
            Title: Ferry Stops
            Body: The ferry stopped on Monday.
            title Ferry stops
        "#]]
        .assert_eq(&show(text, known("Ferry stops")));
        expect![[r#"
            Title: Ferry Stops
            Body: The ferry stopped on Monday.
            title Ferry Stops
        "#]]
        .assert_eq(&show("Ferry Stops The ferry stopped on Monday.", known("Ferry Stops")));
    }

    #[test]
    fn lines_of_a_known_paragraph_are_one() {
        let text = "Ferry stops\n\nWe will go no more\nby wave and shore,\nshe sang.\n\nBy Jane Roe\nShe sang on Monday.";
        let starts = ["We will", "By Jane"].map(|words| text.find(words).expect("it is there"));
        let whole = [(starts[0], starts[1] - 2), (starts[1], text.len())]
            .map(|(start, end)| variorum_model::Span::new(start, end));
        let report = super::report_of_paragraphs(text.to_owned(), &whole, Known::default());
        let blocks: Vec<_> = report.blocks.iter().map(|block| block.span.of(text)).collect();
        assert_eq!(
            blocks,
            [
                "Ferry stops",
                "We will go no more\nby wave and shore,\nshe sang.",
                "By Jane Roe",
                "She sang on Monday."
            ]
        );
    }

    #[test]
    fn markdown_headings_lose_their_mark() {
        check(
            "# Ferry stops\n\nThe ferry stopped on Monday.",
            &expect![[r#"
                Title: Ferry stops
                Body: The ferry stopped on Monday.
                title Ferry stops
            "#]],
        );
    }
}
