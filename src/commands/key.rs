//! `jeton key`: one file per verb. No secret half of a key is ever shown.

mod add_recipient;
mod generate;
mod rotate;
mod show;

use crate::failure::{Exit, Failure, Kind};
use crate::token::{Cache, KeySource};

pub use add_recipient::{AddRecipientOptions, add_recipient};
pub use generate::{GenerateOptions, generate};
pub use rotate::rotate;
pub use show::show;

/// A failure with the first cached login's name where its hint leaves one open.
fn named(cache: &Cache, failure: Failure) -> Failure {
    match cache.logins().unwrap_or_default().first() {
        Some(profile) => failure.of_profile(profile),
        None => failure,
    }
}

/// The place of a key as it is told where it is changed.
fn place(source: &KeySource) -> String {
    match source.path() {
        Some(path) => path.display().to_string(),
        None => source.to_string(),
    }
}

/// How a run ends that could not do everything: what has to be mended goes before what has to be waited for.
fn exit_of(failures: &[Failure]) -> Exit {
    let kinds = || failures.iter().map(|failure| failure.kind);
    match kinds().find(|kind| *kind != Kind::Busy).or(kinds().next()) {
        Some(kind) => Exit::Found(kind),
        None => Exit::Done,
    }
}
