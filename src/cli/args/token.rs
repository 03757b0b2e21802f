//! What can be typed after `jeton token`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, Subcommand, ValueEnum, ValueHint};

use super::duration;
use crate::commands::token;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TokenCommand {
    /// Get a token by the profile's grant and cache it
    ///
    /// A device code login shows a page and a code; type the code there, on any device. A valid cached
    /// login is said, not repeated. A login that was cut off can be gone on with until its code ends.
    #[command(
        after_help = "Examples:\n  jeton token login\n  jeton token login orders --force\n  jeton token login --qr --no-browser\n  jeton token login --resume"
    )]
    Login(LoginArgs),
    /// Show what is cached: no request is sent, nothing is spent
    #[command(
        after_help = "Examples:\n  jeton token status\n  jeton token status --check --min-ttl 10m\n  jeton token status -o json"
    )]
    Status(StatusArgs),
    /// Print the access token for scripts, renewed if it is due
    #[command(
        after_help = "Examples:\n  curl -H \"Authorization: Bearer $(jeton token print)\" https://api.example/\n  jeton token print --format header | curl -H @- https://api.example/\n  eval \"$(jeton token print orders --format env)\""
    )]
    Print(PrintArgs),
    /// Get another token now, inside the quota
    #[command(
        after_help = "Examples:\n  jeton token refresh\n  jeton token refresh orders --force-probe"
    )]
    Refresh(RefreshArgs),
    /// Move a login in from another program's cache
    ///
    /// Takes the entry that fits the profile: its client, its tenant or issuer, its scopes. The file stays as it
    /// is; what removes it is said.
    #[command(
        after_help = "Examples:\n  jeton token import --from msal .token_cache\n  ssh worker cat .token_cache | jeton token import --from msal - partner-center"
    )]
    Import(ImportArgs),
    /// Write a login into a file that another program reads, not encrypted
    #[command(
        after_help = "Examples:\n  jeton token export --to msal .token_cache\n  jeton token export --to msal - partner-center | ssh worker 'umask 077; cat > .token_cache'"
    )]
    Export(ExportArgs),
    /// Run a command with the access token in its environment, never in its arguments
    ///
    /// The command takes jeton's place: signals and the exit code are its own. It gets neither JETON_KEY and
    /// JETON_DATABASE__URL nor the variables that client secrets and database.url are read from; DATABASE_URL
    /// only stays away where database.url names it.
    #[command(
        after_help = "Examples:\n  jeton token exec -- ./report.sh\n  jeton token exec orders --env VENDOR_TOKEN -- python3 fetch.py --since yesterday"
    )]
    Exec(ExecArgs),
    /// Revoke the login at the issuer where it can be, and remove it here
    #[command(after_help = "Examples:\n  jeton token reset\n  jeton token reset --all --yes")]
    Reset(ResetArgs),
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct LoginArgs {
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// Log in again although the cached login is valid
    #[arg(short, long)]
    force: bool,
    /// Go on with the device login that was cut off, at the issuer's pace and until its code ends
    #[arg(long, conflicts_with = "force")]
    resume: bool,
    /// When to ask the issuer whether the code is approved [default: confirm where the profile has a quota,
    /// else auto]
    #[arg(long, value_name = "WHEN")]
    poll: Option<PollArg>,
    /// Draw the page's address as a QR code
    #[arg(long)]
    qr: bool,
    /// Do not open the page in a browser (never done in CI, without a terminal or over SSH without a display)
    #[arg(long)]
    no_browser: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum PollArg {
    /// By itself, at the issuer's interval
    Auto,
    /// When Enter is pressed; without a terminal only --resume asks, and once
    Confirm,
}

impl From<PollArg> for token::Poll {
    fn from(poll: PollArg) -> Self {
        match poll {
            PollArg::Auto => Self::Auto,
            PollArg::Confirm => Self::Confirm,
        }
    }
}

impl From<LoginArgs> for token::LoginOptions {
    fn from(args: LoginArgs) -> Self {
        Self {
            profile: args.profile,
            force: args.force,
            resume: args.resume,
            poll: args.poll.map(Into::into),
            qr: args.qr,
            no_browser: args.no_browser,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct StatusArgs {
    /// Profiles to show [default: all]
    profiles: Vec<String>,
    /// Exit 4 when a login is needed, 3 when a cache cannot be read, 5 when the quota is used up and 6 when the
    /// issuer is left alone
    #[arg(long)]
    check: bool,
    /// With --check: how long a token that cannot be renewed must be good for, such as 10m or "1h 30m"
    #[arg(long, value_name = "DURATION", value_parser = duration, requires = "check")]
    min_ttl: Option<Duration>,
}

impl From<StatusArgs> for token::StatusOptions {
    fn from(args: StatusArgs) -> Self {
        Self {
            profiles: args.profiles,
            check: args.check,
            min_ttl: args.min_ttl.unwrap_or_default(),
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct PrintArgs {
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// How it is written [default: token, or json with -o json]
    #[arg(long, value_name = "FORMAT")]
    format: Option<FormatArg>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    /// The token alone
    Token,
    /// A header: Authorization: Bearer …
    Header,
    /// What -o json prints
    Json,
    /// Lines for eval that export JETON_ACCESS_TOKEN and JETON_ACCESS_TOKEN_EXPIRES_AT
    Env,
    /// What kubectl reads of an exec plugin
    ExecCredential,
}

impl From<FormatArg> for token::PrintFormat {
    fn from(format: FormatArg) -> Self {
        match format {
            FormatArg::Token => Self::Token,
            FormatArg::Header => Self::Header,
            FormatArg::Json => Self::Json,
            FormatArg::Env => Self::Env,
            FormatArg::ExecCredential => Self::ExecCredential,
        }
    }
}

impl From<PrintArgs> for token::PrintOptions {
    fn from(args: PrintArgs) -> Self {
        Self {
            profile: args.profile,
            format: args.format.map(Into::into),
        }
    }
}

/// Whose file it is.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// SerializableTokenCache of Microsoft's library for Python, such as a .token_cache
    Msal,
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ImportArgs {
    /// Whose file it is
    #[arg(long, value_name = "FORMAT", value_enum)]
    from: Format,
    /// The cache to read, or - for stdin
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// Which account, where several fit: its name, or its home account id
    #[arg(long, value_name = "USERNAME")]
    account: Option<String>,
    /// Replace a login that is still good
    #[arg(short, long)]
    force: bool,
}

impl From<ImportArgs> for token::ImportOptions {
    fn from(args: ImportArgs) -> Self {
        let Format::Msal = args.from;
        Self {
            file: args.file,
            profile: args.profile,
            account: args.account,
            force: args.force,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ExportArgs {
    /// Who is to read the file
    #[arg(long, value_name = "FORMAT", value_enum)]
    to: Format,
    /// The file to make, for its owner alone, or - for stdout
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// Replace the file, or show the tokens on a terminal
    #[arg(short, long)]
    force: bool,
}

impl From<ExportArgs> for token::ExportOptions {
    fn from(args: ExportArgs) -> Self {
        let Format::Msal = args.to;
        Self {
            file: args.file,
            profile: args.profile,
            force: args.force,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct RefreshArgs {
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// Ask an issuer that is left alone because it failed several times in a row
    #[arg(long)]
    force_probe: bool,
}

impl From<RefreshArgs> for token::RefreshOptions {
    fn from(args: RefreshArgs) -> Self {
        Self {
            profile: args.profile,
            force_probe: args.force_probe,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ExecArgs {
    /// Profile of the configuration [default: the first one]
    profile: Option<String>,
    /// Variable of the token; its end is in JETON_ACCESS_TOKEN_EXPIRES_AT [default: JETON_ACCESS_TOKEN]
    #[arg(long, value_name = "NAME", value_parser = variable)]
    env: Option<String>,
    /// The command and its arguments, after --
    #[arg(last = true, required = true, value_name = "CMD", value_hint = ValueHint::CommandWithArguments)]
    command: Vec<OsString>,
}

impl From<ExecArgs> for token::ExecOptions {
    fn from(args: ExecArgs) -> Self {
        Self {
            profile: args.profile,
            variable: args.env,
            command: args.command,
        }
    }
}

fn variable(name: &str) -> Result<String, String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    match name.chars().all(is_word)
        && !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
    {
        true => Ok(name.to_owned()),
        false => Err(
            "a variable's name is of letters, digits and \"_\", and begins with no digit"
                .to_owned(),
        ),
    }
}

#[derive(Debug, ClapArgs)]
pub(in crate::cli) struct ResetArgs {
    /// Profiles of the configuration [default: the first one]
    #[arg(conflicts_with = "all")]
    profiles: Vec<String>,
    /// Every configured profile
    #[arg(long)]
    all: bool,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
    /// Remove a login that cannot be read, too: its tokens cannot be revoked
    #[arg(short, long)]
    force: bool,
}

impl From<ResetArgs> for token::ResetOptions {
    fn from(args: ResetArgs) -> Self {
        Self {
            profiles: args.profiles,
            all: args.all,
            yes: args.yes,
            force: args.force,
        }
    }
}
