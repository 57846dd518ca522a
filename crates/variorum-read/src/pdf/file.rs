//! A file's objects and its pages.
//!
//! Objects are found by looking for `N G obj`: the table at the file's end is wrong in a mended file and gone in one
//! that was cut off. Of an object that stands there twice the later one counts, as an update writes it.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;

use super::filter::unpack;
use super::object::{Dict, Id, Lexer, Object, is_space};

/// Objects of one file.
const MOST_OBJECTS: usize = 500_000;
/// Unpacked bytes of all streams together.
const MOST_BYTES: usize = 192 << 20;
/// Unpacked bytes of one stream.
const MOST_STREAM: usize = 48 << 20;
/// Steps from a reference to what it names.
const MOST_STEPS: usize = 16;
/// Levels of the tree of pages.
const MOST_LEVELS: usize = 64;

/// Where an object stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// At that byte of the file.
    File(usize),
    /// In that unpacked stream of objects, at that byte.
    Packed(usize, usize),
}

/// A file with its objects found.
#[derive(Debug)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    places: BTreeMap<Id, Place>,
    /// Streams that hold objects, unpacked.
    packed: Vec<Vec<u8>>,
    trailers: Vec<Dict>,
    bytes_left: usize,
}

/// A page: what its operators are, and what they may name.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub contents: Vec<Object>,
    pub resources: Dict,
}

impl<'a> File<'a> {
    pub fn open(bytes: &'a [u8]) -> Self {
        let mut file = Self {
            bytes,
            places: BTreeMap::new(),
            packed: Vec::new(),
            trailers: Vec::new(),
            bytes_left: MOST_BYTES,
        };
        file.find_objects();
        file
    }

    fn find_objects(&mut self) {
        let mut at = 0;
        let mut streams: Vec<Id> = Vec::new();
        while let Some(found) = memmem::find(&self.bytes[at..], b"obj") {
            let word = at + found;
            at = word + 3;
            if self.bytes[..word].ends_with(b"end") {
                continue;
            }
            let Some(id) = id_before(self.bytes, word) else { continue };
            if self.places.len() >= MOST_OBJECTS {
                break;
            }
            self.places.insert(id, Place::File(at));
            let mut lexer = Lexer::new(self.bytes, at);
            let Some(Object::Dict(dict)) = lexer.object() else { continue };
            let Some(data) = stream_start(&lexer) else { continue };
            match dict.get("Type").and_then(Object::name) {
                Some("ObjStm") => streams.push(id),
                Some("XRef") => self.trailers.push(dict.clone()),
                _ => {}
            }
            // numbers inside a stream are no objects
            at = self.stream_end(&dict, data).max(at);
        }
        self.find_trailers();
        for id in streams {
            self.open_stream(id);
        }
    }

    fn find_trailers(&mut self) {
        for at in memmem::find_iter(self.bytes, b"trailer").take(1_000) {
            if let Some(Object::Dict(dict)) = Lexer::new(self.bytes, at + 7).object() {
                self.trailers.push(dict);
            }
        }
    }

    /// Finds the objects of a stream that holds some; one that stands in the file itself, later, counts more.
    fn open_stream(&mut self, id: Id) {
        let Some((dict, bytes)) = self.stream(&Object::Reference(id)) else { return };
        let number = |file: &Self, name: &str| {
            dict.get(name).and_then(|value| file.resolve(value).number()).unwrap_or(0.0).max(0.0)
                as usize
        };
        let (n, first) = (number(self, "N").min(MOST_OBJECTS), number(self, "First"));
        let stream_at = match self.places.get(&id) {
            Some(Place::File(at)) => *at,
            _ => 0,
        };
        let mut lexer = Lexer::new(&bytes, 0);
        let mut found = Vec::new();
        for _ in 0..n {
            let (Some(Object::Number(id)), Some(Object::Number(offset))) =
                (lexer.object(), lexer.object())
            else {
                break;
            };
            found.push((id as Id, first.saturating_add(offset.max(0.0) as usize)));
        }
        let place = self.packed.len();
        for (id, offset) in found.into_iter().take(MOST_OBJECTS.saturating_sub(self.places.len())) {
            let is_later = match self.places.get(&id) {
                Some(Place::File(at)) => *at < stream_at,
                _ => true,
            };
            if is_later {
                self.places.insert(id, Place::Packed(place, offset));
            }
        }
        self.packed.push(bytes);
    }

    pub fn is_encrypted(&self) -> bool {
        self.trailers.iter().any(|trailer| {
            trailer.get("Encrypt").is_some_and(|encrypt| *self.resolve(encrypt) != Object::Null)
        })
    }

    fn load(&self, id: Id) -> Option<(Object, Option<usize>)> {
        match *self.places.get(&id)? {
            Place::File(at) => {
                let mut lexer = Lexer::new(self.bytes, at);
                let object = lexer.object()?;
                let data = stream_start(&lexer);
                Some((object, data))
            }
            Place::Packed(stream, at) => {
                let object = Lexer::new(self.packed.get(stream)?, at).object()?;
                Some((object, None))
            }
        }
    }

    /// What the object names, references followed.
    pub fn resolve(&self, object: &Object) -> Box<Object> {
        let mut object = object.clone();
        for _ in 0..MOST_STEPS {
            let Object::Reference(id) = object else { return Box::new(object) };
            object = self.load(id).map_or(Object::Null, |(object, _)| object);
        }
        Box::new(Object::Null)
    }

