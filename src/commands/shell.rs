//! Text for a POSIX shell to read back.

use secrecy::zeroize::Zeroizing;

/// As one word, whatever is in it; wiped, because it may be a secret.
pub(super) fn quoted(text: &str) -> Zeroizing<String> {
    // A quote within single quotes is closed, escaped and opened again.
    Zeroizing::new(format!("'{}'", text.replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        for text in ["abc", "a'b", "''", "$(x) `y` \\ \"z\" ; \n&"] {
            let script = format!("printf %s {}", *quoted(text));
            let output = std::process::Command::new("sh")
                .args(["-c", &script])
                .output();
            let output = output.map(|output| output.stdout).unwrap_or_default();
            assert_eq!(String::from_utf8_lossy(&output), text);
        }
    }
}
