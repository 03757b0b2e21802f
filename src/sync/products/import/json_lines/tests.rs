//! JSON lines: blank ones, broken ones, and those that never end.

use std::io::Cursor;

use super::*;

fn lines(bytes: &[u8]) -> Vec<String> {
    let stream = Stream::new(
        "p.jsonl".to_owned(),
        0,
        Box::new(Cursor::new(bytes.to_vec())),
    );
    let mut lines = JsonLines::new(stream);
    let mut told = Vec::new();
    while let Some(line) = lines.next().unwrap() {
        told.push(match line {
            Ok(line) => format!("{} {}", line.number, line.sku),
            Err(reject) => reject.reason,
        });
    }
    assert_eq!(lines.read(), bytes.len() as u64);
    told
}

#[test]
fn each_line_is_read_by_itself() {
    for (text, expected) in [
        (
            &b"{\"sku\":\"1\"}\n\r\n{\"sku\":2}\r\n"[..],
            vec!["1 1", "3 2"],
        ),
        (b"{\"sku\":\"1\"}", vec!["1 1"]),
        (
            b"{\"sku\":\"1\"",
            vec!["line 1: broken JSON: EOF while parsing an object at column 10"],
        ),
        (
            b"7\n{\"sku\":\"1\"}",
            vec!["line 1: is no JSON object", "2 1"],
        ),
        (
            b"{\"sku\":\"1\",\"stockCode\":\"1\"}",
            vec!["line 1: sku is given twice"],
        ),
        (b"{\"sku\":\"a\\u0000\"}", vec!["line 1: sku has a NUL"]),
        (
            b"{\"sku\":\"1\",\"x\":\"a\\u0000\"}",
            vec!["line 1: a field has a NUL"],
        ),
        (
            b"{\"sku\":\"\xfe\"}",
            vec!["line 1: the line is not UTF-8; save it as UTF-8 (it is probably Windows-1254)"],
        ),
    ] {
        assert_eq!(lines(text), expected, "{}", String::from_utf8_lossy(text));
    }
}

#[test]
fn a_line_that_is_too_long_is_passed_over() {
    let mut text = b"{\"sku\":\"".to_vec();
    text.resize(LONGEST_LINE + 100, b'x');
    text.extend(b"\"}\n{\"sku\":\"1\"}\n");
    assert_eq!(lines(&text), ["line 1: is longer than 4 MiB", "2 1"]);
}
