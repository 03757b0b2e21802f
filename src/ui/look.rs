//! How wide stdout is, what it can show, and text of others made fit for it.

use std::io::{self, IsTerminal};

use dialoguer::console::Term;

use super::Ui;

/// What can be drawn on stdout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; none where nothing limits them, as in a pipe.
    pub width: Option<usize>,
    /// Letters of ASCII alone.
    pub ascii: bool,
}

impl Ui {
    /// Looks at stdout and the locale.
    pub fn look(&self) -> Look {
        let width = match io::stdout().is_terminal() {
            true => Term::stdout().size_checked(),
            false => None,
        };
        Look {
            width: width.map(|(_, columns)| usize::from(columns)),
            ascii: self.options.ascii,
        }
    }
}

impl Look {
    /// Between what was and what will be.
    pub fn arrow(self) -> &'static str {
        match self.ascii {
            true => "->",
            false => "→",
        }
    }

    /// At most `most` characters of `text`, and a sign that it was cut.
    pub fn cut(self, text: &str, most: usize) -> String {
        if text.chars().count() <= most {
            return text.to_owned();
        }
        let sign = match self.ascii {
            true => "...",
            false => "…",
        };
        let kept = most.saturating_sub(sign.chars().count());
        text.chars().take(kept).chain(sign.chars()).collect()
    }

    /// A value of somebody else, on one line: what would move the cursor or turn the text is spelled out.
    pub fn value(self, text: &str, most: usize) -> String {
        let mut shown = String::new();
        for letter in text.chars().take(most.saturating_add(1)) {
            match letter {
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' => {
                    shown.extend(letter.escape_unicode());
                }
                letter if letter.is_control() => shown.extend(letter.escape_default()),
                letter if self.ascii && !letter.is_ascii() => shown.extend(letter.escape_unicode()),
                letter => shown.push(letter),
            }
        }
        self.cut(&shown, most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look {
        width: None,
        ascii: false,
    };

    #[test]
    fn what_others_wrote_stays_on_its_line() {
        let ascii = Look {
            ascii: true,
            ..PLAIN
        };
        for (look, text, most, shown) in [
            (PLAIN, "geçiş", 9, "geçiş"),
            (PLAIN, "a\nb\x1b[2J", 99, "a\\nb\\u{1b}[2J"),
            (PLAIN, "\u{202e}x", 99, "\\u{202e}x"),
            (PLAIN, "0123456789", 5, "0123…"),
            (ascii, "0123456789", 5, "01..."),
            (ascii, "ç", 99, "\\u{e7}"),
        ] {
            assert_eq!(look.value(text, most), shown);
        }
    }
}
