//! `.env` files: `KEY=value`, `export KEY=value`, quotes and comments, a line each.
//!
//! A parser only. A line that it cannot read is reported with its number, never with its text.

/// What a `.env` says, in its order.
#[derive(Debug, Default)]
pub(super) struct DotEnv {
    pub entries: Vec<Entry>,
    /// Lines that are neither empty, a comment nor an assignment.
    pub unread: Vec<usize>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: String,
    pub value: String,
    pub line: usize,
}

/// Reads any text; a later line of the same name goes before an earlier one.
pub(super) fn parse(text: &str) -> DotEnv {
    let mut found = DotEnv::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let (line, number) = (line.trim(), index + 1);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match assignment(line) {
            Some((name, value)) => found.entries.push(Entry {
                name: name.to_owned(),
                value,
                line: number,
            }),
            None => found.unread.push(number),
        }
    }
    found
}

fn assignment(line: &str) -> Option<(&str, String)> {
    let line = match line.strip_prefix("export") {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => line,
    };
    let (name, value) = line.split_once('=')?;
    let name = name.trim_end();
    let is_name = !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some(())?;
    Some((name, unquoted(value.trim_start())?))
}

fn unquoted(value: &str) -> Option<String> {
    let (text, rest) = if let Some(quoted) = value.strip_prefix('\'') {
        let (text, rest) = quoted.split_once('\'')?;
        (text.to_owned(), rest)
    } else if let Some(quoted) = value.strip_prefix('"') {
        double_quoted(quoted)?
    } else {
        // As in a shell, `#` begins a comment only after a blank: passwords and URLs hold it.
        let end = value
            .char_indices()
            .find(|(at, letter)| {
                *letter == '#'
                    && value[..*at]
                        .chars()
                        .next_back()
                        .is_none_or(char::is_whitespace)
            })
            .map_or(value.len(), |(at, _)| at);
        (value[..end].trim_end().to_owned(), "")
    };
    let rest = rest.trim_start();
    (rest.is_empty() || rest.starts_with('#')).then_some(text)
}

/// The text up to the closing quote, and what follows it.
fn double_quoted(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((text, &quoted[at + 1..])),
            '\\' => match letters.next()?.1 {
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                't' => text.push('\t'),
                escaped @ ('"' | '\\' | '$') => text.push(escaped),
                other => text.extend(['\\', other]),
            },
            _ => text.push(letter),
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_read_as_a_shell_would() {
        let table = [
            ("A=b", Some("b")),
            ("A=", Some("")),
            ("  A = b c ", Some("b c")),
            ("export A=b", Some("b")),
            ("export\tA=b # why", Some("b")),
            ("A=b#c", Some("b#c")),
            ("A=#c", Some("")),
            ("A='b # \"c\" \\n'", Some("b # \"c\" \\n")),
            ("A=\"b # c\" # d", Some("b # c")),
            (r#"A="a\"b\\c\nd\$e\q""#, Some("a\"b\\c\nd$e\\q")),
            ("A=postgres://u:p@h/d?x=1", Some("postgres://u:p@h/d?x=1")),
            ("A=\"ü\" ", Some("ü")),
            ("A='b", None),
            ("A=\"b\\", None),
            ("A='b' c", None),
            ("A-B=c", None),
            ("1A=c", None),
            ("=c", None),
            ("just words", None),
            ("export", None),
        ];
        for (text, expected) in table {
            let found = parse(text);
            let value = found.entries.first().map(|entry| entry.value.as_str());
            assert_eq!(value, expected, "{text}");
            assert_eq!(
                found.unread.len(),
                usize::from(expected.is_none()),
                "{text}"
            );
        }
    }

    #[test]
    fn lines_are_counted_and_line_ends_do_not_matter() {
        let found = parse("\u{feff}A=1\r\n\r\n# c\r\nB='2'\r\n?\r\n");
        let lines: Vec<(&str, &str, usize)> = found
            .entries
            .iter()
            .map(|entry| (entry.name.as_str(), entry.value.as_str(), entry.line))
            .collect();
        assert_eq!(lines, [("A", "1", 1), ("B", "2", 4)]);
        assert_eq!(found.unread, [5]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(?s).{0,200}|([AB='\"\\\\#ü \\n]|export ){0,60}") {
            let found = parse(&text);
            prop_assert!(found.entries.len() + found.unread.len() <= text.lines().count());
        }

        #[test]
        fn a_single_quoted_value_comes_back(value in "[^'\\r\\n]{0,40}") {
            let found = parse(&format!("A='{value}'"));
            prop_assert_eq!(&found.entries[0].value, &value);
        }
    }
}
