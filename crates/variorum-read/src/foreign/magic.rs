//! Kinds of files that are told by how they begin.

/// A kind of input that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// With its article, as a sentence names it.
    pub name: &'static str,
    /// What to do instead.
    pub hint: &'static str,
}

const TYPE: &str = "put the words that it shows into a text file";
const EXPORT: &str = "export its rows as JSON lines with a `text` field";
const SAVE: &str = "save it as DOCX, ODT, HTML or plain text";
const UNPACK: &str = "unpack it and name the folder";
const TRANSCRIBE: &str = "name its transcript instead (text, .srt or .vtt)";
const PROGRAM: &str = "keep it out of the folder of reports";

/// First bytes, how far in they stand, and what they tell.
const MAGIC: &[(usize, &[u8], Kind)] = &[
    (0, b"\x89PNG\r\n\x1a\n", Kind { name: "a PNG picture", hint: TYPE }),
    (0, b"\xff\xd8\xff", Kind { name: "a JPEG picture", hint: TYPE }),
    (0, b"GIF87a", Kind { name: "a GIF picture", hint: TYPE }),
    (0, b"GIF89a", Kind { name: "a GIF picture", hint: TYPE }),
    (8, b"WEBPVP8", Kind { name: "a WebP picture", hint: TYPE }),
    (0, b"II*\0", Kind { name: "a TIFF picture", hint: TYPE }),
    (0, b"MM\0*", Kind { name: "a TIFF picture", hint: TYPE }),
    (0, b"\0\0\x01\0", Kind { name: "an icon", hint: TYPE }),
    (4, b"ftypavif", Kind { name: "an AVIF picture", hint: TYPE }),
    (4, b"ftyphei", Kind { name: "a HEIC picture", hint: TYPE }),
    (4, b"ftypmif1", Kind { name: "a HEIC picture", hint: TYPE }),
    (4, b"ftypM4A", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (4, b"ftyp", Kind { name: "a film", hint: TRANSCRIBE }),
    (0, b"\x1a\x45\xdf\xa3", Kind { name: "a film", hint: TRANSCRIBE }),
    (8, b"AVI LIST", Kind { name: "a film", hint: TRANSCRIBE }),
    (8, b"WAVEfmt", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (0, b"OggS\0", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (0, b"fLaC\0", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (0, b"ID3\x02", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (0, b"ID3\x03", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (0, b"ID3\x04", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (0, b"\xff\xfb", Kind { name: "a sound recording", hint: TRANSCRIBE }),
    (0, b"SQLite format 3\0", Kind { name: "an SQLite database", hint: EXPORT }),
    (4, b"\0\x01\0\0Standard Jet DB", Kind { name: "an Access database", hint: EXPORT }),
    (4, b"Standard ACE DB", Kind { name: "an Access database", hint: EXPORT }),
    (0, b"PAR1", Kind { name: "a Parquet table", hint: EXPORT }),
    (0, b"ARROW1\0\0", Kind { name: "an Arrow table", hint: EXPORT }),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind { name: "an old Office document", hint: SAVE }),
    (0, b"Rar!\x1a\x07", Kind { name: "a RAR archive", hint: UNPACK }),
    (0, b"7z\xbc\xaf\x27\x1c", Kind { name: "a 7z archive", hint: UNPACK }),
    (0, b"BZh", Kind { name: "a bzip2 file", hint: UNPACK }),
    (0, b"\xfd7zXZ\0", Kind { name: "an xz file", hint: UNPACK }),
    (257, b"ustar", Kind { name: "a tar archive", hint: UNPACK }),
    (0, b"bplist00", Kind { name: "a property list", hint: "save the page as HTML or MHTML" }),
    (0, b"wOFF", Kind { name: "a font", hint: PROGRAM }),
    (0, b"wOF2", Kind { name: "a font", hint: PROGRAM }),
    (0, b"\0\x01\0\0\0", Kind { name: "a font", hint: PROGRAM }),
    (0, b"OTTO\0", Kind { name: "a font", hint: PROGRAM }),
    (0, b"\x7fELF", Kind { name: "a program", hint: PROGRAM }),
    (0, b"MZ\x90\0", Kind { name: "a program", hint: PROGRAM }),
    (0, b"\0asm\x01\0", Kind { name: "a program", hint: PROGRAM }),
    (0, b"\xca\xfe\xba\xbe", Kind { name: "a program", hint: PROGRAM }),
    (0, b"\xcf\xfa\xed\xfe", Kind { name: "a program", hint: PROGRAM }),
];

/// Beginnings that hold nothing but letters: told where the text begins with them exactly.
const OPENINGS: &[(&str, Kind)] = &[
    ("{\\rtf1", Kind { name: "an RTF document", hint: SAVE }),
    ("%!PS-Adobe", Kind { name: "a PostScript document", hint: "save it as PDF or plain text" }),
    ("BEGIN:VCALENDAR", Kind { name: "a calendar", hint: TYPE }),
    ("BEGIN:VCARD", Kind { name: "an address card", hint: TYPE }),
    ("-----BEGIN PGP ", Kind { name: "a PGP message", hint: "decrypt it first" }),
    ("-----BEGIN CERTIFICATE", Kind { name: "a certificate", hint: PROGRAM }),
];

/// What the first bytes tell. Only bytes that no text begins with: a kind that begins with letters alone
/// must have control characters behind them.
pub(super) fn of_bytes(head: &[u8]) -> Option<Kind> {
    let found = MAGIC
        .iter()
        .find(|(at, magic, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic)))?;
    let has_control = || head[..head.len().min(512)].iter().any(|byte| *byte < 9);
    let is_sure = !found.1.is_ascii() || found.1.contains(&0) || has_control();
    is_sure.then_some(found.2)
}

/// What a text tells by how it begins.
pub(super) fn of_text(text: &str) -> Option<Kind> {
    let text = text.trim_start();
    OPENINGS.iter().find(|(opening, _)| text.starts_with(opening)).map(|(_, kind)| *kind)
}

/// What a zip file is, told by the names of what it holds; `None` where it is read.
pub(crate) fn of_zip<'a>(mut names: impl Iterator<Item = &'a str>) -> Kind {
    let found = names.find_map(|name| {
        Some(match name {
            name if name.starts_with("xl/") => Kind { name: "a spreadsheet (XLSX)", hint: EXPORT },
            name if name.starts_with("ppt/") => Kind { name: "a presentation (PPTX)", hint: SAVE },
            "META-INF/container.xml" => Kind { name: "a book (EPUB)", hint: SAVE },
            name if name.starts_with("Index/") => {
                Kind { name: "a Pages or Numbers document", hint: SAVE }
            }
            name if name.starts_with("META-INF/MANIFEST") => {
                Kind { name: "a program", hint: PROGRAM }
            }
            _ => return None,
        })
    });
    found.unwrap_or(Kind { name: "a zip file of other files", hint: UNPACK })
}
