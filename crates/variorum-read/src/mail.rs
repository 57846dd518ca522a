//! Mail (`.eml`, `.mbox`) and pages saved as one file (MHTML), which are mail to the letter.
//!
//! A mail's plain words come before its page, since they are what was written; replies that it quotes, the lines of
//! a message that it passes on and its signature are no prose of it. Of a saved page the part that is the page
//! itself is read, at the address that it was saved from.

use std::ops::ControlFlow;

use encoding_rs::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;
use variorum_model::{DateOrigin, DateRole, ReportDate, Rule, Span};

use crate::capture::remark;
use crate::decode::decode_page;
use crate::fetch::is_address;
use crate::field_date;
use crate::page::Known;
use crate::record::{Body, Emit, Item, Record};

/// Messages inside one another, counted by their labels: each costs stack when it is dropped.
const MOST_INSIDE: usize = 50;
/// Messages of one mailbox.
const MOST_MESSAGES: usize = 100_000;
/// Fields that only a mail's head has.
const TECHNICAL: [&str; 6] = [
    "mime-version",
    "message-id",
    "received",
    "return-path",
    "snapshot-content-location",
    "content-type",
];
/// Fields that a memo has as well.
const COMMON: [&str; 5] = ["from", "to", "date", "subject", "reply-to"];

/// True for a text that begins with a mail's head: lines of fields up to a blank line, some of which only mail has.
/// A memo with the lines "From", "To" and "Subject" is a text, unless its name says that it is mail.
pub(crate) fn looks_like(name: &str, text: &str) -> bool {
    let (mut n_technical, mut n_common, mut n_lines) = (0, 0, 0);
    for (at, line) in text.trim_start_matches(['\r', '\n']).lines().enumerate() {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && n_lines > 0 || (at == 0 && is_mailbox(line)) {
            continue;
        }
        let Some((field, _)) = line.split_once(':') else { return false };
        if field.is_empty()
            || !field.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            return false;
        }
        let field = field.to_ascii_lowercase();
        n_lines += 1;
        n_technical += usize::from(TECHNICAL.contains(&field.as_str()));
        n_common += usize::from(COMMON.contains(&field.as_str()));
    }
    let is_named = [".eml", ".mht", ".mhtml", ".mbox"].iter().any(|end| name.ends_with(end));
    n_technical + n_common >= 2 && n_technical + usize::from(is_named) >= 1
}

/// The line that parts the messages of a mailbox: "From jane@a.example Thu Nov  6 09:00:00 2031".
fn is_mailbox(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let ends_in_year = rest
        .trim_end()
        .rsplit(' ')
        .any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    ends_in_year && rest.contains(':')
}

/// Emits the message, or the messages of a mailbox.
pub(crate) fn read(path: &str, bytes: &[u8], emit: Emit) -> ControlFlow<()> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let bytes = &bytes[start..];
    if !bytes.starts_with(b"From ") {
        return emit(message(&format!("`{path}`"), bytes, false));
    }
    for (n, found) in MessageIterator::new(bytes).take(MOST_MESSAGES).enumerate() {
        let at = format!("message {} of `{path}`", n + 1);
        let item = match found {
            Ok(found) => message(&at, found.contents(), true),
            Err(_) => {
                Item::Notice(remark(Rule::MailBroken, format!("{at} cannot be read; left out")))
            }
        };
        emit(item)?;
    }
    ControlFlow::Continue(())
}

/// `own_id`: the record goes by the message's identifier, since its file holds several.
fn message(at: &str, bytes: &[u8], own_id: bool) -> Item {
    let left_out =
        |why: &str| Item::Notice(remark(Rule::MailBroken, format!("{at} {why}; left out")));
    if memmem::find_iter(&bytes.to_ascii_lowercase(), b"message/").take(MOST_INSIDE + 1).count()
        > MOST_INSIDE
    {
        return left_out("holds too many messages inside one another");
    }
    let Some(message) = MessageParser::default().parse(bytes) else {
        return left_out("is no readable mail");
    };
    let is_page = is_saved_page(&message);
    let Some((part, is_html)) = main_part(&message, is_page) else {
        return left_out("holds no words: what is attached to it is not read");
    };
    let words = content(part, bytes);
    let mut record = Record { known: known(&message, part, is_page), ..Record::default() };
    if is_html {
        record.body = Body::Html(words);
    } else {
        record.furniture = furniture(&words);
        record.body = Body::Text(words);
    }
    if own_id {
        record.id = message.message_id().map(str::to_owned);
    }
    let n_attached =
        message.attachments().filter(|part| !is_page && part.attachment_name().is_some()).count();
    if n_attached > 0 {
        let what = format!("{at} has {n_attached} attached files, which are not read");
        record.notices.push(remark(Rule::Attachments, what));
    }
    Item::Record(Box::new(record))
}

fn is_saved_page(message: &Message) -> bool {
    let is_related = message
        .content_type()
        .is_some_and(|kind| kind.subtype().is_some_and(|sub| sub.eq_ignore_ascii_case("related")));
    message.header_raw("Snapshot-Content-Location").is_some()
        || (is_related
            && message.parts.iter().any(|part| part.content_location().is_some_and(is_address)))
}

