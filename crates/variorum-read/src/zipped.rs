//! Zip files, told by what they hold: packed web archives, documents of office programs, and what is not read.

use std::io::{Read, Seek};
use std::ops::ControlFlow;

use zip::ZipArchive;

use variorum_model::Rule;

use crate::capture::remark;
use crate::foreign::{of_zip, refusal};
use crate::office;
use crate::record::{Emit, Item};
use crate::wacz;

/// Entries of the zip file that are looked at.
const MAX_ENTRIES: usize = 100_000;

/// Reads what a zip file holds.
pub(crate) fn read(name: &str, input: impl Read + Seek, emit: Emit<'_>) -> ControlFlow<()> {
    let mut zip = match ZipArchive::new(input) {
        Ok(zip) => zip,
        Err(error) => {
            let message = format!("`{name}` is no readable zip file: {error}; left out");
            return emit(Item::Notice(remark(Rule::ZipBroken, message)));
        }
    };
    let names = zip.file_names().take(MAX_ENTRIES).flatten();
    let mut names: Vec<String> = names.map(std::borrow::Cow::into_owned).collect();
    names.sort_unstable();
    if let Some(document) = office::Document::among(&names) {
        return emit(office::read(name, &mut zip, document));
    }
    let is_wacz = names.iter().any(|path| wacz::is_archive(path) || path == "datapackage.json");
    if !is_wacz {
        let kind = of_zip(names.iter().map(String::as_str));
        return emit(Item::Notice(refusal(&format!("`{name}`"), kind)));
    }
    wacz::read(name, &mut zip, &names, emit)
}
