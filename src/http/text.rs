//! Text that a server wrote, made fit for a terminal and a log.

const LONGEST: usize = 300;

/// The first line, without control characters, cut to a length.
pub fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let clean = line.chars().filter(|c| !c.is_control());
    clean.take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn server_text_cannot_move_the_cursor() {
        assert_eq!(one_line("AADSTS1: no\x1b[2J\r\nTrace"), "AADSTS1: no[2J");
        assert_eq!(one_line(&"x".repeat(999)).len(), LONGEST);
        assert_eq!(one_line(""), "");
    }
}
