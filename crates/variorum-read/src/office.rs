//! Documents of office programs: DOCX and ODT, zip files with one XML file of paragraphs.
//!
//! A paragraph of the document is one of the text, a blank line between them; headings and quotations by their style
//! are marks. What was deleted while changes were tracked, notes, fields and drawings' second forms are no words.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use variorum_model::{Mark, MarkKind, Rule, Span};
use zip::ZipArchive;

use crate::capture::remark;
use crate::record::{Body, Item, Record};
use crate::xml::{self, Broken, Element, Node};

/// Unpacked bytes of a document that are read; the words of a book are a fiftieth of that.
const MOST_BYTES: u64 = 64 << 20;

/// A kind of document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Document {
    Docx,
    Odt,
}

impl Document {
    /// The kind that the names of a zip file's entries tell.
    pub fn among(names: &[String]) -> Option<Self> {
        let has = |name: &str| names.binary_search_by(|own| own.as_str().cmp(name)).is_ok();
        if has("word/document.xml") {
            Some(Self::Docx)
        } else if has("content.xml") && has("META-INF/manifest.xml") {
            Some(Self::Odt)
        } else {
            None
        }
    }

    fn entry(self) -> &'static str {
        match self {
            Self::Docx => "word/document.xml",
            Self::Odt => "content.xml",
        }
    }
}

/// The record of a document, or why there is none.
pub(crate) fn read(name: &str, zip: &mut ZipArchive<impl Read + Seek>, document: Document) -> Item {
    let left_out = |why: &str| {
        Item::Notice(remark(Rule::DocumentBroken, format!("the document `{name}` {why}; left out")))
    };
    let mut bytes = Vec::new();
    let unpacked = zip
        .by_name(document.entry())
        .map_err(std::io::Error::other)
        .and_then(|entry| entry.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    if bytes.len() as u64 > MOST_BYTES {
        return left_out("unpacks to far more than a document");
    }
    if let Err(error) = unpacked {
        return left_out(&format!("cannot be unpacked: {error}"));
    }
    let xml = String::from_utf8_lossy(&bytes);
    if document == Document::Odt && !xml.contains("office:text") {
        return Item::Notice(remark(
            Rule::NoReport,
            format!(
                "`{name}` is a spreadsheet or drawing, which is not read; save its words as text; left out"
            ),
        ));
    }
    let mut text = Text { is_odt: document == Document::Odt, ..Text::default() };
    let end = xml::elements(
        xml::without_declaration(&xml),
        // what was deleted stands in ODT as paragraphs of a place of its own
        |name| matches!(name, "p" | "h" | "tracked-changes"),
        |paragraph| {
            if paragraph.name != "tracked-changes" {
                text.add(&paragraph);
            }
            ControlFlow::Continue(())
        },
    );
    let mut record = text.record();
    match end {
        Ok(()) => {}
        Err(broken) if matches!(&record.body, Body::Text(text) if !text.is_empty()) => {
            let message =
                format!("the document `{name}` {}; what came before is read", why(broken));
            record.notices.push(remark(Rule::DocumentBroken, message));
        }
        Err(broken) => return left_out(why(broken)),
    }
    Item::Record(Box::new(record))
}

fn why(broken: Broken) -> &'static str {
    match broken {
        Broken::Syntax(_) => "is not well-formed",
        Broken::TooLarge => "holds a paragraph that is too large",
        Broken::Ends => "breaks off",
    }
}

/// The text of the paragraphs so far.
#[derive(Default)]
struct Text {
    is_odt: bool,
    text: String,
    marks: Vec<Mark>,
}

impl Text {
    fn add(&mut self, paragraph: &Element) {
        let mut words = String::new();
        gather(paragraph, self.is_odt, &mut words);
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        if let Some(kind) = style(paragraph) {
            self.marks.push(Mark { span: Span::new(start, self.text.len()), kind });
        }
    }

    fn record(self) -> Record {
        Record { body: Body::Text(self.text), marks: self.marks, ..Record::default() }
    }
}

/// The words of an element. In DOCX they stand in `t`, in ODT anywhere in a paragraph (`is_bare`).
fn gather(element: &Element, is_bare: bool, words: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) if is_bare || element.name == "t" => {
                // line ends of the file's own layout are none of the text
                for c in text.chars() {
                    words.push(if is_bare && matches!(c, '\n' | '\r' | '\t') { ' ' } else { c });
                }
            }
            Node::Text(_) => {}
            Node::Element(inner) => match inner.name.as_str() {
                "br" | "cr" | "line-break" => words.push('\n'),
                "tab" => words.push('\t'),
                "noBreakHyphen" => words.push('\u{2011}'),
                "s" => words.push(' '),
                "del" | "moveFrom" | "Fallback" | "instrText" | "pPr" | "rPr" | "note"
                | "annotation" | "tracked-changes" | "desc" | "title" => {}
                // a text box inside the paragraph
                "p" | "h" => {
                    if !words.is_empty() && !words.ends_with('\n') {
                        words.push('\n');
                    }
                    gather(inner, is_bare, words);
                }
                _ => gather(inner, is_bare, words),
            },
        }
    }
}

