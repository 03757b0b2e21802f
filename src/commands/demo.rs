//! `demo`: the whole way on the sandbox and an embedded database, with nothing set up.

mod seller;

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::SignedDuration;
use serde::Serialize;

use super::{db, sync, token};
use crate::app::{self, App, Stop};
use crate::config::{Environment, Inputs};
use crate::failure::{Exit, Failure, Kind};
use crate::fsio;
use crate::sandbox::{self, Options, Sandbox};
use crate::token::{Prompt, UserCode};
use crate::ui::{CodePrompt, Ui};

const REFERRALS: u64 = 1_200;

/// The commands that it walks through, as they are typed.
const STEPS: [&str; 14] = [
    "token login",
    "token status partner-center",
    "sync referrals",
    "sync referrals",
    "tenant add demo",
    "integration set trendyol --tenant demo --seller-id 123456 --key-from env:SANDBOX_KEY --secret-from env:SANDBOX_SECRET",
    "integration set hepsiburada --tenant demo --seller-id 00000000-0000-4000-8000-000000000001 --secret-from env:SANDBOX_SECRET",
    "integration set n11 --tenant demo --key-from env:SANDBOX_KEY --secret-from env:SANDBOX_SECRET",
    "db import products products.csv",
    "sync products --marketplace trendyol,hepsiburada,n11",
    "db import products products.csv",
    "sync products --marketplace trendyol,hepsiburada,n11",
    "sync orders --since 2d",
    "db count",
];

#[derive(Serialize)]
struct Walked {
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    command: &'static str,
    result: serde_json::Value,
}

/// What `demo` was asked for.
#[derive(Clone, Debug, Default)]
pub struct DemoOptions {
    /// Let the person approve the login in a browser.
    pub interactive: bool,
    /// Keep everything in this folder.
    pub keep: Option<PathBuf>,
}

/// Login, status and two syncs, a seller with products at three marketplaces, and a count, against the sandbox.
pub fn demo(ui: &Ui, options: &DemoOptions) -> Result<Exit, Failure> {
    let temporary = tempfile::Builder::new().prefix("jeton-demo-").tempdir();
    let temporary = temporary.map_err(|error| {
        let reason = fsio::reason(&error);
        let failure = Failure::new(
            Kind::Unexpected,
            format!("cannot make a temporary folder: {reason}"),
        );
        failure.hinted("set TMPDIR to a folder that is there and yours, or use --keep DIR")
    })?;
    let runtime = app::runtime()?;
    let folder = match &options.keep {
        Some(folder) => empty_folder(folder)?,
        None => temporary.path().to_owned(),
    };
    let stop = runtime.block_on(async { Stop::listen() })?;
    let sandbox = runtime.block_on(Sandbox::start(Options {
        referrals: REFERRALS,
        interval: Duration::from_secs(1),
        latency: Duration::from_millis(40),
        ..Options::default()
    }))?;
    let inner = App::new(&inputs(&folder, &sandbox.url()), false)?;
    let mut walk = Walk {
        app: &inner,
        ui,
        at: 0,
    };
    let (walked, results) = ui.gathering(|| walk.all(&sandbox, &folder, options));
    runtime.block_on(sandbox.stop());
    walked?;
    // The temporary folder goes with this function, whatever the exit code.
    if let Some(signal) = stop.signal() {
        return Ok(Exit::Stopped(signal));
    }
    let steps = STEPS.iter().zip(results);
    let steps = steps.map(|(command, result)| Step { command, result });
    let report = Walked {
        steps: steps.collect(),
    };
    ui.report("", &report)?;
    if options.keep.is_some() {
        let text = kept_config(&inner, &folder);
        fsio::replace(&folder.join("jeton.toml"), text.as_bytes(), 0o600)?;
    }
    ui.say(&next_steps(options.keep.is_some().then_some(&folder)));
    Ok(Exit::Done)
}

/// The folder to keep things in: nothing of anybody else's is written over.
fn empty_folder(folder: &Path) -> Result<PathBuf, Failure> {
    fsio::private_dir(folder)?;
    let unusable = |error: std::io::Error| {
        let reason = fsio::reason(&error);
        Failure::new(
            Kind::Usage,
            format!("cannot use {}: {reason}", folder.display()),
        )
    };
    if std::fs::read_dir(folder)
        .map_err(unusable)?
        .next()
        .is_some()
    {
        let taken = format!("{} is not empty", folder.display());
        return Err(Failure::new(Kind::Usage, taken).hinted("name a folder that is new or empty"));
    }
    folder.canonicalize().map_err(unusable)
}

/// The walk through the steps.
struct Walk<'a> {
    app: &'a App,
    ui: &'a Ui,
    /// The next one.
    at: usize,
}

