//! What can be typed after `jeton tenant`.

use clap::{Args as ClapArgs, Subcommand};
use uuid::Uuid;

use crate::commands::tenant;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TenantCommand {
    /// Add a tenant; one that is there stays as it is
    #[command(
        after_help = "Examples:\n  jeton tenant add acme\n  jeton tenant add acme --id 6f1e2c9a-8f2b-4a0e-9d3c-0c1d2e3f4a5b"
    )]
    Add(AddArgs),
    /// Show all tenants and where they sell
    #[command(
        after_help = "Examples:\n  jeton tenant list\n  jeton tenant list -o json | jq -r '.tenants[].name'"
    )]
    List,
    /// Let a disabled tenant's syncs run again
    #[command(after_help = "Example:\n  jeton tenant enable acme")]
    Enable {
        /// Name or id
        tenant: String,
    },
    /// Leave a tenant out of every sync; nothing of it is removed
    #[command(after_help = "Example:\n  jeton tenant disable acme")]
    Disable {
        /// Name or id
        tenant: String,
    },
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct AddArgs {
    /// What it is called on the command line
    name: String,
    /// Its id where it has one elsewhere, a UUID [default: a new one]
    #[arg(long, value_name = "UUID")]
    id: Option<Uuid>,
}

impl From<AddArgs> for tenant::AddOptions {
    fn from(args: AddArgs) -> Self {
        Self {
            name: args.name,
            id: args.id,
        }
    }
}
