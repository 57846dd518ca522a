//! Every rule that a notice can name, with a line that says what it means: the one place where they are listed.

use std::fmt;
use std::str::FromStr;

/// Declares the rules once: variant, name, and what `variorum explain` says.
macro_rules! rules {
    ($($variant:ident $name:literal $explanation:literal)*) => {
        /// What a notice is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $explanation] $variant,)*
        }

        impl Rule {
            /// All of them, in order of name.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Kebab-case name, as output carries it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means and what to do about it, for a person.
            pub const fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }
        }
    };
}

// In order of name; a test holds it, and docs/notices.md to it.
rules! {
    AddressList "address-list" "A file in a folder holds nothing but addresses, which are not fetched; name the file itself to fetch them."
    ArcBrokenRecord "arc-broken-record" "A record of a web archive (ARC) is broken and left out; reading goes on at the next."
    Attachments "attachments" "A mail has attached files, which are not read; save them and name them."
    BadJsonLine "bad-json-line" "A line of a JSON-lines file is not JSON and is left out; the lines around it are read."
    Binary "binary" "The input is not text and is left out."
    BrokenLinkedData "broken-linked-data" "A page's JSON-LD is not JSON; what it says of headline, authors and dates is not known."
    CrowdedSentence "crowded-sentence" "A sentence holds more quotations than are looked at together; only the first of them were read."
    Damaged "damaged" "A packed file breaks off or is damaged; what came before the damage is read."
    DeepNesting "deep-nesting" "Elements of a page stand too deep in each other; it is read without its tree, so furniture may be among the text."
    DocumentBroken "document-broken" "A document (DOCX, ODT) is damaged; what came before the damage is read, if anything did."
    DraftAmongReports "draft-among-reports" "The draft is among the reports it is checked against; that proves nothing, so it was left out of them."
    DuplicateReport "duplicate-report" "Two inputs have the same text, word for word, or a file was named twice; it is read once."
    Embargoed "embargoed" "The agency holds the item back until a moment that the notice names; it is read all the same."
    Empty "empty" "The file is empty and is left out."
    ExtractionStopped "extraction-stopped" "Finding a page's article took too much time or memory and was stopped; its paragraphs are read without its structure."
    Fault "fault" "Variorum itself failed on this report, which is left out; please report it with the input."
    FeedBroken "feed-broken" "A feed is not well-formed; the entries that can be made out are read."
    FeedEmpty "feed-empty" "A feed has no entry."
    FeedEntryEmpty "feed-entry-empty" "Entries of a feed hold no words and are left out."
    FeedList "feed-list" "The file lists feeds (OPML); nothing is fetched that was not named, so name the addresses that you want."
    FewWords "few-words" "The words to verify are one or two; they are looked for as they stand only, since a near match of so few tells nothing."
    ForeignReports "foreign-reports" "Reports are in another language than English; their words are compared as they stand, and who speaks in them is not known well."
    HiddenCharacters "hidden-characters" "The words to verify hold characters that turn the direction of the line; they were left out of what is looked for."
    LargeLinkedData "large-linked-data" "A page holds more JSON-LD than is read; the rest of it is left out."
    LargePage "large-page" "A page has too much markup; it is read without its tree, so furniture may be among the text."
    LinkedDataText "linked-data-text" "The page shows far less text than its JSON-LD holds; the text is the JSON-LD's."
    LoneReport "lone-report" "There is only one report, so there is nothing to compare it with."
    LongText "long-text" "A page's text is longer than is kept; the rest is left out."
    MailBroken "mail-broken" "A mail, or a page saved as one file, cannot be read and is left out."
    ManyAttributes "many-attributes" "A tag of a page has too many attributes; the rest of them are left out."
    ManyElements "many-elements" "A page has too many elements; it is read without its tree, so furniture may be among the text."
    MendedLetters "mended-letters" "Letters of the input had been decoded wrongly before (`â€œ` for `“`); where that is certain they are mended, and `text` is the mended text."
    NewsBroken "news-broken" "A news message (NewsML, NITF) is not well-formed; what came before the fault is read."
    NewsEmpty "news-empty" "A news message holds no item."
    NewsLeftOut "news-left-out" "Items of a news message that are no article, such as pictures, are left out; the notice counts them."
    NoArticle "no-article" "A page has no article that can be told from the rest, and is left out."
    NoReport "no-report" "The input is a picture, a table, source code or another thing that is no report, and is left out; the notice names it and says what to do."
    NoText "no-text" "A record or file has no text and is left out."
    NotResumable "not-resumable" "The record at which an earlier run stopped is gone from the input, so `--resume` cannot go on there."
    NotUsable "not-usable" "The agency does not mark the item as usable (it is withheld or cancelled); it is read all the same."
    NotUtf8 "not-utf8" "The file is not UTF-8; the notice says as which encoding it was read, and whether bytes were replaced."
    OpmlBroken "opml-broken" "A list of feeds is not well-formed and names no feed."
    OpmlEmpty "opml-empty" "A list of feeds names no feed."
    OtherLanguage "other-language" "The report is set aside, since it is written in another language than the others."
    PageCut "page-cut" "A page is longer than is read; only its beginning was."
    PdfCut "pdf-cut" "A PDF file has more pages or letters than are read; only its beginning was."
    PdfUnread "pdf-unread" "A PDF file gives no words: it is encrypted, damaged, or shows pictures of pages; the notice says which, and it is left out."
    QuotesNobody "quotes-nobody" "The draft quotes nobody, so there is nothing to check."
    SummaryOnly "summary-only" "Entries of a feed hold only a summary; fetch their addresses for the whole text."
    TextCut "text-cut" "The report is longer than `--max-chars`; only its beginning was annotated."
    TooLong "too-long" "An input, or a line of it, is longer than is read, and is left out."
    UnbalancedQuotationMark "unbalanced-quotation-mark" "A quotation mark has no partner; where the quotation ends is inferred."
    UnplacedText "unplaced-text" "The article's paragraphs were not found in the page again, so that their places in it are not known."
    Unreadable "unreadable" "An input cannot be read, or not read on, and is left out; the notice says why."
    Unrelated "unrelated" "The report is set aside, since it shares nothing with the others."
    WaczBroken "wacz-broken" "An archive inside a zip file cannot be unpacked and is left out."
    WaczEmpty "wacz-empty" "A packed web archive (WACZ) holds no archive and is left out."
    WaczTooLarge "wacz-too-large" "An archive inside a zip file unpacks to far more than its size; the rest of it is left out."
    WarcBrokenRecord "warc-broken-record" "A record of a web archive is broken and left out; reading goes on at the next."
    WarcLeftOut "warc-left-out" "Records of a web archive that hold no article, such as pictures and errors, are left out; the notice counts them."
    ZipBroken "zip-broken" "A zip file cannot be opened and is left out."
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No rule has that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRule;

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no rule has that name")
    }
}

impl std::error::Error for UnknownRule {}

impl FromStr for Rule {
    type Err = UnknownRule;

    fn from_str(name: &str) -> Result<Self, UnknownRule> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name).ok_or(UnknownRule)
    }
}

/// So that a test can name the rule as output does.
impl PartialEq<str> for Rule {
    fn eq(&self, name: &str) -> bool {
        self.name() == name
    }
}

impl PartialEq<&str> for Rule {
    fn eq(&self, name: &&str) -> bool {
        self.name() == *name
    }
}

#[cfg(test)]
mod tests {
    use super::Rule;

    #[test]
    fn rules_stand_in_order_of_name_and_say_what_they_mean() {
        assert!(Rule::ALL.is_sorted_by(|a, b| a.name() < b.name()));
        for rule in Rule::ALL {
            assert_eq!(rule.name().parse(), Ok(*rule));
            assert!(
                rule.explanation().ends_with('.') && !rule.explanation().contains('\n'),
                "{rule}"
            );
            let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(rule.name().chars().all(kebab), "{rule}");
        }
        assert!("no-such-rule".parse::<Rule>().is_err());
    }
}
