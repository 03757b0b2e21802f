//! Values by the column that they are for: what is kept, or why nothing is.

use super::*;

/// `Ok` is what the column gets, `Err` the reason behind the field's name.
fn check(field: Field, cases: &[(&str, Result<&str, &str>)]) {
    for (text, expected) in cases {
        let read = value(field, Given::Text(text));
        let read = read
            .map(Option::unwrap_or_default)
            .map_err(|unfit| unfit.to_string());
        let expected = expected.map(str::to_owned).map_err(str::to_owned);
        assert_eq!(read, expected, "{} {text}", field.name());
    }
}

#[test]
fn codes_keep_their_zeros() {
    check(
        Field::Sku,
        &[
            (" 0012 ", Ok("0012")),
            ("İ-1", Ok("İ-1")),
            ("a\tb", Err("has control characters")),
            (&"ş".repeat(100), Ok(&"ş".repeat(100))),
            (&"ş".repeat(101), Err("is longer than 100 characters")),
        ],
    );
    check(
        Field::Barcode,
        &[
            ("0086900000", Ok("0086900000")),
            ("86\n90", Err("has control characters")),
            (
                "8,69E+12",
                Err("was rounded by a spreadsheet; make the column text and enter it anew"),
            ),
            ("8E12", Ok("8E12")),
        ],
    );
    check(
        Field::Title,
        &[(&"a".repeat(256), Err("is longer than 255 characters"))],
    );
    check(
        Field::Id,
        &[
            (
                "C2A1E2C9-8F2B-4A0E-9D3C-0C1D2E3F4A5B",
                Ok("c2a1e2c9-8f2b-4a0e-9d3c-0c1d2e3f4a5b"),
            ),
            ("12", Err("is no UUID")),
        ],
    );
}

#[test]
fn money_is_to_the_kurus() {
    check(
        Field::Price,
        &[
            ("199.9", Ok("199.90")),
            ("199,90", Ok("199.90")),
            ("199,9", Ok("199.90")),
            ("1,234", Err("has a comma; write a point, as in 199.90")),
            ("1.234,50", Err("has a comma; write a point, as in 199.90")),
            ("0", Err("is 0")),
            ("-1", Err("is negative")),
            ("1.999", Err("has a fraction of a kuruş")),
            ("199 TL", Err("is no decimal number such as 199.90")),
            ("1e2", Err("is no decimal number such as 199.90")),
        ],
    );
    check(
        Field::VatRate,
        &[
            ("20", Ok("20")),
            ("0", Ok("0")),
            ("10.50", Ok("10.5")),
            ("100", Ok("100")),
            ("100.01", Err("is above 100")),
            ("-1", Err("is negative")),
            ("1.999", Err("has more than two digits behind the point")),
        ],
    );
    check(
        Field::Currency,
        &[
            ("tl", Ok("TRY")),
            ("eur", Ok("EUR")),
            ("lira", Err("is no code of three letters such as TRY")),
        ],
    );
}

#[test]
fn stock_is_a_whole_number() {
    check(
        Field::Stock,
        &[
            ("0042", Ok("42")),
            ("-0", Ok("0")),
            ("-3", Err("is negative")),
            ("-99999999999999999999", Err("is negative")),
            ("99999999999999999999", Err("is too large")),
            ("1.5", Err("is no whole number")),
            ("+1", Err("is no whole number")),
        ],
    );
}

#[test]
fn truth_has_many_words() {
    for word in ["true", "TRUE", "1", "yes", "Evet"] {
        check(Field::IsActive, &[(word, Ok("true"))]);
    }
    for word in ["false", "0", "No", "hayır", "HAYIR"] {
        check(Field::IsActive, &[(word, Ok("false"))]);
    }
    check(
        Field::IsActive,
        &[("maybe", Err("is neither true nor false"))],
    );
    assert_eq!(
        value(Field::IsActive, Given::Json("true")),
        Ok(Some("true".to_owned()))
    );
}

#[test]
fn lists_and_times() {
    check(
        Field::Images,
        &[
            (
                "https://a.b/1.jpg|http://a.b/2.jpg",
                Ok(r#"["https://a.b/1.jpg","http://a.b/2.jpg"]"#),
            ),
            (
                "https://a.b/1.jpg https://a.b/2.jpg",
                Ok(r#"["https://a.b/1.jpg","https://a.b/2.jpg"]"#),
            ),
            (r#"["https://a.b/1.jpg"]"#, Ok(r#"["https://a.b/1.jpg"]"#)),
            ("[]", Ok("")),
            (
                "https://a.b/1.jpg|ftp://a.b",
                Err("has something at place 2 that is no http or https address"),
            ),
            ("[1]", Err("is no list of addresses")),
        ],
    );
    check(
        Field::Attributes,
        &[
            (r#"{"renk": "kırmızı"}"#, Ok(r#"{"renk": "kırmızı"}"#)),
            ("7", Err("is neither a JSON object nor a JSON array")),
            ("{", Err("is neither a JSON object nor a JSON array")),
        ],
    );
    check(
        Field::UpdatedAt,
        &[
            (
                "2030-01-31T13:00:00+03:00",
                Ok("2030-01-31T10:00:00.000000Z"),
            ),
            (
                "2030-01-31",
                Err("is no RFC 3339 time such as 2030-01-31T10:00:00Z"),
            ),
            (
                "-000001-01-01T00:00:00Z",
                Err("is no RFC 3339 time such as 2030-01-31T10:00:00Z"),
            ),
        ],
    );
}

#[test]
fn json_is_read_by_what_it_is() {
    let text = |json| Given::Json(json).text().map(Cow::into_owned);
    assert_eq!(text(r#"" a\u015f ""#), Ok("aş".to_owned()));
    assert_eq!(text("8690000000011"), Ok("8690000000011".to_owned()));
    assert_eq!(text("true"), Err(Unfit::NoText));
    assert_eq!(text("{}"), Err(Unfit::NoText));
    assert!(Given::Json(r#"" ""#).is_blank() && Given::Json("null").is_blank());
    assert!(Given::Json(r#""a\u0000""#).has_nul() && Given::Text("a\0").has_nul());
    assert!(!Given::Text(r"a\u0000").has_nul());
}
