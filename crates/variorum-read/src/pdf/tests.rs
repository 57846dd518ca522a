use std::io::Write;

use proptest::prelude::{any, proptest};

use super::{Fault, looks_like, pages};
use crate::read_bytes;

fn show(content: &str) -> String {
    pages(file(content, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>").as_bytes()).text
}

/// A file without a table, as a broken writer leaves it.
fn file(content: &str, font: &str) -> String {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n5 0 obj{font}endobj\ntrailer<</Root 1 0 R>>\n",
        content.len()
    )
}

#[test]
fn lines_and_paragraphs() {
    let text = show(
        "BT /F1 18 Tf 1 0 0 1 50 700 Tm (Ferry stops) Tj ET BT /F1 12 Tf 14 TL 1 0 0 1 50 660 Tm \
         (The ferry stopped on) Tj T* [(M) 20 (onday,) -400 (the mayor said.)] TJ 0 -28 Td (\\223We wait,\\224 she said.) Tj ET",
    );
    assert_eq!(
        text,
        "Ferry stops\n\nThe ferry stopped on Monday, the mayor said.\n\n“We wait,” she said."
    );
}

#[test]
fn a_font_says_which_letters_its_codes_are() {
    let map = "1 begincodespacerange <0000><ffff> endcodespacerange 1 beginbfchar <0001> <201C> endbfchar \
        2 beginbfrange <0002> <0004> <0041> <0005> <0006> [<00660069> <201D>] endbfrange";
    let font = format!(
        "<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R>>endobj\n6 0 obj<</Length {}>>stream\n{map}\nendstream ",
        map.len()
    );
    let made = file("BT /F1 12 Tf 50 700 Td <000100020003000400050006> Tj ET", &font);
    assert_eq!(pages(made.as_bytes()).text, "“ABCfi”");
}

#[test]
fn packed_objects_and_streams() {
    let pack = |bytes: &[u8]| {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).expect("memory");
        packed.finish().expect("memory")
    };
    let objects = "1 0 2 33 3 77 <</Type/Catalog/Pages 2 0 R>>    <</Type/Pages/Kids[3 0 R]/Count 1>>         <</Type/Page/Contents 4 0 R>>";
    let first = objects.find("<<").expect("an object");
    let objects = pack(objects.as_bytes());
    let content = pack(b"BT /F1 12 Tf 50 700 Td (We wait.) Tj ET");
    let mut made = format!(
        "%PDF-1.5\n7 0 obj<</Type/ObjStm/N 3/First {first}/Filter/FlateDecode/Length {}>>stream\n",
        objects.len()
    )
    .into_bytes();
    made.extend(&objects);
    made.extend(
        format!(
            "\nendstream endobj\n4 0 obj<</Filter/FlateDecode/Length {}>>stream\n",
            content.len()
        )
        .bytes(),
    );
    made.extend(&content);
    made.extend(b"\nendstream endobj\n8 0 obj<</Type/XRef/Root 1 0 R>>stream\nendstream endobj\n");
    assert_eq!(pages(&made).text, "We wait.");
    // cut anywhere, it is read as far as it goes, or not
    for end in (0..made.len()).step_by(7) {
        pages(&made[..end]);
    }
}

#[test]
fn what_is_not_read_has_a_reason() {
    let fault = |made: &str| pages(made.as_bytes()).fault;
    assert_eq!(fault("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj"), Some(Fault::Broken));
    assert_eq!(fault(&file("q 1 0 0 1 0 0 cm Q", "null")), Some(Fault::Pictures));
    let locked = file("BT (a) Tj ET", "null").replace("/Root 1 0 R", "/Root 1 0 R/Encrypt<</V 2>>");
    assert_eq!(fault(&locked), Some(Fault::Encrypted));
    let signs = "<</Type/Font/Subtype/Type0/Encoding/Identity-H>>";
    assert_eq!(fault(&file("BT /F1 12 Tf <00010002> Tj ET", signs)), Some(Fault::Unmapped));
    assert!(
        looks_like(b"%PDF-1.7") && looks_like(b"\n%PDF-1.7") && !looks_like(b"The mark %PDF-1.7")
    );
    let intake = read_bytes("a.txt", locked.as_bytes());
    assert_eq!((intake.reports.len(), intake.notices[0].rule.name()), (0, "pdf-unread"));
}

#[test]
fn running_heads_and_numbers_are_no_words() {
    let page = |n: usize| {
        format!(
            "{n} 0 obj<</Type/Page/Contents {n}1 0 R>>endobj\n{n}1 0 obj<<>>stream\nBT /F1 9 Tf 50 780 Td (Port of Elm) Tj 0 -40 Td (Words of page {n}.) Tj 0 -700 Td (Page {n} of 3) Tj ET\nendstream endobj\n"
        )
    };
    let all = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[3 0 R 4 0 R 5 0 R 3 0 R]>>endobj\n{}{}{}",
        page(3),
        page(4),
        page(5)
    );
    assert_eq!(
        pages(all.as_bytes()).text,
        "Words of page 3.\n\nWords of page 4.\n\nWords of page 5."
    );
}

#[test]
fn loops_and_bombs_end() {
    let kids = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Kids[2 0 R 2 0 R 3 0 R]>>endobj\n3 0 obj 3 0 R endobj";
    assert_eq!(pages(kids.as_bytes()).fault, Some(Fault::Broken));
    let form = file("/X Do /X Do", "<</Subtype/Form/Resources<</XObject<</X 5 0 R>>>>/Length 11>>stream\n/X Do /X Do\nendstream ")
        .replace("/Font<</F1 5 0 R>>", "/XObject<</X 5 0 R>>");
    pages(form.as_bytes());
    let mut bomb = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    bomb.write_all(&vec![b' '; 60 << 20]).expect("memory");
    let bomb = bomb.finish().expect("memory");
    let mut made = b"%PDF-1.4\n3 0 obj<</Type/Page/Contents[4 0 R 4 0 R 4 0 R 4 0 R 4 0 R 4 0 R 4 0 R]>>endobj\n4 0 obj<</Filter/FlateDecode>>stream\n".to_vec();
    made.extend(&bomb);
    made.extend(b"\nendstream endobj");
    assert_eq!(pages(&made).text, "");
}

proptest! {
    #[test]
    fn any_file_is_read(at in any::<usize>(), byte in any::<u8>(), cut in any::<usize>()) {
        let mut made = file("BT /F1 12 Tf 50 700 Td [(We) -300 (wait.)] TJ T* (a) ' 1 1 (b) \" ET", "<</Type/Font/Encoding<</Differences[65/eacute/B]>>/FirstChar 65/Widths[500 600]>>").into_bytes();
        let n = made.len();
        made[at % n] = byte;
        pages(&made);
        made.truncate(cut % n);
        pages(&made);
    }
}