impl Walk<'_> {
    /// Shows the next command, with a note behind it.
    fn step(&mut self, note: &str) {
        if let Some(command) = STEPS.get(self.at) {
            self.ui.say(&format!("\n$ jeton {command}{note}"));
        }
        self.at += 1;
    }

    /// Runs the steps; ends early where a signal stopped one.
    fn all(
        &mut self,
        sandbox: &Sandbox,
        folder: &Path,
        options: &DemoOptions,
    ) -> Result<(), Failure> {
        let (app, ui) = (self.app, self.ui);
        ui.say(&format!(
            "A sandbox of three marketplaces, Partner Center and its login runs at {}.",
            sandbox.url()
        ));
        self.step("");
        let approve = (!options.interactive).then_some(sandbox);
        let prompt = Approving {
            shown: CodePrompt::new(ui),
            approve,
            ui,
        };
        let login = token::LoginOptions::default();
        if stopped(token::login_with(app, ui, &login, prompt)?) {
            return Ok(());
        }
        self.step("");
        let status = token::StatusOptions {
            profiles: vec!["partner-center".to_owned()],
            ..token::StatusOptions::default()
        };
        token::status(app, ui, &status)?;
        self.step("");
        if stopped(sync::referrals(app, ui, &sync::SyncOptions::default())?) {
            return Ok(());
        }
        self.step("        # once more: nothing to do");
        if stopped(sync::referrals(app, ui, &sync::SyncOptions::default())?) {
            return Ok(());
        }
        if !self.sell(folder)? {
            return Ok(());
        }
        self.step(
            "        # of the marketplaces, and of an order API that grants 5 tokens an hour",
        );
        let orders = sync::orders::OrdersOptions {
            at_once: 4,
            run: sync::SyncOptions {
                since: Some(sync::Since::Ago(SignedDuration::from_hours(2 * 24))),
                ..sync::SyncOptions::default()
            },
            ..sync::orders::OrdersOptions::default()
        };
        if stopped(sync::orders::orders(app, ui, &orders)?) {
            return Ok(());
        }
        self.step("");
        db::count(app, ui, &[], false)?;
        Ok(())
    }
}

fn stopped(exit: Exit) -> bool {
    matches!(exit, Exit::Stopped(_))
}

/// Shows the code as a login does, and approves it by itself.
struct Approving<'a> {
    shown: CodePrompt<'a>,
    approve: Option<&'a Sandbox>,
    ui: &'a Ui,
}

impl Prompt for Approving<'_> {
    fn show(&mut self, code: &UserCode) {
        self.shown.show(code);
        if let Some(sandbox) = self.approve {
            self.ui
                .say("(the demo approves it by itself; --interactive lets you do it)\n");
            sandbox.approve(&code.user_code);
        }
    }

    fn waiting(&mut self, left: Duration) {
        self.shown.waiting(left);
    }
}

/// Nothing of the machine's own configuration is read: a demo must not touch a real login.
fn inputs(folder: &Path, url: &str) -> Inputs {
    Inputs {
        config: None,
        flags: Vec::new(),
        env: Environment::from_pairs(folder, sandbox::environment(url, folder)),
    }
}

/// What points jeton at the kept folder. The sandbox is gone: status, print and count go on working.
fn kept_config(app: &App, folder: &Path) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let database = format!("sqlite:{}", folder.join("jeton.db").display());
    let base_url = &app.settings().sources.partner_center.base_url;
    let mut text = format!(
        "# What `jeton demo --keep` left behind.\nstate_dir = \"state\"\n\n[key]\nfile = \"data/key.txt\"\n\n[database]\nurl = {}\n\n[sources.partner-center]\nbase_url = {}\n",
        quoted(&database),
        quoted(base_url.as_str())
    );
    for (name, profile) in app.settings().profiles.iter() {
        text.push_str(&format!(
            "\n[profiles.{}]\nprovider = \"entra\"\nauthority = {}\ntenant = {}\nclient_id = {}\nscopes = [{}]\n",
            quoted(name),
            quoted(profile.authority.as_str()),
            quoted(profile.tenant.as_deref().unwrap_or_default()),
            quoted(&profile.client_id),
            profile.scopes.iter().map(|scope| quoted(scope)).collect::<Vec<_>>().join(", "),
        ));
    }
    text
}

fn next_steps(kept: Option<&PathBuf>) -> String {
    let kept = match kept {
        Some(folder) => format!(
            "it is kept: jeton --config {}/jeton.toml token status",
            folder.display()
        ),
        None => "it is gone again (--keep DIR keeps it)".to_owned(),
    };
    format!(
        "\nThat was the whole way; {kept}.\nNext:\n  \
         jeton config init         # your own issuer, in a few questions\n  \
         jeton token login         # sign in, from any terminal\n  \
         jeton sync referrals      # DATABASE_URL=postgres://… puts them into Postgres\n  \
         jeton tenant add NAME     # sell: then integration set, db import products, sync products"
    )
}
