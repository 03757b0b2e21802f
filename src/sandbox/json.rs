//! Writes JSON straight into a `String`, so that a million records cost no tree and no formatting machinery.
//! It places commas; values are trusted, since all of them come from our own generator.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// An answer whose body is an object; `fill` writes what is in it.
pub(super) fn document(fill: impl FnOnce(&mut Json<'_>)) -> Response {
    let mut out = String::new();
    Json(&mut out).item(fill);
    answer(out)
}

/// An answer whose body is an array; `fill` writes its elements.
pub(super) fn list(fill: impl FnOnce(&mut Json<'_>)) -> Response {
    let mut out = String::new();
    Json(&mut out).elements(fill);
    answer(out)
}

fn answer(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// A cursor over the text written so far.
pub(super) struct Json<'a>(pub(super) &'a mut String);

/// Something that stands in JSON as it is: text that is escaped already, a number, `true`. A tuple is its
/// parts in a row.
pub(super) trait Piece {
    /// Appends it.
    fn append(self, out: &mut String);
}

impl Piece for &str {
    fn append(self, out: &mut String) {
        out.push_str(self);
    }
}

impl Piece for bool {
    fn append(self, out: &mut String) {
        out.push_str(if self { "true" } else { "false" });
    }
}

impl Piece for u64 {
    fn append(self, out: &mut String) {
        Padded::<1>(self).append(out);
    }
}

impl Piece for i64 {
    fn append(self, out: &mut String) {
        if self < 0 {
            out.push('-');
        }
        self.unsigned_abs().append(out);
    }
}

/// A decimal number of at least so many digits.
pub(super) struct Padded<const WIDTH: usize>(pub(super) u64);

impl<const WIDTH: usize> Piece for Padded<WIDTH> {
    fn append(self, out: &mut String) {
        digits::<10>(out, self.0, WIDTH);
    }
}

/// A number in lower-case hexadecimal, of at least so many digits.
pub(super) struct Hex<const WIDTH: usize>(pub(super) u64);

impl<const WIDTH: usize> Piece for Hex<WIDTH> {
    fn append(self, out: &mut String) {
        digits::<16>(out, self.0, WIDTH);
    }
}

impl<A: Piece, B: Piece> Piece for (A, B) {
    fn append(self, out: &mut String) {
        self.0.append(out);
        self.1.append(out);
    }
}

impl<A: Piece, B: Piece, C: Piece> Piece for (A, B, C) {
    fn append(self, out: &mut String) {
        (self.0, (self.1, self.2)).append(out);
    }
}

fn digits<const BASE: u64>(out: &mut String, mut number: u64, width: usize) {
    // A u64 has at most 20 decimal digits.
    let mut text = [b'0'; 20];
    let mut start = text.len();
    while number > 0 || start + width > text.len() {
        start -= 1;
        text[start] = b"0123456789abcdef"[(number % BASE) as usize];
        number /= BASE;
    }
    // ASCII by construction.
    out.push_str(std::str::from_utf8(&text[start..]).unwrap_or_default());
}

impl Json<'_> {
    /// Starts a field; its value must follow.
    pub(super) fn key(&mut self, name: &str) -> &mut Self {
        self.comma();
        self.write(("\"", name, "\":"))
    }

    /// A field whose value is text that is already escaped.
    pub(super) fn text(&mut self, name: &str, value: impl Piece) -> &mut Self {
        self.key(name).write(("\"", value, "\""))
    }

    /// A field whose value is JSON already: a number, `null`, `[]`.
    pub(super) fn raw(&mut self, name: &str, value: impl Piece) -> &mut Self {
        self.key(name).write(value)
    }

    /// A field of text, or `null`.
    pub(super) fn maybe(&mut self, name: &str, value: Option<impl Piece>) -> &mut Self {
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
        self.key(name).elements(fill)
    }

    /// An element of an array that is text, escaped already.
    pub(super) fn word(&mut self, value: impl Piece) -> &mut Self {
        self.comma();
        self.write(("\"", value, "\""))
    }

    fn elements(&mut self, fill: impl FnOnce(&mut Json<'_>)) -> &mut Self {
        self.0.push('[');
        fill(self);
        self.0.push(']');
        self
    }

    fn comma(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[')) {
            self.0.push(',');
        }
    }

    fn write(&mut self, value: impl Piece) -> &mut Self {
        value.append(self.0);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(piece: impl Piece) -> String {
        let mut out = String::new();
        piece.append(&mut out);
        out
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_does() {
        for number in [0, 1, 9, 10, 4_095, 4_096, 98_765_432_109, u64::MAX] {
            assert_eq!(text(number), number.to_string());
            assert_eq!(text(Padded::<5>(number)), format!("{number:05}"));
            assert_eq!(text(Hex::<1>(number)), format!("{number:x}"));
            assert_eq!(text(Hex::<12>(number)), format!("{number:012x}"));
        }
    }

    #[test]
    fn numbers_below_zero_have_their_sign() {
        for number in [0, 7, -7, i64::MIN] {
            assert_eq!(text(number), number.to_string());
        }
    }

    #[test]
    fn commas_stand_between_fields_and_elements_only() {
        let mut out = String::new();
        let mut json = Json(&mut out);
        json.item(|json| {
            json.text("a", ("x", 1_u64)).array("b", |json| {
                json.item(|json| {
                    json.raw("c", true);
                })
                .item(|_| {});
            });
            json.maybe("d", None::<&str>).object("e", |_| {});
            json.array("f", |json| {
                json.word("y").word(2_u64);
            });
        });
        let expected = r#"{"a":"x1","b":[{"c":true},{}],"d":null,"e":{},"f":["y","2"]}"#;
        assert_eq!(out, expected);
    }
}
