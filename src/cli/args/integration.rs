//! What can be typed after `jeton integration`.

use std::convert::Infallible;

use clap::{Args as ClapArgs, Subcommand};

use crate::commands::integration::{self, Where};
use crate::config::Secret;
use crate::upstream::marketplace::Marketplace;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum IntegrationCommand {
    /// Keep a tenant's keys for a marketplace, encrypted with the key of the token cache
    ///
    /// In a terminal the keys are asked for, and not shown. Elsewhere --key-from and --secret-from say where they
    /// are. What is left out of a later call stays as it was; a disabled integration is active again.
    #[command(
        after_help = "Examples:\n  jeton integration set trendyol --tenant acme --seller-id 123456\n  jeton integration set n11 --tenant acme --key-from env:N11_KEY --secret-from file:/run/secrets/n11"
    )]
    Set(SetArgs),
    /// Show the integrations and how their last syncs ended; never a key
    #[command(
        after_help = "Examples:\n  jeton integration list\n  jeton integration list --tenant acme -o json"
    )]
    List {
        /// Of this tenant alone, by name or id
        #[arg(long, value_name = "TENANT")]
        tenant: Option<String>,
    },
    /// Make one call to the marketplace that changes nothing; exit 3 where it does not accept the keys
    #[command(after_help = "Example:\n  jeton integration test trendyol --tenant acme")]
    Test(OneArgs),
    /// Let a disabled integration's syncs run again
    #[command(after_help = "Example:\n  jeton integration enable n11 --tenant acme")]
    Enable(OneArgs),
    /// Leave an integration out of every sync; its keys stay
    #[command(after_help = "Example:\n  jeton integration disable n11 --tenant acme")]
    Disable(OneArgs),
    /// Remove an integration with its keys; the marketplace is not told
    #[command(after_help = "Example:\n  jeton integration remove n11 --tenant acme")]
    Remove(OneArgs),
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct OneArgs {
    /// trendyol, hepsiburada or n11
    pub(in crate::cli) marketplace: Marketplace,
    /// Whose, by name or id
    #[arg(long, value_name = "TENANT")]
    pub(in crate::cli) tenant: String,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct SetArgs {
    #[command(flatten)]
    of: OneArgs,
    /// Trendyol's sellerId, or Hepsiburada's merchantId
    #[arg(long, value_name = "ID")]
    seller_id: Option<String>,
    /// Where Trendyol's API key, N11's appkey or Hepsiburada's user name [default: the merchantId] is: env:NAME,
    /// file:PATH or keyring:NAME
    #[arg(long, value_name = "WHERE", value_parser = place)]
    key_from: Option<Where>,
    /// Where Trendyol's API secret, N11's appsecret or Hepsiburada's service key is
    #[arg(long, value_name = "WHERE", value_parser = place)]
    secret_from: Option<Where>,
}

impl From<SetArgs> for integration::SetOptions {
    fn from(args: SetArgs) -> Self {
        Self {
            marketplace: args.of.marketplace,
            tenant: args.of.tenant,
            seller_id: args.seller_id,
            key: args.key_from,
            secret: args.secret_from,
        }
    }
}

/// Where a secret is. What is none of these may be the secret itself, and the parser would repeat it in its message: it is
/// refused by the command, without the text.
fn place(text: &str) -> Result<Where, Infallible> {
    Ok(match text.split_once(':') {
        Some((_, "")) | None => Where::Unknown,
        Some(("env", name)) => Where::Known(Secret::Env(name.to_owned())),
        Some(("file", path)) => Where::Known(Secret::File(path.into())),
        Some(("keyring", name)) => Where::Known(Secret::Keyring(name.to_owned())),
        Some(_) => Where::Unknown,
    })
}
