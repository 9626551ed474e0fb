//! The part of HCL that the module's generated file needs.

/// A value. What it holds is data, not code: only [`Node::Expression`] and [`Node::Template`] are
/// evaluated.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// Taken as it is; `${` in it stays `${`.
    Text(String),
    /// A text in which `${…}` is evaluated.
    Template(String),
    /// An expression such as `local.principal`.
    Expression(String),
    List(Vec<Item>),
    Object(Vec<Entry>),
}

/// An attribute of an object, with the comments that stand above it.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub comments: Vec<String>,
    pub key: String,
    /// Whether `${…}` in the key is evaluated.
    pub key_is_template: bool,
    pub value: Node,
}

/// An element of a list.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub comments: Vec<String>,
    pub value: Node,
}

pub(super) fn entry(key: impl Into<String>, value: impl Into<Node>) -> Entry {
    Entry {
        comments: Vec::new(),
        key: key.into(),
        key_is_template: false,
        value: value.into(),
    }
}

pub(super) fn item(value: impl Into<Node>) -> Item {
    Item {
        comments: Vec::new(),
        value: value.into(),
    }
}

pub(super) fn object(entries: impl IntoIterator<Item = Entry>) -> Node {
    Node::Object(entries.into_iter().collect())
}

pub(super) fn list(values: impl IntoIterator<Item = impl Into<Node>>) -> Node {
    Node::List(values.into_iter().map(item).collect())
}

pub(super) fn expression(text: impl Into<String>) -> Node {
    Node::Expression(text.into())
}

pub(super) fn template(text: impl Into<String>) -> Node {
    Node::Template(text.into())
}

impl Entry {
    /// Has `${…}` in the key evaluated.
    pub const fn templated(mut self) -> Self {
        self.key_is_template = true;
        self
    }

    pub fn comment(mut self, text: impl Into<String>) -> Self {
        self.comments.push(text.into());
        self
    }
}

impl Item {
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
