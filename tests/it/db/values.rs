//! What goes in comes out.

use jeton::db::Row;

use super::scratch::{Peek, REFERRALS, Scratch, begin, page, row, write_page};

/// Rows beside those of a test: many go in by another way than few.
const ALSO: [usize; 2] = [0, 100];

/// Writes `rows` into the emptied table, and so many others beside them.
async fn write(scratch: &Scratch, mut rows: Vec<Row<'static>>, also: usize) {
    let db = scratch.database().await;
    scratch
        .peek
        .run("DELETE FROM partner_center_referrals")
        .await;
    let run = begin(&db, "referrals").await.unwrap().run;
    rows.extend((0..also).map(|n| row(&format!("beside {n}"), "", "2030-01-07T08:00:00Z")));
    let count = rows.len() as u64;
    assert_eq!(
        write_page(&db, &run, &REFERRALS, &page(rows, None))
            .await
            .unwrap()
            .inserted,
        count
    );
}

pub async fn text_comes_back_as_it_went_in(scratch: &Scratch) {
    let long = "ğ".repeat(300_000);
    let texts = [
        Some("it's \"quoted\" and $1 {braced} %s NULL"),
        Some("İstanbul Çağrı Şirketi ığüşöç"),
        Some("👩‍💻 emoji, 𝔘nicode, e\u{301}, \u{feff}bom"),
        Some(r"back\slash \u0000 \x \\ end\"),
        Some("line\nbreak\ttab\r\u{1}\u{7f}"),
        Some(r#"{"a","b",NULL}"#),
        Some("NULL"),
        Some(""),
        Some(" "),
        None,
        Some(long.as_str()),
    ];
    // the key too holds such text
    let rows = (0..).zip(texts).map(|(n, text)| {
        let key = format!(
            "{n} {}",
            text.filter(|text| text.len() < 1000).unwrap_or_default()
        );
        Row::new(
            vec![
                Some(key.into()),
                text.map(|text| text.to_owned().into()),
                None,
                None,
            ],
            "{}".to_owned(),
        )
    });
    let rows: Vec<Row<'_>> = rows.collect();
    for also in ALSO {
        write(scratch, rows.clone(), also).await;
        read_texts(scratch, &texts).await;
    }
}

async fn read_texts(scratch: &Scratch, texts: &[Option<&str>]) {
    for (n, text) in (0..).zip(texts.iter().copied()) {
        let name = scratch
            .peek
            .value(&format!(
                "SELECT name FROM partner_center_referrals WHERE id LIKE '{n} %'"
            ))
            .await;
        assert_eq!(name.as_deref(), text);
        let key = scratch
            .peek
            .value(&format!(
                "SELECT id FROM partner_center_referrals WHERE id LIKE '{n} %'"
            ))
            .await;
        assert_eq!(
            key.unwrap(),
            format!(
                "{n} {}",
                text.filter(|text| text.len() < 1000).unwrap_or_default()
            )
        );
    }
}

pub async fn numbers_are_exact(scratch: &Scratch) {
    let numbers = [
        "123456789012345678901234567890.123456789",
        "0.1",
        "-0.30000000000000004",
        "12.50",
        "9007199254740993",
    ];
    let rows = numbers.iter().map(|number| {
        Row::new(
            vec![
                Some((*number).to_owned().into()),
                None,
                Some((*number).to_owned().into()),
                None,
            ],
            "{}".to_owned(),
        )
    });
    let rows: Vec<Row<'_>> = rows.collect();
    for also in ALSO {
        write(scratch, rows.clone(), also).await;
        for number in numbers {
            let kept =
                format!("SELECT deal_value FROM partner_center_referrals WHERE id = '{number}'");
            assert_eq!(scratch.peek.value(&kept).await.unwrap(), number);
        }
    }
    if matches!(scratch.peek, Peek::Postgres(_)) {
        let large = "SELECT count(*) FROM partner_center_referrals WHERE deal_value > 1e20";
        assert_eq!(
            scratch.peek.value(large).await.unwrap(),
            "1",
            "it is a number there"
        );
    }
}

pub async fn times_keep_microseconds(scratch: &Scratch) {
    let times = [
        (
            "2018-10-30T21:03:42.4579549Z",
            "2018-10-30T21:03:42.457954Z",
        ),
        (
            "2018-10-30T21:03:42.999999999Z",
            "2018-10-30T21:03:42.999999Z",
        ),
        ("2018-10-30T21:03:42Z", "2018-10-30T21:03:42.000000Z"),
        ("2018-10-31T00:03:42.5+03:00", "2018-10-30T21:03:42.500000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
    ];
    let rows = (0..).zip(times).map(|(n, (time, _))| {
        Row::new(
            vec![
                Some(n.to_string().into()),
                None,
                None,
                Some(time.to_owned().into()),
            ],
            "{}".to_owned(),
        )
    });
    let rows: Vec<Row<'_>> = rows.collect();
    for also in ALSO {
        write(scratch, rows.clone(), also).await;
        for (n, (_, kept)) in (0..).zip(times) {
            let stored =
                format!("SELECT updated_at FROM partner_center_referrals WHERE id = '{n}'");
            assert_eq!(scratch.peek.time(&stored).await.unwrap(), kept);
        }
    }
}

pub async fn raw_json_is_kept_byte_for_byte(scratch: &Scratch) {
    let raw =
        r#"{ "b":1.10,"a" : 1e400, "a":2, "n":"\u0000\ud83d\ude00\u0131", "deep":[[[]]],"x":"İ" }"#;
    let kept = Row::new(vec![Some("a".into()), None, None, None], raw);
    for also in ALSO {
        write(scratch, vec![kept.clone()], also).await;
        let stored = "SELECT raw FROM partner_center_referrals WHERE id = 'a'";
        assert_eq!(scratch.peek.value(stored).await.unwrap(), raw);
    }
}
