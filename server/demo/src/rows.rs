//! Rows in the text form of PostgreSQL's COPY.

mod catalog;
mod sales;

use std::fmt::{Display, Write};

use chrono::{DateTime, Utc};

pub(crate) use self::{catalog::catalog, sales::sales};

/// A table, its columns, and rows for it.
pub(crate) struct Table {
    /// `name (column, …)`, as COPY takes it.
    pub into: &'static str,
    /// The rows.
    pub rows: String,
}

impl Table {
    fn new(into: &'static str) -> Self {
        Self { into, rows: String::new() }
    }

    /// Begins a row.
    fn row(&mut self) -> Row<'_> {
        Row { rows: &mut self.rows, first: true }
    }
}

/// A row that is being written; it ends when it is dropped.
struct Row<'a> {
    rows: &'a mut String,
    first: bool,
}

impl Row<'_> {
    fn next(&mut self) {
        if !self.first {
            self.rows.push('\t');
        }
        self.first = false;
    }

    /// Something whose text needs no care: a number, an id, a date.
    fn put(mut self, value: impl Display) -> Self {
        self.next();
        // Writing to a string cannot fail.
        let _ = write!(self.rows, "{value}");
        self
    }

    /// An instant.
    fn at(mut self, value: DateTime<Utc>) -> Self {
        self.next();
        let _ = write!(self.rows, "{value:?}");
        self
    }

    /// Any text.
    fn text(mut self, value: &str) -> Self {
        self.next();
        for c in value.chars() {
            match c {
                '\\' => self.rows.push_str("\\\\"),
                '\t' => self.rows.push_str("\\t"),
                '\n' => self.rows.push_str("\\n"),
                '\r' => self.rows.push_str("\\r"),
                c => self.rows.push(c),
            }
        }
        self
    }

    /// A value that may be missing.
    fn maybe(self, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.put(value),
            None => self.put("\\N"),
        }
    }

    /// A text that may be missing.
    fn maybe_text(self, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(value),
            None => self.put("\\N"),
        }
    }

    /// A list of plain words.
    fn list(self, words: &[&str]) -> Self {
        self.put(format_args!("{{{}}}", words.join(",")))
    }
}

impl Drop for Row<'_> {
    fn drop(&mut self) {
        self.rows.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        let mut table = Table::new("t (a, b, c, d)");
        drop(table.row().text("a\tb\\\n").put(5).maybe(None::<i64>).list(&["x", "y"]));
        assert_eq!(table.rows, "a\\tb\\\\\\n\t5\t\\N\t{x,y}\n");
    }
}
