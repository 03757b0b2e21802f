//! Tables without lines: they stay whole in any terminal, pipe and character set.

use comfy_table::{ContentArrangement, Table, presets};

/// Rows under headings.
pub fn table(headings: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = plain();
    table.set_header(headings);
    for row in rows {
        table.add_row(row);
    }
    trimmed(&table)
}

/// A name and a value a line.
pub fn fields(rows: Vec<(&str, String)>) -> String {
    let mut table = plain();
    for (name, value) in rows {
        table.add_row([name, value.as_str()]);
    }
    trimmed(&table)
}

fn plain() -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Disabled);
    table
}

fn trimmed(table: &Table) -> String {
    let lines: Vec<String> = table
        .lines()
        .map(|line| {
            line.strip_prefix(' ')
                .unwrap_or(&line)
                .trim_end()
                .to_owned()
        })
        .collect();
    lines.join("\n")
}
