//! The part of YAML that a template needs, as a tree.

/// A value. Maps keep the order in which they were built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Number(u32),
    Sequence(Vec<Item>),
    Map(Vec<Entry>),
    /// A CloudFormation function in its short form: `!Ref`, `!Sub`, …
    Call(&'static str, Box<Node>),
}

/// An element of a sequence with the comments above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub comments: Vec<String>,
    pub value: Node,
}

/// A key of a map with the comments above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub comments: Vec<String>,
    pub key: String,
    pub value: Node,
}

impl Item {
    /// Adds a comment; it is wrapped when written.
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comments.push(text.into());
        self
    }
}

impl Entry {
    /// Adds a comment; it is wrapped when written.
    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comments.push(text.into());
        self
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Node {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

pub(super) fn entry(key: impl Into<String>, value: impl Into<Node>) -> Entry {
    Entry {
        comments: Vec::new(),
        key: key.into(),
        value: value.into(),
    }
}

pub(super) fn item(value: impl Into<Node>) -> Item {
    Item {
        comments: Vec::new(),
        value: value.into(),
    }
}

pub(super) fn map(entries: impl IntoIterator<Item = Entry>) -> Node {
    Node::Map(entries.into_iter().collect())
}

pub(super) fn list<T: Into<Node>>(values: impl IntoIterator<Item = T>) -> Node {
    Node::Sequence(values.into_iter().map(item).collect())
}

pub(super) fn call(function: &'static str, argument: impl Into<Node>) -> Node {
    Node::Call(function, Box::new(argument.into()))
}

pub(super) fn reference(name: &str) -> Node {
    call("Ref", name)
}

/// Text with `${…}` for CloudFormation to fill in.
pub(super) fn sub(text: impl Into<String>) -> Node {
    call("Sub", text.into())
}
