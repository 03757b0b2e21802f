//! What to do next, and what became of the work so far: kept apart, and made into words when it is shown.

use std::fmt;

use serde::{Serialize, Serializer};

/// What became of the work of a command that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// Saved, and the next run goes on from there.
    GoesOn,
    /// Saved.
    Saved,
    /// There was none to lose.
    Untouched,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    work: Option<Work>,
    next: Option<String>,
}

impl Hint {
    /// For what only looks.
    pub(super) fn of_a_look(mut self) -> Self {
        self.work = self.work.map(|_| Work::Untouched);
        self
    }

    /// With the profile's name where one was left open.
    pub(super) fn of_profile(mut self, name: &str) -> Self {
        self.next = self.next.map(|next| next.replace("PROFILE", name));
        self
    }
}

impl Work {
    /// And what to do.
    pub(super) fn and(self, next: impl Into<String>) -> Hint {
        Hint {
            work: Some(self),
            next: Some(next.into()),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Work::GoesOn => "what came before is saved, and the next run goes on from there",
            Work::Saved => "what came before is saved",
            Work::Untouched => "nothing was changed",
        }
    }
}

impl From<Work> for Hint {
    fn from(work: Work) -> Self {
        Self {
            work: Some(work),
            next: None,
        }
    }
}

impl<T: Into<String>> From<T> for Hint {
    fn from(next: T) -> Self {
        Self {
            work: None,
            next: Some(next.into()),
        }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let work = self.work.map(Work::words);
        let words: Vec<&str> = work.into_iter().chain(self.next.as_deref()).collect();
        f.write_str(&words.join("; "))
    }
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_takes_back_what_is_said_of_a_run() {
        for (hint, run, look) in [
            (
                Work::GoesOn.into(),
                "what came before is saved, and the next run goes on from there",
                "nothing was changed",
            ),
            (
                Work::Saved.and("tell PROFILE"),
                "what came before is saved; tell me",
                "nothing was changed; tell me",
            ),
            (Hint::from("log in"), "log in", "log in"),
        ] {
            let hint: Hint = hint;
            let hint = hint.of_profile("me");
            assert_eq!(hint.to_string(), run);
            assert_eq!(hint.of_a_look().to_string(), look);
        }
    }
}
