//! A QR code in half blocks: two rows of modules in a line of text.
//!
//! With colours it is black on white whatever the terminal's own are. Without, light modules are what is drawn:
//! right on a dark terminal, inverted on a light one, which scanners read as well.

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// Modules around the code (ISO/IEC 18004 6.3.8).
const QUIET: usize = 4;
/// Black and white of the colour cube, which themes leave alone.
const BLACK_ON_WHITE: &str = "\x1b[38;5;16;48;5;231m";
const PLAIN: &str = "\x1b[0m";

/// The lines of the code, or `None` where it is wider than `columns`.
pub(super) fn qr(text: &str, columns: usize, colors: bool) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::L).build().ok()?;
    let side = code.size + 2 * QUIET;
    if side > columns {
        return None;
    }
    let lines = (0..side).step_by(2).map(|row| {
        let line: String = (0..side)
            .map(|column| half(&code, row, column, colors))
            .collect();
        match colors {
            true => format!("{BLACK_ON_WHITE}{line}{PLAIN}\n"),
            false => format!("{line}\n"),
        }
    });
    Some(lines.collect())
}

/// The module of `row` above that of the next row; beyond the last one everything is light.
fn half(code: &QRCode, row: usize, column: usize, draws_dark: bool) -> char {
    let drawn = |row| is_dark(code, row, column) == draws_dark;
    match (drawn(row), drawn(row + 1)) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    }
}

fn is_dark(code: &QRCode, row: usize, column: usize) -> bool {
    let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < code.size);
    match (inside(row), inside(column)) {
        (Some(row), Some(column)) => code[row][column].value(),
        _ => false,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    const PAGE: &str = "https://login.example/device?user_code=BCDF-GHJK";

    /// Reads the drawing back: what is dark, by rows.
    fn modules(drawing: &str, draws_dark: bool) -> Vec<Vec<bool>> {
        let mut rows = Vec::new();
        for line in drawing.lines() {
            let drawn = |upper: bool| {
                let is_drawn = move |c: char| c == '█' || c == if upper { '▀' } else { '▄' };
                let row: Vec<bool> = line.chars().map(|c| is_drawn(c) == draws_dark).collect();
                row
            };
            rows.extend([drawn(true), drawn(false)]);
        }
        rows
    }

    #[test]
    fn every_module_is_drawn_in_its_place() {
        let code = QRBuilder::new(PAGE).ecl(ECL::L).build().unwrap();
        let side = code.size + 2 * QUIET;
        let plain = qr(PAGE, 80, false).unwrap();
        let colored = qr(PAGE, 80, true).unwrap();
        let bare = colored.replace(BLACK_ON_WHITE, "").replace(PLAIN, "");
        for (drawing, draws_dark) in [(&plain, false), (&bare, true)] {
            let rows = modules(drawing, draws_dark);
            assert_eq!(rows.len(), side.next_multiple_of(2));
            for (y, row) in rows.iter().enumerate() {
                assert_eq!(row.len(), side);
                for (x, dark) in row.iter().enumerate() {
                    let inside = QUIET..code.size + QUIET;
                    let expected = inside.contains(&y)
                        && inside.contains(&x)
                        && code[y - QUIET][x - QUIET].value();
                    assert_eq!(*dark, expected, "row {y}, column {x}");
                }
            }
        }
    }

    #[test]
    fn it_is_never_wider_than_allowed() {
        for length in [1, 40, 100, 200, 300, 500, 900] {
            let text = format!("https://login.example/{}", "x".repeat(length));
            let drawn = qr(&text, 80, false);
            let widest = drawn.map(|lines| lines.lines().map(|l| l.chars().count()).max());
            assert!(widest.is_none_or(|width| width <= Some(80)), "{length}");
            assert!(widest.is_some() == (length < 400), "{length}");
        }
        assert!(
            qr(&"x".repeat(9000), 999, false).is_none(),
            "no code holds that"
        );
        assert!(qr(PAGE, 30, false).is_none());
    }
}
