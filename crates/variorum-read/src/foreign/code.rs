//! Source code and style sheets: most of their lines end, begin or are built as no line of prose is.

use super::Kind;

const HINT: &str = "keep it out of the folder of reports";
/// Lines that are looked at.
const MOST_LINES: usize = 200;
/// Names that programs and style sheets go by.
const NAMES: &[&str] = &[
    ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".css", ".scss", ".less", ".py", ".rb", ".php",
    ".java", ".c", ".h", ".cpp", ".hpp", ".cs", ".go", ".rs", ".swift", ".kt", ".sh", ".bash",
    ".ps1", ".sql", ".r", ".lua", ".pl", ".toml", ".ini", ".yaml", ".yml", ".map",
];
/// Beginnings of a line of code.
const OPENINGS: &[&str] = &[
    "function ",
    "function(",
    "var ",
    "let ",
    "const ",
    "return ",
    "import ",
    "export ",
    "from ",
    "#include",
    "#define",
    "def ",
    "class ",
    "if (",
    "if(",
    "for (",
    "for(",
    "while (",
    "else {",
    "} else",
    "public ",
    "private ",
    "static ",
    "@media",
    "@import",
    "@charset",
    "@font-face",
    "package ",
    "using ",
    "fn ",
    "pub ",
    "use ",
    "//",
    "/*",
    "*/",
    "#!",
    "!function",
    "(function",
    "window.",
    "document.",
    "self.",
    "try:",
    "try {",
    "SELECT ",
    "CREATE ",
    "INSERT ",
];

/// Told by its marks: braces, semicolons at line ends, assignments. A name that says so needs fewer of them.
pub(super) fn code(name: &str, text: &str) -> Option<Kind> {
    let is_named = NAMES.iter().any(|end| name.ends_with(end));
    if text.starts_with("#!/") {
        return Some(Kind { name: "a script", hint: HINT });
    }
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(MOST_LINES).collect();
    if lines.is_empty() || (lines[0].starts_with('<') && !lines[0].starts_with("<?php")) {
        return None;
    }
    let n_code = lines.iter().filter(|line| is_code(line)).count();
    let n_prose = lines.iter().filter(|line| is_prose(line)).count();
    let share = if is_named { 3 } else { 2 };
    let enough = if is_named { 1 } else { 3 };
    let is_code = n_code >= enough && n_code * share > lines.len() && n_prose * 4 <= lines.len();
    let is_dense = lines.iter().any(|line| is_dense(line)) && n_prose * 4 <= lines.len();
    if !is_code && !is_dense {
        return None;
    }
    let is_css = name.ends_with(".css")
        || lines.iter().filter(|line| is_rule(line)).count() * 3 > lines.len();
    Some(Kind { name: if is_css { "a style sheet" } else { "source code" }, hint: HINT })
}

/// A line that only a program or a style sheet has.
fn is_code(line: &str) -> bool {
    let ends = line.ends_with([';', '{', '}']) || line.ends_with("};") || line.ends_with("});");
    let begins = OPENINGS.iter().any(|opening| line.starts_with(opening));
    let holds = ["=>", "==", "&&", "||", "();", ") {", " = ", "): ", "</", "::", "->"]
        .iter()
        .any(|mark| line.contains(mark));
    let is_call =
        line.ends_with(')') && line.contains('(') && !line.contains(". ") && !line.contains(' ');
    let prose = is_prose(line);
    (ends && !prose && (begins || holds || line.contains(['(', '{', '}', ':', '=', '"'])))
        || (begins && (holds || line.ends_with(':') || line.contains(['(', '=', '{'])) && !prose)
        || (holds && ends)
        || is_call
        || is_rule(line)
}

/// A whole program in one line, as pages pack them.
fn is_dense(line: &str) -> bool {
    let n_marks = line.matches(['{', '}', ';', '(', ')', '=']).count();
    let n_words = line.split_whitespace().count();
    line.len() >= 30 && n_marks >= 6 && line.contains(['{', ';']) && n_marks * 2 > n_words
}

/// A declaration or the head of a rule of a style sheet.
fn is_rule(line: &str) -> bool {
    let is_declaration = line.split_once(':').is_some_and(|(property, value)| {
        !property.is_empty()
            && property.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            && value.ends_with(';')
            && !value.contains(". ")
    });
    is_declaration
        || (line.ends_with('}') && line.contains('{') && line.contains(':') && !line.contains(". "))
}

/// Words as sentences have them: five or more with letters alone, and a sentence's end.
fn is_prose(line: &str) -> bool {
    let n_words = line
        .split_whitespace()
        .filter(|word| {
            let word = word
                .trim_matches(|c: char| c.is_ascii_punctuation() || matches!(c, '“' | '”' | '’'));
            !word.is_empty()
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
        })
        .count();
    n_words >= 5 && n_words * 10 >= line.split_whitespace().count() * 7
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_is_told_by_its_marks() {
        for (name, text, expected) in [
            ("app.js", "var a=\"He said hello\";function f(){return \"x\";}", Some("source code")),
            ("style.css", "body{margin:0}", Some("a style sheet")),
            (
                "a.txt",
                "body {\n  margin: 0;\n  color: red;\n}\n.a { top: 1px; }",
                Some("a style sheet"),
            ),
            (
                "a.txt",
                "import os\n\ndef main(path):\n    return os.listdir(path)\n\nif __name__ == \"__main__\":\n    main(\".\")\n",
                Some("source code"),
            ),
            ("a.py", "import os\nprint(os.getcwd())\n", Some("source code")),
            ("run", "#!/bin/sh\nls\n", Some("a script")),
            ("a.js", "The ferry stopped on Monday, the mayor said.", None),
            (
                "a.txt",
                "“We import; they export;” she said.\nLet it be; it was late;\nFor us, it is over;",
                None,
            ),
            ("a.txt", "Price: 5;\nTown: Elm;\n", None),
            ("a.rs", "The ferry stopped on Monday, the mayor said.\n\n“No,” she said.", None),
        ] {
            assert_eq!(code(name, text).map(|kind| kind.name), expected, "{text}");
        }
    }
}
