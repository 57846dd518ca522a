//! The operators of a page: which letters it shows, and where.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::file::{File, Page};
use super::font::Font;
use super::object::{Dict, Lexer, Object};

/// Operators of all pages together.
const MOST_STEPS: usize = 4_000_000;
/// Letters of all pages together.
const MOST_LETTERS: usize = 8_000_000;
/// Forms inside one another.
const MOST_FORMS: usize = 8;
/// Forms of all pages together.
const MOST_FORM_CALLS: usize = 20_000;
/// Operands of one operator.
const MOST_OPERANDS: usize = 4_096;
/// Saved states.
const MOST_SAVED: usize = 256;

/// Letters that were shown together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    pub text: String,
    /// Left end of the base line, in points from the page's lower left.
    pub x: f64,
    pub y: f64,
    /// Right end.
    pub end: f64,
    /// Height of the letters.
    pub size: f64,
}

/// Six numbers that move and stretch: `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
type Matrix = [f64; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(first: &Matrix, then: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *then;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// What the operators set.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
}

/// Reads the pages of a file.
pub(super) struct Reader<'f, 'a> {
    file: &'f mut File<'a>,
    /// Fonts by the number of their object.
    fonts: BTreeMap<u32, Rc<Font>>,
    steps_left: usize,
    forms_left: usize,
    pub n_letters: usize,
    /// Letters of which nothing tells what they are.
    pub n_unknown: usize,
}

struct Run {
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    pieces: Vec<Piece>,
}

impl<'f, 'a> Reader<'f, 'a> {
    pub fn new(file: &'f mut File<'a>) -> Self {
        Self {
            file,
            fonts: BTreeMap::new(),
            steps_left: MOST_STEPS,
            forms_left: MOST_FORM_CALLS,
            n_letters: 0,
            n_unknown: 0,
        }
    }

    /// True where a limit was met.
    pub const fn is_spent(&self) -> bool {
        self.steps_left == 0 || self.n_letters >= MOST_LETTERS
    }

    /// What a page shows, in the order in which it does.
    pub fn page(&mut self, page: &Page) -> Vec<Piece> {
        let mut bytes = Vec::new();
        for part in page.contents.iter().take(MOST_OPERANDS) {
            if let Some((_, part)) = self.file.stream(part) {
                bytes.extend(part);
                bytes.push(b'\n');
            }
        }
        let state = State {
            page: UNIT,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
        };
        let mut run = Run { state, saved: Vec::new(), text: UNIT, line: UNIT, pieces: Vec::new() };
        self.operators(&bytes, &page.resources, &mut run, 0);
        run.pieces
    }

    fn operators(&mut self, bytes: &[u8], resources: &Dict, run: &mut Run, n_forms: usize) {
        let mut lexer = Lexer::new(bytes, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.object() {
            let Object::Word(word) = object else {
                if operands.len() < MOST_OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            self.steps_left = self.steps_left.saturating_sub(1);
            if self.is_spent() {
                return;
            }
            match word.as_slice() {
                b"Tf" => self.set_font(&operands, resources, run),
                b"Do" => self.form(&operands, resources, run, n_forms),
                b"ID" => skip_picture(&mut lexer),
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    if word == b"\""
                        && let [Object::Number(words), Object::Number(letters), ..] = operands[..]
                    {
                        (run.state.word_space, run.state.letter_space) = (words, letters);
                    }
                    if word == b"'" || word == b"\"" {
                        run.next_line(0.0, -run.state.leading);
                    }
                    if let Some(shown) = operands.last() {
                        self.show(shown, run);
                    }
                }
                word => run.set(word, &operands),
            }
            operands.clear();
        }
    }

    fn set_font(&mut self, operands: &[Object], resources: &Dict, run: &mut Run) {
        let [.., Object::Name(name), Object::Number(size)] = operands else { return };
        run.state.size = *size;
        run.state.font = None;
        let Some(Object::Dict(fonts)) = self.file.get(resources, "Font") else { return };
        let Some(font) = fonts.get(name) else { return };
        if let Object::Reference(id) = font
            && let Some(known) = self.fonts.get(id)
        {
            run.state.font = Some(Rc::clone(known));
            return;
        }
        let Some(dict) = self.file.dict(font) else { return };
        let made = Rc::new(Font::of(self.file, &dict));
        if let Object::Reference(id) = font {
            self.fonts.insert(*id, Rc::clone(&made));
        }
        run.state.font = Some(made);
    }

    /// A form is a page inside the page.
    fn form(&mut self, operands: &[Object], resources: &Dict, run: &mut Run, n_forms: usize) {
        let [Object::Name(name)] = operands else { return };
        if n_forms >= MOST_FORMS || self.forms_left == 0 {
            return;
        }
        self.forms_left -= 1;
        let Some(Object::Dict(forms)) = self.file.get(resources, "XObject") else { return };
        let Some(form) = forms.get(name) else { return };
        let Some(dict) = self.file.dict(form) else { return };
        if self.file.get(&dict, "Subtype").as_ref().and_then(Object::name) != Some("Form") {
            return;
        }
        let Some((dict, bytes)) = self.file.stream(form) else { return };
        let own = match self.file.get(&dict, "Resources") {
            Some(Object::Dict(own)) => own,
            _ => resources.clone(),
        };
        let before = run.state.clone();
        let n_saved = run.saved.len();
        if let Some(matrix) = dict.get("Matrix").and_then(Object::array).and_then(matrix) {
            run.state.page = times(&matrix, &run.state.page);
        }
        self.operators(&bytes, &own, run, n_forms + 1);
        run.saved.truncate(n_saved);
        run.state = before;
    }

    fn show(&mut self, shown: &Object, run: &mut Run) {
        let parts = match shown {
            Object::Array(parts) => parts.as_slice(),
            text => std::slice::from_ref(text),
        };
        let state = run.state.clone();
        let plain = Rc::new(Font::default());
        let font = state.font.as_ref().unwrap_or(&plain);
        for part in parts {
            match part {
                Object::Number(back) => run.forward(-back / 1000.0 * state.size * state.stretch),
                Object::Text(bytes) => {
                    let start = run.place();
                    let mut text = String::new();
                    for glyph in font.glyphs(bytes) {
                        self.n_letters += 1;
                        match &glyph.letters {
                            Some(letters) => text.push_str(letters),
                            None => self.n_unknown += 1,
                        }
                        let spaces = state.letter_space
                            + if glyph.is_space { state.word_space } else { 0.0 };
                        run.forward((glyph.width / 1000.0 * state.size + spaces) * state.stretch);
                    }
                    if !text.is_empty() {
                        let (end, _) = run.place();
                        let (x, y) = start;
                        run.pieces.push(Piece { text, x, y, end, size: run.height() });
                    }
                }
                _ => {}
            }
        }
    }
}

impl Run {
    /// Operators that set something.
    fn set(&mut self, word: &[u8], operands: &[Object]) {
        let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
        match word {
            b"q" if self.saved.len() < MOST_SAVED => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(saved) = self.saved.pop() {
                    self.state = saved;
                }
            }
            b"cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.page = times(&matrix, &self.state.page);
                }
            }
            b"BT" => (self.text, self.line) = (UNIT, UNIT),
            b"Tm" => {
                if let Some(matrix) = matrix(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"TL" => self.state.leading = number(0),
            b"Tc" => self.state.letter_space = number(0),
            b"Tw" => self.state.word_space = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            // text that a reader cannot see is read too: what a scanner's software read stands under its picture
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn forward(&mut self, x: f64) {
        if x.is_finite() {
            self.text = times(&[1.0, 0.0, 0.0, 1.0, x, 0.0], &self.text);
        }
    }

    /// Where the next letter stands.
    fn place(&self) -> (f64, f64) {
        let whole = times(&self.text, &self.state.page);
        (whole[4], whole[5])
    }

    fn height(&self) -> f64 {
        let whole = times(&self.text, &self.state.page);
        (self.state.size * whole[2].hypot(whole[3])).abs()
    }
}

fn matrix(numbers: &[Object]) -> Option<Matrix> {
    let mut matrix = UNIT;
    if numbers.len() < 6 {
        return None;
    }
    for (own, number) in matrix.iter_mut().zip(numbers) {
        *own = number.number()?;
    }
    Some(matrix)
}

/// The bytes of a picture that stands among the operators.
fn skip_picture(lexer: &mut Lexer) {
    let rest = lexer.bytes.get(lexer.at..).unwrap_or_default();
    let end = [&b"\nEI"[..], b" EI", b"\rEI"]
        .iter()
        .filter_map(|mark| memchr::memmem::find(rest, mark))
        .min();
    lexer.at += end.map_or(rest.len(), |end| end + 3);
}
