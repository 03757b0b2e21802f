//! Records of every source in their documented shapes, and what each becomes: `tests/fixtures/orders/SOURCE/CASE.json`
//! with `CASE.txt` beside it. To write the second ones anew, which are then to be read: JETON_TEST_RENEW=1.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use jeton::db::{Row, Table};
use jeton::sync::orders::{LINES, Places, Shop, TABLE};

/// What a record becomes: the columns that have a value, those of its lines, and what others are told of it.
fn told(source: &str, raw: &str) -> String {
    let shop = Shop {
        source,
        tenant_id: (source != "external").then_some("11111111-1111-4111-8111-111111111111"),
    };
    let converted = match source.parse() {
        Ok(marketplace) => shop.convert(marketplace, raw),
        Err(_) => shop.convert_external(Places::default(), raw),
    };
    let row = match converted {
        Ok(record) => record.row,
        Err(reject) => return format!("rejected: {}\n", reject.reason),
    };
    let mut text = String::new();
    columns(&mut text, &TABLE, &row);
    for line in row.lines() {
        columns(&mut text, &LINES, line);
    }
    let event = TABLE.followed.as_ref().unwrap().event;
    let (kind, payload) = event(&row, None);
    let payload = serde_json::to_string_pretty(&payload).unwrap();
    writeln!(text, "{kind} {payload}").unwrap();
    text
}

fn columns(text: &mut String, table: &Table, row: &Row<'_>) {
    writeln!(text, "{}", table.name).unwrap();
    for (column, value) in table.columns.iter().zip(row.values()) {
        if let Some(value) = value {
            writeln!(text, "  {} = {value}", column.name).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn documented_shapes_become_what_stands_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/orders");
    let mut cases = 0;
    for folder in files(&folder) {
        let source = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let is_record = |file: &PathBuf| file.extension().is_some_and(|end| end == "json");
        for file in files(&folder).into_iter().filter(is_record) {
            let told = told(&source, &std::fs::read_to_string(&file).unwrap());
            let beside = file.with_extension("txt");
            if std::env::var_os("JETON_TEST_RENEW").is_some() {
                std::fs::write(&beside, &told).unwrap();
            }
            let expected = std::fs::read_to_string(&beside).unwrap_or_default();
            assert!(told == expected, "{}:\n{told}", file.display());
            cases += 1;
        }
    }
    assert!(cases > 25, "{cases}");
}
