//! Packed web archives (WACZ): a zip file with archives inside.
//! Only `archive/*.warc` and `archive/*.warc.gz` are read; indexes and page lists say nothing more of the words.

use std::io::{Read, Seek};
use std::ops::ControlFlow;
use variorum_model::Rule;

use zip::ZipArchive;

use crate::capture::remark;
use crate::record::{Emit, Item};
use crate::warc;

/// An archive inside may unpack to this many bytes, and beyond it to [`RATIO`] times its packed size.
const FREE_BYTES: u64 = 256 << 20;
const RATIO: u64 = 100;

/// Reads the records of the archives inside, in order of their names. Their offsets count in the archive
/// that [`Record::inside`](crate::record::Record::inside) names.
pub(crate) fn read(
    name: &str,
    zip: &mut ZipArchive<impl Read + Seek>,
    names: &[String],
    emit: Emit<'_>,
) -> ControlFlow<()> {
    let inner: Vec<&String> = names.iter().filter(|path| is_archive(path)).collect();
    if inner.is_empty() {
        let message = format!("`{name}` is a zip file without a web archive inside; left out");
        return emit(Item::Notice(remark(Rule::WaczEmpty, message)));
    }
    for path in inner {
        match zip.by_name(path) {
            Ok(entry) => entry_records(name, path, entry, emit)?,
            Err(error) => {
                let message = format!("`{name}`: `{path}` cannot be unpacked: {error}; left out");
                emit(Item::Notice(remark(Rule::WaczBroken, message)))?;
            }
        }
    }
    ControlFlow::Continue(())
}

fn entry_records<R: Read>(
    name: &str,
    path: &str,
    entry: zip::read::ZipFile<'_, R>,
    emit: Emit<'_>,
) -> ControlFlow<()> {
    let limit = FREE_BYTES.max(entry.compressed_size().saturating_mul(RATIO));
    let mut limited = entry.take(limit);
    let full_name = format!("{name}!{path}");
    let mut named = |item| {
        emit(match item {
            Item::Record(mut record) => {
                record.inside = Some(path.to_owned());
                Item::Record(record)
            }
            notice => notice,
        })
    };
    warc::read(&full_name, Box::new(limited.by_ref()), 0, &mut named)?;
    if limited.limit() > 0 {
        return ControlFlow::Continue(());
    }
    let message = format!("`{full_name}` unpacks to far more than its size; the rest is left out");
    emit(Item::Notice(remark(Rule::WaczTooLarge, message)))
}

/// True for the path of an archive inside.
pub(crate) fn is_archive(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    (name.starts_with("archive/") || !name.contains('/'))
        && [".warc", ".warc.gz", ".warc.zst"].iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};
    use std::ops::ControlFlow;

    use proptest::collection::vec;
    use proptest::prelude::{any, proptest};
    use zip::write::{SimpleFileOptions, ZipWriter};

    use crate::record::Item;

    const PAGE: &[u8] = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n\
        WARC-Target-URI: https://a.example/\r\nContent-Length: 4\r\n\r\nText\r\n\r\n";

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

    fn show(bytes: &[u8]) -> Vec<String> {
        let mut shown = Vec::new();
        let flow = crate::zipped::read("a.wacz", Cursor::new(bytes), &mut |item| {
            shown.push(match item {
                Item::Record(record) => format!("{:?} {:?}", record.inside, record.offset),
                Item::Notice(notice) => notice.rule.name().to_owned(),
            });
            ControlFlow::Continue(())
        });
        assert!(flow.is_continue());
        shown
    }

    #[test]
    fn archives_inside_are_read_in_order() {
        let twice = [PAGE, PAGE].concat();
        let bytes = packed(&[
            ("archive/b.warc", &twice),
            ("pages/pages.jsonl", b"{}"),
            ("archive/a.warc", PAGE),
        ]);
        let second = format!("Some(\"archive/b.warc\") Some({})", PAGE.len());
        assert_eq!(
            show(&bytes),
            ["Some(\"archive/a.warc\") Some(0)", "Some(\"archive/b.warc\") Some(0)", &second]
        );
        assert_eq!(show(&packed(&[("datapackage.json", b"{}")])), ["wacz-empty"]);
        assert_eq!(show(&bytes[..bytes.len() / 2]), ["zip-broken"]);
    }

    #[test]
    fn a_bomb_is_cut_off() {
        let bomb = packed(&[("archive/a.warc", &vec![b'a'; 300 << 20])]);
        assert_eq!(show(&bomb), ["warc-broken-record", "wacz-too-large"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..300), at in 0_usize..400, byte in any::<u8>()) {
            show(&bytes);
            let mut broken = packed(&[("archive/a.warc", PAGE)]);
            let at = at % broken.len();
            broken[at] = byte;
            show(&broken);
        }
    }
}
