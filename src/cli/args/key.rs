//! What can be typed after `jeton key`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand, ValueHint};

use crate::commands::key;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum KeyCommand {
    /// Show where the key comes from, who it lets in and whether every cached login opens with it
    ///
    /// The secret half is never shown. Exit 3 when there is no usable key. The key is the first of:
    /// --key-file, JETON_KEY_FILE or key.file; jeton-key in $CREDENTIALS_DIRECTORY; the output of key.command;
    /// JETON_KEY; the OS keyring; key.txt in the data folder.
    #[command(
        after_help = "Examples:\n  jeton key show\n  jeton key show -o json | jq -r .recipient"
    )]
    Show,
    /// Make a key file; one that is there is never overwritten
    ///
    /// Prints its path and its recipient, which is public: what is encrypted for it, only the file's holder
    /// can read. A first login makes a key in the data folder by itself.
    #[command(
        after_help = "Examples:\n  jeton key generate\n  jeton key generate --out /run/secrets/jeton-key"
    )]
    Generate(GenerateArgs),
    /// Replace the key; every cached login and every integration's keys are encrypted anew
    ///
    /// The new identity stands before the old one where the key lives until every login is encrypted for it and
    /// read back; then the old one is removed. No login is unreadable at any moment. Run again after
    /// it was cut off, it goes on. Several identities without a rotation under way: everything is encrypted
    /// for the first one, and the others stay, for you to remove.
    ///
    /// Where jeton cannot write the key (JETON_KEY, key.command, $CREDENTIALS_DIRECTORY, a read-only file), put
    /// a new identity before the old one there yourself, and run this. Do the same where several hosts, or
    /// several state folders, share one key: only the logins in this state folder are encrypted anew, and the
    /// integrations of the configured database. Where this state folder was used with others that have some, the old
    /// identity stays until it was run with each of them.
    #[command(after_help = "Example:\n  jeton key rotate")]
    Rotate,
    /// Let further keys open every cached login
    ///
    /// Each login remembers them, and its renewals keep them. Profiles that are logged in to later do not have
    /// them: key.recipients in the configuration is for those.
    #[command(
        after_help = "Example, for a person who may open a service's logins with `age -d`:\n  jeton key add-recipient age1..."
    )]
    AddRecipient(AddRecipientArgs),
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct GenerateArgs {
    /// Where to write [default: key.txt in the data folder]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
}

impl From<GenerateArgs> for key::GenerateOptions {
    fn from(args: GenerateArgs) -> Self {
        Self { out: args.out }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct AddRecipientArgs {
    /// Public halves of age keys, age1...
    #[arg(required = true)]
    recipients: Vec<String>,
}

impl From<AddRecipientArgs> for key::AddRecipientOptions {
    fn from(args: AddRecipientArgs) -> Self {
        Self {
            recipients: args.recipients,
        }
    }
}