/// The part that holds the words, and whether it is a page.
fn main_part<'a>(message: &'a Message<'a>, is_page: bool) -> Option<(&'a MessagePart<'a>, bool)> {
    let text = |part: &&MessagePart| matches!(&part.body, PartType::Text(words) if !words.trim().is_empty());
    let html = |part: &&MessagePart| matches!(&part.body, PartType::Html(words) if !words.trim().is_empty());
    let page = || message.html_bodies().chain(&message.parts).find(html).map(|part| (part, true));
    let plain = || message.text_bodies().find(text).map(|part| (part, false));
    let found = if is_page { page().or_else(plain) } else { plain().or_else(page) };
    // a message that was passed on as an attachment
    found.or_else(|| {
        message.parts.iter().find_map(|part| match &part.body {
            PartType::Message(inner) => main_part(inner, is_page),
            _ => None,
        })
    })
}

/// The words of a part, decoded as a page's are: what it declares counts only where they are not UTF-8.
fn content(part: &MessagePart, whole: &[u8]) -> String {
    let own = || part.text_contents().unwrap_or_default().to_owned();
    let range = part.offset_body as usize..part.offset_end as usize;
    let Some(raw) = whole.get(range) else { return own() };
    let decoded = match part.encoding {
        mail_parser::Encoding::None => Some(raw.to_vec()),
        mail_parser::Encoding::QuotedPrintable => quoted_printable_decode(raw),
        mail_parser::Encoding::Base64 => base64_decode(raw),
    };
    let label = part
        .content_type()
        .and_then(|kind| kind.attribute("charset"))
        .and_then(|label| Encoding::for_label(label.as_bytes()));
    decoded.map_or_else(own, |bytes| decode_page(&bytes, label).text)
}

fn known(message: &Message, part: &MessagePart, is_page: bool) -> Known {
    let date = |role| -> Option<ReportDate> {
        let date = message.date()?.to_rfc3339();
        field_date::of(role, DateOrigin::Field, &date)
    };
    if is_page {
        let saved_from = message.header_raw("Snapshot-Content-Location").map(str::trim);
        let url = saved_from.or_else(|| part.content_location()).filter(|url| is_address(url));
        let dates = date(DateRole::Captured).into_iter().collect();
        return Known { url: url.map(str::to_owned), dates, ..Known::default() };
    }
    Known {
        outlet: message.from().and_then(sender),
        title: message.subject().map(one_line).filter(|subject| !subject.is_empty()),
        dates: date(DateRole::Published).into_iter().collect(),
        ..Known::default()
    }
}

