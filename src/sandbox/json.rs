//! Writes JSON straight into a `String`, so that a million records cost no tree.
//! It places commas; values are trusted, since all of them come from our own generator.

use std::fmt::{Display, Write};

/// A cursor over the text written so far.
pub(super) struct Json<'a>(pub(super) &'a mut String);

impl Json<'_> {
    /// Starts a field; its value must follow.
    pub(super) fn key(&mut self, name: &str) -> &mut Self {
        self.comma();
        self.write(format_args!("\"{name}\":"))
    }

    /// A field whose value is text that is already escaped.
    pub(super) fn text(&mut self, name: &str, value: impl Display) -> &mut Self {
        self.key(name).write(format_args!("\"{value}\""))
    }

    /// A field whose value is JSON already: a number, `null`, `[]`.
    pub(super) fn raw(&mut self, name: &str, value: impl Display) -> &mut Self {
        self.key(name).write(format_args!("{value}"))
    }

    /// A field of text, or `null`.
    pub(super) fn maybe(&mut self, name: &str, value: Option<impl Display>) -> &mut Self {
        match value {
            Some(value) => self.text(name, value),
            None => self.raw(name, "null"),
        }
    }

    /// A field that is an object; `fill` writes what is in it.
    pub(super) fn object(&mut self, name: &str, fill: impl FnOnce(&mut Json<'_>)) -> &mut Self {
        self.key(name).0.push('{');
        fill(self);
        self.0.push('}');
        self
    }

    /// An element of an array that is an object.
    pub(super) fn item(&mut self, fill: impl FnOnce(&mut Json<'_>)) -> &mut Self {
        self.comma();
        self.0.push('{');
        fill(self);
        self.0.push('}');
        self
    }

    /// A field that is an array; `fill` writes its elements.
    pub(super) fn array(&mut self, name: &str, fill: impl FnOnce(&mut Json<'_>)) -> &mut Self {
        self.key(name).0.push('[');
        fill(self);
        self.0.push(']');
        self
    }

    fn comma(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.0.push(',');
        }
    }

    fn write(&mut self, value: std::fmt::Arguments<'_>) -> &mut Self {
        // Writing into a String has no way to fail.
        let _ = self.0.write_fmt(value);
        self
    }
}