/// What the paragraph's style sets off.
fn style(paragraph: &Element) -> Option<MarkKind> {
    if paragraph.name == "h" {
        return Some(MarkKind::Heading);
    }
    let named = paragraph.at(&["pPr", "pStyle"]).and_then(|style| style.attribute("val"));
    let style = named.or_else(|| paragraph.attribute("style-name"))?.to_ascii_lowercase();
    if style.starts_with("heading") || style == "title" {
        Some(MarkKind::Heading)
    } else if style.contains("quot") {
        Some(MarkKind::Blockquote)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use proptest::prelude::{any, proptest};
    use zip::write::{SimpleFileOptions, ZipWriter};

    use crate::{Intake, read_bytes};

    fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, bytes) in entries {
            let options =
                SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            zip.start_file(*path, options).expect("memory");
            zip.write_all(bytes).expect("memory");
        }
        zip.finish().expect("memory").into_inner()
    }

    fn docx(body: &str) -> Vec<u8> {
        let document = format!(
            r#"<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
        );
        packed(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
    }

    fn rules(intake: &Intake) -> Vec<&str> {
        intake.notices.iter().map(|notice| notice.rule.name()).collect()
    }

    #[test]
    fn paragraphs_of_a_document() {
        let bytes = docx(
            r#"<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Ferry stops</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">“We </w:t></w:r><w:del><w:r><w:delText>sail</w:delText></w:r></w:del><w:ins><w:r><w:t>wait</w:t></w:r></w:ins><w:r><w:t>,” Roe said.</w:t><w:br/><w:t>“No.”</w:t></w:r></w:p>
            <w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr><w:r><w:instrText>PAGE</w:instrText><w:t>Quoted.</w:t></w:r></w:p>"#,
        );
        let report = read_bytes("a.docx", &bytes).reports.remove(0);
        assert_eq!(report.text, "Ferry stops\n\n“We wait,” Roe said.\n“No.”\n\nCell\n\nQuoted.");
        let marks: Vec<&str> = report.marks.iter().map(|mark| mark.span.of(&report.text)).collect();
        assert_eq!(marks, ["Ferry stops", "Quoted."]);
    }

    #[test]
    fn the_open_format_is_read_as_well() {
        let content = r#"<?xml version="1.0"?><office:document-content><office:body><office:text>
            <text:h text:outline-level="1">Ferry stops</text:h><text:p text:style-name="P1">The<text:s/>ferry <text:span text:style-name="T1">stopped</text:span>.<text:note>1</text:note></text:p>
            </office:text></office:body></office:document-content>"#;
        let bytes =
            packed(&[("META-INF/manifest.xml", b"<m/>"), ("content.xml", content.as_bytes())]);
        assert_eq!(
            read_bytes("a.odt", &bytes).reports[0].text,
            "Ferry stops\n\nThe ferry stopped."
        );
    }

    #[test]
    fn other_zip_files_are_refused_by_name() {
        for (entry, name) in [
            ("xl/workbook.xml", "spreadsheet (XLSX)"),
            ("ppt/presentation.xml", "PPTX"),
            ("a.txt", "a zip file of other files"),
        ] {
            let intake = read_bytes("a.txt", &packed(&[(entry, b"x")]));
            assert!(
                intake.reports.is_empty() && intake.notices[0].message.contains(name),
                "{intake:?}"
            );
        }
    }

    #[test]
    fn bombs_and_nests_are_bounded() {
        let bomb = packed(&[("word/document.xml", &vec![b' '; 65 << 20])]);
        assert_eq!(rules(&read_bytes("a.docx", &bomb)), ["document-broken"]);
        let deep =
            docx(&format!("{}deep{}", "<w:p><w:t>".repeat(50_000), "</w:t></w:p>".repeat(50_000)));
        read_bytes("a.docx", &deep);
        let cut = docx("<w:p><w:r><w:t>Whole.</w:t></w:r></w:p><w:p><w:r>");
        let report = &read_bytes("a.docx", &cut).reports[0];
        assert_eq!((report.text.as_str(), report.notices.len()), ("Whole.", 1));
    }

    proptest! {
        #[test]
        fn any_document_is_read(at in any::<usize>(), byte in any::<u8>()) {
            let mut bytes = docx("<w:p><w:r><w:t>The ferry stopped.</w:t></w:r></w:p>");
            let at = at % bytes.len();
            bytes[at] = byte;
            read_bytes("a.docx", &bytes);
        }
    }
}
