//! What a letter looks like: one shape for all of them, as text and as HTML.

use askama::Template;

use super::words::Words;
use crate::error::{Error, Result};

/// A letter's content, in order.
pub(super) struct Page<'a> {
    pub words: &'a Words,
    pub subject: &'a str,
    /// Whom it greets; nobody, if empty.
    pub name: String,
    pub heading: &'a str,
    pub intro: String,
    pub blocks: Vec<Block>,
}

/// A piece of a letter.
pub(super) enum Block {
    /// A paragraph.
    Text(String),
    /// A short code, large.
    Code { label: String, code: String },
    /// Facts below a title, which may be empty.
    Table { title: String, rows: Vec<Row> },
    /// What a person wrote, with its line breaks.
    Quote { label: String, text: String },
    /// A link.
    Button { label: String, url: String },
}

/// A fact of a table.
pub(super) struct Row {
    pub label: String,
    pub value: String,
    /// What it was before.
    pub before: Option<String>,
    /// Whether it sums up the others.
    pub strong: bool,
}

impl Row {
    pub(super) fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), before: None, strong: false }
    }

    pub(super) fn strong(self) -> Self {
        Self { strong: true, ..self }
    }

    pub(super) fn instead_of(self, before: String) -> Self {
        Self { before: Some(before), ..self }
    }
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    page: &'a Page<'a>,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    page: &'a Page<'a>,
}

impl Page<'_> {
    pub(super) fn greeting(&self) -> Option<String> {
        (!self.name.is_empty()).then(|| (self.words.hello)(&self.name))
    }

    pub(super) fn text(&self) -> Result<String> {
        Text { page: self }.render().map_err(Error::internal)
    }

    pub(super) fn html(&self) -> Result<String> {
        Html { page: self }.render().map_err(Error::internal)
    }
}
