//! What a scenario found out, as one line.

use std::fmt;

/// What a scenario found out.
pub struct Report {
    pub number: usize,
    name: &'static str,
    seconds: u64,
    figures: Vec<String>,
    wrong: Vec<String>,
}

impl Report {
    pub fn new(number: usize, name: &'static str) -> Self {
        Self { number, name, seconds: 0, figures: vec![], wrong: vec![] }
    }

    /// Notes a figure.
    pub fn figure(&mut self, what: &str, value: impl fmt::Display) {
        self.figures.push(format!("{what} {value}"));
    }

    /// Notes a figure that must be nothing.
    pub fn none(&mut self, what: &str, value: impl fmt::Display) {
        let value = value.to_string();
        self.must(value == "0", &format!("{what}: {value}"));
        self.figure(what, value);
    }

    /// Notes what is wrong, if it does not hold.
    pub fn must(&mut self, holds: bool, what: &str) {
        if !holds {
            eprintln!("    {}: WRONG {what}", self.name);
            self.wrong.push(what.to_owned());
        }
    }

    /// Says how it goes on.
    pub fn note(&self, words: &str) {
        eprintln!("    {}: {words}", self.name);
    }

    pub fn took(&mut self, seconds: u64) {
        self.seconds = seconds;
    }

    pub fn failed(&self) -> bool {
        !self.wrong.is_empty()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.failed() { "FAILED" } else { "ok" };
        let (number, name, seconds) = (self.number, self.name, self.seconds);
        write!(f, "{number} {name:<10} {verdict:<6} {seconds:>4} s  {}", self.figures.join(", "))?;
        self.wrong.iter().try_for_each(|wrong| write!(f, "\n    wrong: {wrong}"))
    }
}
