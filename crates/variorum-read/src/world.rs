//! The files under the paths. Folders are walked, hidden files and linked folders left out; a file is read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use variorum_model::{Notice, Rule};

use crate::capture::remark;
use crate::fetch::is_address;
use crate::foreign::addresses;
use crate::format::reason;
use crate::lexicon::FURNITURE;

/// Files found so far, by what they really are, so that two spellings of a path are one file.
#[derive(Debug, Default)]
pub(crate) struct Search {
    /// What it really is, and the spelling that is shown.
    pub files: BTreeMap<PathBuf, PathBuf>,
    twice: BTreeMap<PathBuf, usize>,
    /// Paths that cannot be read, and why.
    pub refused: Vec<(PathBuf, String)>,
}

impl Search {
    pub fn visit(&mut self, path: &Path) {
        if is_no_file(path) {
            return self.add(path);
        }
        match fs::metadata(path) {
            Err(error) => self.refused.push((path.to_owned(), reason(&error))),
            // a pattern such as `folder/*` names it beside its page
            Ok(metadata) if metadata.is_dir() && belongs_to_page(path) => {}
            Ok(metadata) if metadata.is_dir() => self.walk(path),
            Ok(metadata) => match listed(path, metadata.len()) {
                Some(addresses) => {
                    addresses.iter().for_each(|address| self.add(Path::new(address)));
                }
                None => self.add(path),
            },
        }
    }

    /// Everything in the folder; a stack instead of recursion, so that depth costs no stack.
    fn walk(&mut self, folder: &Path) {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.refused.push((folder, reason(&error)));
                    continue;
                }
            };
            for entry in entries.flatten() {
                if entry.file_name().to_string_lossy().starts_with('.') {
                    continue;
                }
                let path = entry.path();
                // A linked folder may lead back up; a linked file may not.
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && belongs_to_page(&path) => {}
                    Ok(kind) if kind.is_dir() => folders.push(path),
                    Ok(kind) if kind.is_file() || (kind.is_symlink() && path.is_file()) => {
                        self.add(&path);
                    }
                    _ => {}
                }
            }
        }
    }

    fn add(&mut self, path: &Path) {
        let real = if is_no_file(path) {
            path.to_owned()
        } else {
            fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
        };
        match self.files.get_mut(&real) {
            None => {
                self.files.insert(real, path.to_owned());
            }
            Some(kept) => {
                // The spelling that stays is the least one, whatever the order of the arguments.
                if path < kept.as_path() {
                    path.clone_into(kept);
                }
                *self.twice.entry(real).or_insert(1) += 1;
            }
        }
    }

    /// A remark on each file that was named more than once.
    pub fn repeats(&self) -> Vec<Notice> {
        let message = |real: &PathBuf, n_times: &usize| {
            let path = self.files.get(real).unwrap_or(real);
            format!("`{}` is named {n_times} times; read once", path.display())
        };
        self.twice.iter().map(|(real, n)| remark(Rule::DuplicateReport, message(real, n))).collect()
    }
}

/// Longest list of addresses, in bytes.
const LONGEST_LIST: u64 = 1 << 20;

/// The addresses of a file that holds nothing else: whoever names it wants what they name.
fn listed(path: &Path, n_bytes: u64) -> Option<Vec<String>> {
    let bytes = if n_bytes <= LONGEST_LIST { fs::read(path).ok()? } else { return None };
    addresses(std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).ok()?)
}

/// True for the folder of pictures and scripts that a browser saves beside a page: "Ferry stops_files" by
/// "Ferry stops.html". What is in it is part of that page.
fn belongs_to_page(folder: &Path) -> bool {
    let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let endings = &FURNITURE.saved_page.folders;
    let Some(page) = endings.iter().find_map(|ending| name.strip_suffix(ending.as_str())) else {
        return false;
    };
    let is_page = |ending: &str| folder.with_file_name(format!("{page}{ending}")).is_file();
    !page.is_empty() && [".html", ".htm", ".xhtml", ".HTML", ".HTM"].into_iter().any(is_page)
}

/// Standard input or an address.
fn is_no_file(path: &Path) -> bool {
    path == Path::new("-") || path.to_str().is_some_and(is_address)
}
