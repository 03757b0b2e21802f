//! CSV as people save it: separators, quotes, line ends, and where a line begins.

use std::io::Cursor;

use super::*;

fn csv(bytes: &[u8]) -> Result<Csv, FileError> {
    Csv::new(
        Stream::new("p.csv".to_owned(), 0, Box::new(Cursor::new(bytes.to_vec()))),
        bytes,
    )
}

/// A line each: its number and SKU, or the reason of its reject.
fn lines(bytes: &[u8]) -> Vec<String> {
    let mut csv = csv(bytes).unwrap();
    let mut told = Vec::new();
    while let Some(line) = csv.next().unwrap() {
        told.push(match line {
            Ok(line) => format!("{} {}", line.number, line.sku),
            Err(reject) => reject.reason,
        });
    }
    assert_eq!(csv.read(), bytes.len() as u64);
    told
}

#[test]
fn records_are_found_with_the_line_they_begin_in() {
    for (text, expected) in [
        ("sku,title\n1,a\n2,b\n", vec!["2 1", "3 2"]),
        ("sku,title\r\n1,a\r\n2,b\r\n", vec!["2 1", "3 2"]),
        ("sku,title\n1,a\n2,b", vec!["2 1", "3 2"]),
        ("sku;title\n1;\"a\nb\"\n2;b\n", vec!["2 1", "4 2"]),
        ("sku;title\r\n1;\"a\r\nb\"\r\n2;b\r\n", vec!["2 1", "4 2"]),
        ("\nsku\ttitle\n\n\n1\t\"a \"\"b\"\"\"\n", vec!["5 1"]),
        ("\"sku\",\"a,b,c\"\n1,2\n", vec!["2 1"]),
        ("sku\n1\n", vec!["2 1"]),
        ("sku\n", vec![]),
        (
            "sku,title\n1\n2,a,b\n3,c\n",
            vec![
                "line 2: has 1 fields, and the header has 2",
                "line 3: has 3 fields, and the header has 2",
                "4 3",
            ],
        ),
        (
            "sku,title\n1,a\n2,\"b\n3,c\n",
            vec![
                "2 1",
                "line 3: a quote is opened and never closed: is the file cut?",
            ],
        ),
    ] {
        assert_eq!(lines(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn letters_of_another_encoding_are_refused_a_line_at_a_time() {
    let told = lines(b"sku,title\n1,a\n2,\xde\xfe\n3,b\n");
    let reason = "line 3: title is not UTF-8; save it as UTF-8 (it is probably Windows-1254)";
    assert_eq!(told, ["2 1", reason, "4 3"]);
}

#[test]
fn a_record_without_an_end_is_not_kept() {
    let mut text = b"sku,title\n1,\"".to_vec();
    text.resize(text.len() + 3 * LONGEST_LINE, b'x');
    let mut csv = csv(&text).unwrap();
    assert!(matches!(
        csv.next(),
        Err(FileError::Endless { line: 2, .. })
    ));
    assert!(csv.text.len() <= 2 * LONGEST_LINE);
}

#[test]
fn a_header_must_make_sense() {
    for (text, reason) in [
        (
            "title,price\n",
            "the header of p.csv has no field sku (or stock_code, merchant_sku)",
        ),
        (
            "sku,Stock Code\n",
            "the header of p.csv has one field twice: sku and Stock Code",
        ),
    ] {
        let refused = csv(text.as_bytes()).err().unwrap();
        assert_eq!(refused.to_string(), reason);
    }
}

#[test]
fn raw_is_the_line_by_the_names_of_the_header() {
    let mut csv = csv("sku,Başlık,\n1,\"a \"\"ş\"\"\",z\n".as_bytes()).unwrap();
    let record = csv.record().unwrap().unwrap();
    let json = csv.json(&csv.cells(&record));
    assert_eq!(json, r#"{"sku":"1","Başlık":"a \"ş\"","field 3":"z"}"#);
}
