//! Docker and Kubernetes can mount one file: its name cannot be taken by a rename, so that it can never be
//! replaced whole. Found out before anything depends on it.

use std::fs;
use std::io;
use std::path::Path;

/// Whether `path` itself is a mount. Only Linux tells; elsewhere the rename does.
pub(super) fn is_mount(path: &Path) -> bool {
    let Ok(path) = path.canonicalize() else {
        return false;
    };
    let mounts = fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
    let path = path.to_string_lossy();
    mounts
        .lines()
        .filter_map(|line| line.split(' ').nth(4))
        .any(|mounted| unescaped(mounted) == path)
}

/// What is wrong with it.
pub(super) fn single_file() -> io::Error {
    io::Error::new(
        io::ErrorKind::ResourceBusy,
        "it is a mount of a single file; mount its folder instead",
    )
}

/// The kernel writes space, tab, newline and backslash as octal numbers.
fn unescaped(text: &str) -> String {
    [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (code, letter)| {
        text.replace(code, letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_a_mount_and_a_file_is_not() {
        assert!(is_mount(Path::new("/")));
        assert!(!is_mount(Path::new("/etc/passwd")));
        assert!(!is_mount(Path::new("/no/such/file")));
        assert_eq!(unescaped("/a\\040b"), "/a b");
    }
}
