//! A small file system of a test's own, which only root can make.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::skip;

/// In memory, on this folder; unmounted with the value.
pub struct Mount(PathBuf);

impl Mount {
    /// `None`, and a word on stderr, where mounting is not allowed.
    pub fn on(folder: &Path, size: &str) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let options = format!("size={size},mode=700");
        if !mount(&["-t", "tmpfs", "-o", &options, "none"], folder) {
            skip("a small file system cannot be mounted here");
            return None;
        }
        Some(Self(folder.to_owned()))
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }

    pub fn make_read_only(&self) {
        assert!(mount(&["-o", "remount,ro"], &self.0));
    }

    pub fn grow(&self, size: &str) {
        assert!(mount(&["-o", &format!("remount,size={size}")], &self.0));
    }

    /// Leaves no room for another file.
    pub fn fill(&self) {
        // It ends when the disk is full, which is what it is for.
        let _ = std::fs::write(self.filler(), vec![0; 4 << 20]);
    }

    /// Takes back what [`fill`](Self::fill) did.
    pub fn clear(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(&self.0).status();
        assert!(unmounted.is_ok_and(|status| status.success()));
    }
}

fn mount(args: &[&str], folder: &Path) -> bool {
    let output = Command::new("mount").args(args).arg(folder).output();
    output.is_ok_and(|output| output.status.success())
}
