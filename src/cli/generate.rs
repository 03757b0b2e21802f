//! Completions and man pages, from the same definitions as the parser. They are checked in under
//! `completions/` and `man/`, and a test fails when those are stale.

use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::args::Args;
use crate::failure::{Exit, Failure, Kind};
use crate::fsio;
use crate::ui::Ui;

/// Writes the completions of one shell to stdout.
pub(super) fn completions(ui: &Ui, shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "jeton", &mut script);
    ui.bytes(&script)?;
    Ok(Exit::Done)
}

/// Writes `jeton.1` to stdout, or a page for each command into `folder`.
pub(super) fn man(ui: &Ui, folder: Option<&Path>) -> Result<Exit, Failure> {
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = folder else {
        ui.bytes(&page(&command)?)?;
        return Ok(Exit::Done);
    };
    std::fs::create_dir_all(folder).map_err(|error| {
        let reason = fsio::reason(&error);
        Failure::new(
            Kind::Usage,
            format!("cannot make {}: {reason}", folder.display()),
        )
    })?;
    let written = pages(&command, folder)?;
    ui.say(&format!("wrote {written} pages into {}", folder.display()));
    Ok(Exit::Done)
}

/// One page for `command` and each of its subcommands; how many.
fn pages(command: &clap::Command, folder: &Path) -> Result<usize, Failure> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    fsio::replace(&folder.join(format!("{name}.1")), &page(command)?, 0o644)?;
    let mut written = 1;
    for inner in command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
    {
        written += pages(inner, folder)?;
    }
    Ok(written)
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    let man = Man::new(command.clone().name(name.to_owned())).date("");
    let mut page = Vec::new();
    man.render(&mut page)
        .map_err(|error| Failure::new(Kind::Unexpected, error.to_string()))?;
    Ok(page)
}
