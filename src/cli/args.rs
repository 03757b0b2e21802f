//! What can be typed. Does nothing: each group turns into the options that its command takes.
//!
//! The doc comments are the help texts, the man pages and the completions.

mod import;
mod integration;
mod key;
mod orders;
mod products;
mod sandbox;
mod serve;
mod sync;
mod tenant;
mod token;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::commands::{config, db, demo};
use crate::config::{Environment, Inputs};
use crate::{observability, ui};

pub(super) use import::ImportCommand;
pub(super) use integration::IntegrationCommand;
pub(super) use key::KeyCommand;
pub(super) use sandbox::SandboxCommand;
use serve::ServeArgs;
pub(super) use sync::SyncCommand;
pub(super) use tenant::TenantCommand;
pub(super) use token::TokenCommand;

const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    unexpected failure
  2    wrong usage
  3    configuration or key wrong or missing
  4    login needed: run `jeton token login`
  5    rate limit: nothing to do before the time printed
  6    upstream unavailable: the next run tries again
  7    done in part: refused records are kept with their reasons
  8    database unavailable or its schema behind
  75   another run holds the lock, or the deadline came: the next run goes on
  126  token exec: the command cannot be run; 127: there is no such command
  130  stopped by SIGINT, 143 by SIGTERM, 129 by SIGHUP, after saving the checkpoint";

const FIRST_STEPS: &str = "\
First steps:
  jeton demo                everything at once, with nothing set up
  jeton config init         a first configuration, in a few questions
  jeton token login         sign in by a code, from any terminal
  jeton sync referrals      fetch referrals into the database
  jeton db count            how many rows there are";

/// Keeps OAuth tokens warm and encrypted, and syncs Partner Center referrals, products and orders of marketplaces
#[derive(Debug, Parser)]
#[command(
    name = "jeton",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
#[command(after_help = FIRST_STEPS, after_long_help = format!("{FIRST_STEPS}\n\n{EXIT_CODES}"))]
#[command(subcommand_required = true, max_term_width = 100)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Whether a command line that could not be parsed asked for JSON all the same.
pub(super) fn wants_json(words: &[OsString]) -> bool {
    let texts: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let joined = ["--output=json", "-ojson", "-o=json", "--json"];
    let apart = |pair: &[&str]| matches!(pair, ["-o" | "--output", "json"]);
    texts.iter().any(|word| joined.contains(word)) || texts.windows(2).any(apart)
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// Configuration file [default: the first of `jeton config path`]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    config: Option<PathBuf>,
    /// Folder of the cached logins and locks [env: JETON_STATE_DIR]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    state_dir: Option<PathBuf>,
    /// File with the token cache's key, an age identity [env: JETON_KEY_FILE]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    key_file: Option<PathBuf>,
    /// Accept a key file inside the folder that it protects
    #[arg(long, global = true)]
    pub(super) allow_key_beside_cache: bool,
    /// What stdout carries: text for people, or one JSON document
    #[arg(
        short,
        long,
        global = true,
        value_name = "FORMAT",
        default_value = "human"
    )]
    output: Output,
    /// The same as -o json
    #[arg(long, global = true, conflicts_with = "output")]
    json: bool,
    /// Say more: once each request, twice what libraries say too [env: JETON_LOG=jeton=debug,sqlx=info]
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
    /// Say less: once no events and no talk, twice nothing but errors
    #[arg(short, long, global = true, action = clap::ArgAction::Count, conflicts_with = "verbose")]
    quiet: u8,
    /// How log lines on stderr are written
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub(super) log_format: LogFormat,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Draw no bars and write no progress lines
    #[arg(long, global = true)]
    no_progress: bool,
    /// Never ask anything (implied without a terminal, and by CI)
    #[arg(long, global = true)]
    no_input: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Output {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl From<LogFormat> for observability::Format {
    fn from(format: LogFormat) -> Self {
        match format {
            LogFormat::Text => Self::Text,
            LogFormat::Json => Self::Json,
        }
    }
}

impl Global {
    pub(super) fn verbosity(&self) -> i8 {
        let (more, less) = (self.verbose.min(9), self.quiet.min(9));
        i8::try_from(more).unwrap_or(9) - i8::try_from(less).unwrap_or(9)
    }

    pub(super) fn ui(&self, environment: &Environment) -> ui::Options {
        let dumb = environment.get("TERM") == Some("dumb");
        ui::Options {
            json: self.json || self.output == Output::Json,
            color: match self.color {
                Color::Always => ui::Choice::Always,
                Color::Never => ui::Choice::Never,
                // https://no-color.org
                Color::Auto if environment.get("NO_COLOR").is_some() => ui::Choice::Never,
                Color::Auto => ui::Choice::Auto,
            },
            progress: !self.no_progress && self.quiet == 0,
            input: !self.no_input
                && !environment
                    .get("CI")
                    .is_some_and(|ci| ci != "false" && ci != "0"),
            quiet: self.quiet > 0,
            json_log: self.log_format == LogFormat::Json,
            dumb,
            ascii: dumb || !speaks_utf8(environment),
        }
    }

    pub(super) fn inputs(&self, environment: Environment) -> Inputs {
        let path = |value: &Option<PathBuf>| value.as_ref().map(|path| path.display().to_string());
        let flags = [
            ("state_dir", "--state-dir", path(&self.state_dir)),
            ("key.file", "--key-file", path(&self.key_file)),
        ];
        Inputs {
            config: self.config.clone(),
            flags: flags
                .into_iter()
                .filter_map(|(key, flag, value)| Some((key, flag, value?)))
                .collect(),
            env: environment,
        }
    }
}

/// Whether the locale's characters are UTF-8: the first of its variables that is set decides.
fn speaks_utf8(environment: &Environment) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| environment.get(name))
        .find(|value| !value.is_empty());
    set.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.ends_with("utf-8") || locale.ends_with("utf8") || locale.contains("utf-8@")
    })
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Log in, and keep, show, print and remove tokens
    #[command(subcommand)]
    Token(TokenCommand),
    /// Show, make and replace the key that encrypts the cached logins
    #[command(subcommand)]
    Key(KeyCommand),
    /// Fetch from an upstream into the database, or send products to marketplaces
    #[command(subcommand)]
    Sync(SyncCommand),
    /// Who sells: add, list, enable and disable tenants
    #[command(subcommand)]
    Tenant(TenantCommand),
    /// The keys of tenants at marketplaces
    #[command(subcommand)]
    Integration(IntegrationCommand),
    /// Migrate, inspect, count and fill the database
    #[command(subcommand)]
    Db(DbCommand),
    /// Make, show and check the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Stay up: keep tokens warm, sync again and again as [schedule] says, and tell how all is
    ///
    /// Without a word tokens are renewed and orders fetched, every 5 minutes. A job never runs beside itself, nor beside
    /// the same sync of cron. Failures are logged and survived. /health answers 200 where the database and the tokens are
    /// right, else 503 with the reasons; /live answers 200 as long as the work goes on; /metrics is Prometheus text.
    /// SIGTERM lets runs save their work. systemd is told when it is ready, and its watchdog is served. A changed
    /// configuration is not read: start it again.
    #[command(
        after_help = "Examples:\n  jeton serve\n  jeton serve --listen 0.0.0.0:8217 --log-format json\n  curl -f http://127.0.0.1:8217/health"
    )]
    Serve(ServeArgs),
    /// Stand-ins of every upstream on this machine, for trying and testing without credentials
    #[command(subcommand)]
    Sandbox(SandboxCommand),
    /// The whole way in one command, against the sandbox: login, syncs, products to marketplaces, a count
    Demo(DemoArgs),
    /// Print the completions of a shell
    #[command(
        after_help = "Example:\n  jeton completions bash > ~/.local/share/bash-completion/completions/jeton"
    )]
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the man page, or write one page for each command into a folder
    #[command(
        after_help = "Examples:\n  jeton man | man -l -\n  jeton man --out ~/.local/share/man/man1"
    )]
    Man {
        /// Folder to write jeton.1, jeton-token.1 and so on into
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum DbCommand {
    /// Apply every pending migration
    Migrate,
    /// Show the server, what is applied and what is pending; exit 8 when something is
    Status,
    /// Count rows
    #[command(
        after_help = "Examples:\n  jeton db count\n  jeton db count referrals sync_rejects -o json\n  jeton db count --compare"
    )]
    Count {
        /// Tables, by name or short name [default: every synced table]
        tables: Vec<String>,
        /// Ask the upstream for its own count, too, and show the difference; needs a login
        #[arg(long)]
        compare: bool,
    },
    /// Put records from a file into the database
    #[command(subcommand)]
    Import(ImportCommand),
    /// Blank who made an order, where it goes and how it is sent; it stays blank when the order changes
    #[command(
        after_help = "Examples:\n  jeton db forget 10000000001\n  jeton db forget --customer 20000001 --yes"
    )]
    Forget(ForgetArgs),
}

