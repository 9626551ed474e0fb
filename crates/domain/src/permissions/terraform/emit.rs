//! Writes a [`Node`] as HCL in the layout of `terraform fmt`, so that the generated file passes it.
//!
//! `terraform fmt` lines up the equals signs of attributes that stand below one another on lines of
//! their own; an attribute whose value goes over several lines, or one with a comment above it, ends
//! such a run.

use super::node::{Entry, Item, Node};

/// Where comments are wrapped.
const WIDTH: usize = 100;
const INDENT: usize = 2;

/// A file with one block `locals`, with an empty line between its attributes.
pub(super) fn file(head: &[&str], locals: &[Entry]) -> String {
    let mut out = Writer::default();
    for text in head {
        out.comment(0, text);
    }
    out.text.push_str("\nlocals {\n");
    for (index, entry) in locals.iter().enumerate() {
        if index > 0 {
            out.text.push('\n');
        }
        out.entry(1, entry, entry.key.chars().count());
    }
    out.text.push_str("}\n");
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

    fn comment(&mut self, depth: usize, text: &str) {
        for line in wrap(text, WIDTH.saturating_sub(depth * INDENT + 2)) {
            self.pad(depth);
            self.text.push('#');
            if !line.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&line);
            self.text.push('\n');
        }
    }

    /// `width`: of the longest key of the run that the attribute stands in.
    fn entry(&mut self, depth: usize, entry: &Entry, width: usize) {
        for text in &entry.comments {
            self.comment(depth, text);
        }
        self.pad(depth);
        let key = key(entry);
        let gap = width.saturating_sub(key.chars().count());
        self.text.push_str(&key);
        self.text.extend(std::iter::repeat_n(' ', gap));
        self.text.push_str(" = ");
        self.value(depth, &entry.value);
        self.text.push('\n');
    }

    fn value(&mut self, depth: usize, node: &Node) {
        match node {
            Node::Text(text) => self.text.push_str(&quoted(&escaped(text))),
            Node::Template(text) => self.text.push_str(&quoted(text)),
            Node::Expression(expression) => self.text.push_str(expression),
            Node::List(items) if items.is_empty() => self.text.push_str("[]"),
            Node::Object(entries) if entries.is_empty() => self.text.push_str("{}"),
            Node::List(items) => self.list(depth, items),
            Node::Object(entries) => self.object(depth, entries),
        }
    }

    fn list(&mut self, depth: usize, items: &[Item]) {
        self.text.push_str("[\n");
        for item in items {
            for text in &item.comments {
                self.comment(depth + 1, text);
            }
            self.pad(depth + 1);
            self.value(depth + 1, &item.value);
            self.text.push_str(",\n");
        }
        self.pad(depth);
        self.text.push(']');
    }

    fn object(&mut self, depth: usize, entries: &[Entry]) {
        self.text.push_str("{\n");
        let mut rest = entries;
        while !rest.is_empty() {
            let (run, later) = rest.split_at(run_length(rest));
            let width = run.iter().map(|entry| key(entry).chars().count());
            let width = width.max().unwrap_or_default();
            for entry in run {
                self.entry(depth + 1, entry, width);
            }
            rest = later;
        }
        self.pad(depth);
        self.text.push('}');
    }
}

/// How many of the first entries stand in one run of single lines; at least one.
fn run_length(entries: &[Entry]) -> usize {
    if !entries.first().is_some_and(|entry| single(&entry.value)) {
        return 1;
    }
    let follows = |entry: &&Entry| single(&entry.value) && entry.comments.is_empty();
    1 + entries.iter().skip(1).take_while(follows).count()
}

fn single(node: &Node) -> bool {
    match node {
        Node::Text(_) | Node::Template(_) | Node::Expression(_) => true,
        Node::List(items) => items.is_empty(),
        Node::Object(entries) => entries.is_empty(),
    }
}

/// An identifier as it is, anything else in quotes.
fn key(entry: &Entry) -> String {
    let text = entry.key.as_str();
    if entry.key_is_template {
        return quoted(text);
    }
    let letters = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(letters) {
        text.to_owned()
    } else {
        quoted(&escaped(text))
    }
}

/// A text in which nothing is evaluated (HCL Native Syntax Specification, "Templates").
pub(super) fn escaped(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Lines of at most `width` characters, broken at blanks.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::node::{entry, expression, item, list, object, template};
    use super::*;

    #[test]
    fn a_file_as_people_read_it() {
        let locals = [
            entry("version", "2012-10-17").comment("A date."),
            entry(
                "things",
                object([
                    entry("Name", "yes"),
                    entry("Long-name", template("${local.a}/b")),
                    entry("aws:key", expression("local.c")),
                    entry("${local.a}:x", "y").templated(),
                    entry("List", Node::List(vec![item("a").comment("Above.")])),
                    entry("None", list([] as [&str; 0])),
                    entry("Kept", "${aws:PrincipalAccount}").comment("A comment ends a run."),
                ]),
            ),
        ];
        insta::assert_snapshot!(file(&["Head", "", "line"], &locals), @r#"
        # Head
        #
        # line

        locals {
          # A date.
          version = "2012-10-17"

          things = {
            Name           = "yes"
            Long-name      = "${local.a}/b"
            "aws:key"      = local.c
            "${local.a}:x" = "y"
            List = [
              # Above.
              "a",
            ]
            None = []
            # A comment ends a run.
            Kept = "$${aws:PrincipalAccount}"
          }
        }
        "#);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(key in "[^\\p{C}]*", text in "[^\\p{C}]*", comment in "[^\\p{C}]*") {
            let value = object([entry(key.clone(), text.clone()).comment(comment)]);
            let file = file(&[], &[entry("all", value)]);
            let read: serde_json::Value = hcl::eval::from_str(&file, &hcl::eval::Context::new())
                .map_err(|why| TestCaseError::fail(format!("{why}\n{file}")))?;
            prop_assert_eq!(read["locals"]["all"][&key].as_str(), Some(text.as_str()), "{}", file);
        }
    }
}