/// Who sent it: the name, else the address's domain.
fn sender(from: &Address) -> Option<String> {
    let first = from.first()?;
    let name = first.name().map(one_line).filter(|name| !name.is_empty());
    name.or_else(|| Some(first.address()?.rsplit_once('@')?.1.to_owned()))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines that are no prose of this mail, in order: quoted replies with the line that leads to them, the head of a
/// message that is passed on, the signature.
fn furniture(text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let (mut at, mut before, mut in_head) = (0, None, false);
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        let words = line.trim();
        if line.trim_end_matches(['\r', '\n']) == "-- " {
            spans.push(Span::new(span.start, text.trim_end().len()));
            break;
        }
        let is_field = words.split_once(':').is_some_and(|(field, _)| {
            COMMON.contains(&field.trim_matches('*').to_ascii_lowercase().as_str())
                || matches!(field.to_ascii_lowercase().as_str(), "sent" | "cc")
        });
        let opens =
            words.starts_with("-----") && words.trim_matches(['-', ' ']).split(' ').count() <= 3;
        in_head = opens || (in_head && (is_field || words.is_empty()));
        if words.starts_with('>') {
            // "On Thursday, Jane Roe wrote:"
            if let Some(leads) = before.take()
                && spans.last().is_none_or(|last| last.end <= leads)
            {
                spans.push(Span::new(leads, span.start.saturating_sub(1).max(leads + 1)));
            }
            spans.push(span);
        } else if in_head && !words.is_empty() {
            spans.push(span);
        }
        if !words.is_empty() {
            before = (words.ends_with(':') && !words.starts_with('>')).then_some(span.start);
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};
    use variorum_model::Rule;

    use super::{furniture, looks_like};
    use crate::read_bytes;

    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/ferry\r\n\
        Subject: Ferry stops\r\nDate: Fri, 2 May 2031 10:12:44 -0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--\"\r\n\r\n\r\n\
        ----b--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://post.example/ferry\r\n\r\n<html><body><article><h1>Ferry stops</h1>\
        <p>The ferry stopped on Monday, the mayor of the town said in a short state=\r\nment.</p>\
        <p>=E2=80=9CWe wait for the storm to pass,=E2=80=9D she said to the people at the quay.</p></article></body></html>\r\n\
        ----b--\r\nContent-Type: text/css\r\nContent-Location: cid:a\r\n\r\np { color: red }\r\n----b----\r\n";

    #[test]
    fn a_page_saved_as_one_file_is_a_page() {
        let intake = read_bytes("Ferry.mhtml", SAVED.as_bytes());
        let report = &intake.reports[0];
        assert_eq!(
            report.text,
            "The ferry stopped on Monday, the mayor of the town said in a short statement.\n\n\
             “We wait for the storm to pass,” she said to the people at the quay."
        );
        assert_eq!(report.url.as_deref(), Some("https://post.example/ferry"));
        assert_eq!(report.title.as_deref(), Some("Ferry stops"));
        assert_eq!(
            (report.dates[0].role.name(), report.dates[0].value.as_str()),
            ("captured", "2031-05-02")
        );
        assert_eq!(report.outlet, None);
    }

    #[test]
    fn a_mail_is_its_words() {
        let mail = "From: =?utf-8?q?Port_of_=C3=89lm?= <press@port.example>\nTo: desk@post.example\nSubject: The ferry\n\
            Date: Thu, 06 Nov 2031 09:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-1252\n\
            Content-Transfer-Encoding: quoted-printable\n\n=93We wait,=94 said the mayor, Jane Roe.\n\nOn Wed, the desk wrote:\n> Can you comment?\n";
        let report = read_bytes("mail.eml", mail.as_bytes()).reports.remove(0);
        assert_eq!((report.id.as_str(), report.outlet.as_deref()), ("mail", Some("Port of Élm")));
        assert_eq!(report.title.as_deref(), Some("The ferry"));
        assert!(report.text.starts_with("“We wait,” said the mayor"));
        let prose: Vec<&str> = report.prose().map(|block| block.span.of(&report.text)).collect();
        assert_eq!(prose, ["“We wait,” said the mayor, Jane Roe."]);
    }

    #[test]
    fn a_mailbox_holds_several() {
        let one = |n: u8| {
            format!(
                "From a@b.example Thu Nov  6 09:00:00 2031\nFrom: A <a@b.example>\nMessage-ID: <{n}@b>\nSubject: S\n\nThe ferry number {n} stopped.\n\n"
            )
        };
        let intake = read_bytes("a.mbox", format!("{}{}", one(1), one(2)).as_bytes());
        let ids: Vec<&str> = intake.reports.iter().map(|report| report.id.as_str()).collect();
        assert_eq!(ids, ["1@b", "2@b"]);
    }

    #[test]
    fn a_memo_is_a_text() {
        let memo = "From: Jane Roe\nTo: John Doe\nSubject: Ferry\n\nThe ferry stopped.";
        assert!(!looks_like("memo.txt", memo) && looks_like("memo.eml", memo));
        assert!(!looks_like("a.eml", "Ferry stops: mayor speaks\n\nThe ferry stopped."));
        assert!(!looks_like("a.txt", "Received: nothing\nThe ferry stopped."));
    }

    #[test]
    fn signatures_and_heads_of_passed_on_messages_are_no_prose() {
        let text = "Hello.\n\n---------- Forwarded message ---------\nFrom: Jane\nSubject: Ferry\n\nThe ferry stopped.\n-- \nPress office\n";
        let found: Vec<&str> = furniture(text).iter().map(|span| span.of(text)).collect();
        assert_eq!(
            found,
            [
                "---------- Forwarded message ---------",
                "From: Jane",
                "Subject: Ferry",
                "-- \nPress office"
            ]
        );
    }

    #[test]
    fn deep_nesting_is_refused() {
        let part =
            |n: usize| format!("Content-Type: message/rfc822\n\nSubject: {n}\nMIME-Version: 1.0\n");
        let deep: String = (0..20_000).map(part).collect();
        let rules: Vec<Rule> = read_bytes("a.eml", format!("From: a@b\n{deep}").as_bytes())
            .notices
            .into_iter()
            .map(|notice| notice.rule)
            .collect();
        assert_eq!(rules, [Rule::MailBroken]);
        let boundary = |n: usize| format!("Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n");
        let many: String = (0..5_000).map(boundary).collect();
        assert!(
            read_bytes("a.eml", format!("From: a@b\nSubject: c\n{many}").as_bytes())
                .reports
                .is_empty()
        );
    }

    proptest! {
        #[test]
        fn any_mail_is_read(at in 0_usize..SAVED.len(), byte in any::<u8>(), tail in prop::collection::vec(any::<u8>(), 0..80)) {
            let mut bytes = SAVED.as_bytes().to_vec();
            bytes[at] = byte;
            read_bytes("a.mhtml", &bytes);
            bytes.truncate(at);
            bytes.extend(tail);
            read_bytes("a.mhtml", &bytes);
        }

        #[test]
        fn furniture_lies_in_the_text(text in "(> a|On x:|-- |--- F|From: b|é|\n|\r\n| ){0,30}") {
            let spans = furniture(&text);
            assert!(spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{spans:?} {text:?}");
            assert!(spans.iter().all(|span| text.get(span.start..span.end).is_some()));
        }
    }
}