#[derive(Debug, ClapArgs)]
pub(super) struct ForgetArgs {
    /// Orders, by id, number or id at the source
    #[arg(value_name = "ORDER", required_unless_present = "customer")]
    orders: Vec<String>,
    /// All orders of this customer (the column customer_id); repeatable
    #[arg(long, value_name = "ID")]
    customer: Vec<String>,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

impl From<ForgetArgs> for db::ForgetOptions {
    fn from(args: ForgetArgs) -> Self {
        Self {
            orders: args.orders,
            customers: args.customer,
            yes: args.yes,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Ask a few questions and write a first configuration
    Init(InitArgs),
    /// Show every value in force and where it came from, secrets masked
    Show {
        /// Show every key with its default and its documentation instead
        #[arg(long)]
        defaults: bool,
    },
    /// Say whether the configuration is right; exit 3 when it is not
    Check,
    /// Show where a configuration is looked for
    Path,
}

#[derive(Debug, ClapArgs)]
pub(super) struct InitArgs {
    /// Where to write
    #[arg(long, value_name = "FILE", default_value = "jeton.toml", value_hint = ValueHint::FilePath)]
    path: PathBuf,
    /// Replace a file that is there
    #[arg(short, long)]
    force: bool,
}

impl From<InitArgs> for config::InitOptions {
    fn from(args: InitArgs) -> Self {
        Self {
            path: args.path,
            force: args.force,
        }
    }
}

#[derive(Debug, ClapArgs)]
pub(super) struct DemoArgs {
    /// Approve the login yourself, in a browser
    #[arg(long)]
    interactive: bool,
    /// Keep the login, the key and the database in this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    keep: Option<PathBuf>,
}

impl From<DemoArgs> for demo::DemoOptions {
    fn from(args: DemoArgs) -> Self {
        Self {
            interactive: args.interactive,
            keep: args.keep,
        }
    }
}

fn duration(text: &str) -> Result<Duration, String> {
    match duration_or_zero(text)? {
        Duration::ZERO => Err("must be longer than nothing".to_owned()),
        length => Ok(length),
    }
}

fn duration_or_zero(text: &str) -> Result<Duration, String> {
    let length: jiff::SignedDuration = text
        .parse()
        .map_err(|_| "write it as 10m, 30s or \"1h 30m\"".to_owned())?;
    Duration::try_from(length).map_err(|_| "must not be negative".to_owned())
}
