//! Text that a server wrote, made fit for a terminal and a log.

use std::str::Chars;

const LONGEST: usize = 300;

/// The first line, without control characters, escape sequences and marks that turn text round, cut to a length.
pub fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut clean = String::new();
    let mut rest = line.chars();
    while let Some(c) = rest.next() {
        match c {
            '\x1b' => match rest.next() {
                Some('[') => skip_command(&mut rest),
                Some(']' | 'P' | 'X' | '^' | '_') => skip_text(&mut rest),
                _ => {}
            },
            '\u{9b}' => skip_command(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_text(&mut rest),
            c if c.is_control() || turns_text(c) => {}
            c => clean.push(c),
        }
    }
    clean.chars().take(LONGEST).collect()
}

/// The rest of a control sequence (ECMA-48 5.4): up to its final byte.
fn skip_command(rest: &mut Chars<'_>) {
    rest.find(|c| !matches!(c, '\x20'..='\x3f'));
}

/// The rest of a control string (ECMA-48 5.6), such as a title or a link: up to BEL, ST, or ESC and its letter.
fn skip_text(rest: &mut Chars<'_>) {
    if rest.find(|c| matches!(c, '\x07' | '\u{9c}' | '\x1b')) == Some('\x1b') {
        rest.next();
    }
}

/// Marks, embeddings, overrides and isolates of direction, and separators that break a line.
fn turns_text(c: char) -> bool {
    matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_moves_or_turns_is_left(text in any::<String>()) {
            let clean = one_line(&text);
            prop_assert!(!clean.chars().any(|c| c.is_control() || turns_text(c)));
            prop_assert!(clean.chars().count() <= LONGEST);
        }

        #[test]
        fn harmless_text_is_left_as_it_is(text in "[a-zA-Z0-9 .:,äß漢(){}\\[\\];-]{0,80}") {
            prop_assert_eq!(one_line(&text), text);
        }
    }

    #[test]
    fn server_text_cannot_move_the_cursor() {
        for (text, shown) in [
            ("AADSTS1: no\x1b[2J\r\nTrace", "AADSTS1: no"),
            ("\x1b[1;31mred\x1b[0m", "red"),
            ("a\x1b]0;title\x07b\x1b]8;;https://evil\x1b\\c", "abc"),
            ("a\u{9b}31mb\u{9d}0;t\u{9c}c\u{85}d", "abcd"),
            ("a\x1bPdcs\x1b\\b\x1bcc\x1b", "abc"),
            ("a\x1b]never ended", "a"),
            ("ABCD\u{202e}DCBA\u{2066}x\u{2069}\u{200f}", "ABCDDCBAx"),
            ("t\ta\x08b\x7f", "tab"),
            ("", ""),
        ] {
            assert_eq!(one_line(text), shown, "{text:?}");
        }
        assert_eq!(one_line(&"x".repeat(999)).len(), LONGEST);
    }
}
