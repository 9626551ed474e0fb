//! Writes a [`Node`] as YAML that every reader understands alike, YAML 1.1 ones too: block style,
//! and quotes wherever a plain word could be taken for something else.

use super::yaml::{Entry, Item, Node};

/// Where comments are wrapped.
const WIDTH: usize = 100;
const INDENT: usize = 2;

/// The map `entries` as a document, with an empty line between its sections.
pub(super) fn document(head: &[String], entries: &[Entry]) -> String {
    let mut out = Writer::default();
    out.comments(0, head);
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 || !head.is_empty() {
            out.text.push('\n');
        }
        out.comments(0, &entry.comments);
        out.entry(0, entry);
    }
    out.text
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn pad(&mut self, depth: usize) {
        self.text.extend(std::iter::repeat_n(' ', depth * INDENT));
    }

    fn comments(&mut self, depth: usize, comments: &[String]) {
        let width = WIDTH.saturating_sub(depth * INDENT + 2);
        for line in comments.iter().flat_map(|text| wrap(text, width)) {
            self.pad(depth);
            self.text.push('#');
            if !line.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// `key: value`. The caller has written comments and indentation.
    fn entry(&mut self, depth: usize, entry: &Entry) {
        self.text.push_str(&scalar(&entry.key));
        self.text.push(':');
        self.value(depth, &entry.value);
    }

    /// What follows `key:`, `-` or a tag on the same line.
    fn value(&mut self, depth: usize, node: &Node) {
        match node {
            Node::Text(text) => self.end_line(&scalar(text)),
            Node::Number(number) => self.end_line(&number.to_string()),
            Node::Call(function, argument) => {
                self.text.push_str(" !");
                self.text.push_str(function);
                self.value(depth, argument);
            }
            Node::Sequence(items) if items.is_empty() => self.end_line("[]"),
            Node::Map(entries) if entries.is_empty() => self.end_line("{}"),
            Node::Sequence(items) => {
                self.text.push('\n');
                self.sequence(depth + 1, items);
            }
            Node::Map(entries) => {
                self.text.push('\n');
                self.map(depth + 1, entries);
            }
        }
    }

    fn end_line(&mut self, text: &str) {
        self.text.push(' ');
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn map(&mut self, depth: usize, entries: &[Entry]) {
        for entry in entries {
            self.comments(depth, &entry.comments);
            self.pad(depth);
            self.entry(depth, entry);
        }
    }

    fn sequence(&mut self, depth: usize, items: &[Item]) {
        for item in items {
            self.comments(depth, &item.comments);
            match &item.value {
                Node::Map(entries) => self.dashed_map(depth, entries),
                value => {
                    self.pad(depth);
                    self.text.push('-');
                    self.value(depth, value);
                }
            }
        }
    }

    /// A map that begins beside its dash. Comments of its first key stand above the dash.
    fn dashed_map(&mut self, depth: usize, entries: &[Entry]) {
        let Some((first, rest)) = entries.split_first() else {
            self.pad(depth);
            self.text.push_str("- {}\n");
            return;
        };
        self.comments(depth, &first.comments);
        self.pad(depth);
        self.text.push_str("- ");
        self.entry(depth + 1, first);
        self.map(depth + 1, rest);
    }
}

/// Lines of at most `width` characters, broken at blanks. Breaks at every line end that Unicode
/// knows, so that a comment cannot leave its comment.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A string as YAML: bare where it can only be a string, else in double quotes.
fn scalar(text: &str) -> String {
    if plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Begins with a letter or a slash, holds nothing that YAML gives a meaning, and is no word that
/// YAML 1.1 takes for a boolean or null.
fn plain(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan",
    ];
    let first = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let held = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b" /:.,;()_-".contains(&b));
    let ended = text.ends_with([' ', ':']) || text.contains(": ");
    first && held && !ended && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if printable(c) => out.push(c),
            c => out.push_str(&format!("\\U{:08X}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// What YAML 1.2 (5.1, "Character set") lets stand as it is, less its line breaks and the byte-order mark.
fn printable(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use saphyr::{LoadableYamlNode, Yaml};

    use super::super::yaml::{call, entry, item, list, map, reference};
    use super::*;

    #[test]
    fn a_document_as_people_read_it() {
        let entries = [
            entry("Version", "2012-10-17").comment("A date in quotes: YAML 1.1 has dates."),
            entry(
                "Things",
                Node::Sequence(vec![
                    item(map([entry("Name", "yes"), entry("Size", 12)])).comment("Above the dash."),
                    item(reference("Thing")),
                ]),
            ),
            entry(
                "Choice",
                call(
                    "If",
                    list([Node::from("Has"), reference("A"), call("Sub", "${B}")]),
                ),
            ),
            entry("None", map([])),
        ];
        insta::assert_snapshot!(document(&["Head".to_owned(), String::new(), "line".to_owned()], &entries), @r##"
        # Head
        #
        # line

        # A date in quotes: YAML 1.1 has dates.
        Version: "2012-10-17"

        Things:
          # Above the dash.
          - Name: "yes"
            Size: 12
          - !Ref Thing

        Choice: !If
          - Has
          - !Ref A
          - !Sub "${B}"

        None: {}
        "##);
    }

    #[test]
    fn words_that_yaml_takes_for_something_else_are_quoted() {
        for text in [
            "", "no", "Off", "NULL", "~", "12", "1e3", "12:30", "-", "- a", "a: b", "a:", "a #b",
            "*a", "&a", "!a", "%a", "@a", "`a", "a ", "{}", "[a",
        ] {
            assert_eq!(scalar(text), format!("\"{text}\""));
        }
        for text in [
            "iam:GetRole",
            "AWS::Region",
            "/landfast/",
            "Not a word, but (plain) text.",
        ] {
            assert_eq!(scalar(text), text);
        }
    }

    #[test]
    fn comments_stay_comments() {
        let text = "one\ntwo\u{2028}three\rfour\u{85}five";
        assert_eq!(
            document(&[text.to_owned()], &[]),
            "# one two three four five\n"
        );
        assert_eq!(wrap("aaa bbb ccc", 7), ["aaa bbb", "ccc"]);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(key in ".*", text in any::<String>(), comment in "[^\\p{C}]*") {
            let body = document(&[], &[entry(key.clone(), text.clone()).comment(comment)]);
            let read = Yaml::load_from_str(&body).map_err(|why| TestCaseError::fail(format!("{why}\n{body}")))?;
            let value = read.first().and_then(|document| document.as_mapping_get(&key));
            prop_assert_eq!(value.and_then(Yaml::as_str), Some(text.as_str()), "{}", body);
        }
    }
}