    pub fn dict(&self, object: &Object) -> Option<Dict> {
        match *self.resolve(object) {
            Object::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// What the dictionary has under that name, references followed.
    pub fn get(&self, dict: &Dict, name: &str) -> Option<Object> {
        dict.get(name).map(|value| *self.resolve(value)).filter(|value| *value != Object::Null)
    }

    /// The dictionary and the unpacked bytes of a stream.
    pub fn stream(&mut self, object: &Object) -> Option<(Dict, Vec<u8>)> {
        let Object::Reference(id) = object else { return None };
        let (Object::Dict(mut dict), Some(data)) = self.load(*id)? else { return None };
        for name in ["Filter", "DecodeParms"] {
            if let Some(value) = self.get(&dict, name) {
                let value = match value {
                    Object::Array(array) => {
                        Object::Array(array.iter().map(|one| *self.resolve(one)).collect())
                    }
                    value => value,
                };
                dict.insert(name.to_owned(), value);
            }
        }
        let end = self.stream_end(&dict, data);
        let bytes = unpack(&dict, &self.bytes[data..end], self.bytes_left.min(MOST_STREAM))?;
        self.bytes_left -= bytes.len().min(self.bytes_left);
        Some((dict, bytes))
    }

    /// Where a stream that begins at `data` ends: as its length says, where that is right, else at `endstream`.
    fn stream_end(&self, dict: &Dict, data: usize) -> usize {
        let length = dict.get("Length").and_then(Object::number).filter(|length| *length >= 0.0);
        if let Some(end) = length.and_then(|length| data.checked_add(length as usize))
            && let Some(behind) = self.bytes.get(end..)
        {
            let behind = &behind[..behind.len().min(20)];
            let n_space = behind.iter().take_while(|byte| is_space(**byte)).count();
            if behind[n_space..].starts_with(b"endstream") {
                return end;
            }
        }
        memmem::find(&self.bytes[data..], b"endstream")
            .map_or(self.bytes.len(), |found| data + found)
    }

    /// The pages in order; all that look like one, where there is no tree of them.
    pub fn pages(&self, most: usize) -> Vec<Page> {
        let mut pages = Vec::new();
        let root = self.trailers.iter().rev().find_map(|trailer| self.dict(trailer.get("Root")?));
        let root = root
            .filter(|root| root.contains_key("Pages"))
            .or_else(|| self.of_type("Catalog").pop());
        if let Some(tree) = root.as_ref().and_then(|root| root.get("Pages")) {
            self.walk(tree, most, &mut pages);
        }
        if pages.is_empty() {
            pages = self
                .of_type("Page")
                .iter()
                .take(most)
                .map(|dict| self.page(dict, &Dict::new()))
                .collect();
        }
        pages
    }

    /// Dictionaries of that type, in order of their numbers.
    fn of_type(&self, name: &str) -> Vec<Dict> {
        let dicts = self.places.keys().filter_map(|id| self.dict(&Object::Reference(*id)));
        dicts.filter(|dict| dict.get("Type").and_then(Object::name) == Some(name)).collect()
    }

    /// Walks the tree of pages with a stack; what was seen is not entered again.
    fn walk(&self, tree: &Object, most: usize, pages: &mut Vec<Page>) {
        let mut seen = BTreeSet::new();
        let mut open = vec![(tree.clone(), Dict::new(), 0)];
        while let Some((node, inherited, level)) = open.pop() {
            if let Object::Reference(id) = node
                && !seen.insert(id)
            {
                continue;
            }
            let Some(dict) = self.dict(&node) else { continue };
            let resources = match self.get(&dict, "Resources") {
                Some(Object::Dict(own)) => own,
                _ => inherited,
            };
            match self.get(&dict, "Kids") {
                Some(Object::Array(kids)) if level < MOST_LEVELS => {
                    let kids = kids.into_iter().rev();
                    open.extend(kids.map(|kid| (kid, resources.clone(), level + 1)));
                }
                Some(_) => {}
                None => pages.push(self.page(&dict, &resources)),
            }
            if pages.len() >= most || seen.len() > MOST_OBJECTS {
                return;
            }
        }
    }

    fn page(&self, dict: &Dict, inherited: &Dict) -> Page {
        let contents = match dict.get("Contents") {
            Some(reference @ Object::Reference(_)) => match *self.resolve(reference) {
                Object::Array(parts) => parts,
                _ => vec![reference.clone()],
            },
            Some(Object::Array(parts)) => parts.clone(),
            _ => Vec::new(),
        };
        let resources = match self.get(dict, "Resources") {
            Some(Object::Dict(own)) => own,
            _ => inherited.clone(),
        };
        Page { contents, resources }
    }
}

/// The number of the object whose word `obj` stands at `word`.
fn id_before(bytes: &[u8], word: usize) -> Option<Id> {
    let mut at = word;
    let mut number = || {
        while at > 0 && is_space(bytes[at - 1]) {
            at -= 1;
        }
        let end = at;
        while at > 0 && bytes[at - 1].is_ascii_digit() && end - at < 10 {
            at -= 1;
        }
        std::str::from_utf8(&bytes[at..end]).ok()?.parse::<Id>().ok()
    };
    number()?;
    number()
}

/// Where the bytes of a stream begin, where one follows.
fn stream_start(lexer: &Lexer) -> Option<usize> {
    let mut lexer = *lexer;
    lexer.skip_space();
    let rest = lexer.bytes.get(lexer.at..)?.strip_prefix(b"stream")?;
    let line_end = if rest.starts_with(b"\r\n") {
        2
    } else {
        usize::from(rest.starts_with(b"\n") || rest.starts_with(b"\r"))
    };
    Some(lexer.at + 6 + line_end)
}
