//! The table of contents of a run: parse, settings, parts, command, report, exit code.

mod args;
mod generate;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;

use clap::Parser;

use crate::app::App;
use crate::commands;
use crate::config::Environment;
use crate::coordination::probe;
use crate::failure::{Exit, Failure, Kind};
use crate::observability;
use crate::ui::Ui;
use args::{
    Args, Command, ConfigCommand, DbCommand, ImportCommand, IntegrationCommand, KeyCommand,
    SandboxCommand, SyncCommand, TenantCommand, TokenCommand,
};

/// Runs the command line; the process's exit code.
pub fn run(words: impl IntoIterator<Item = OsString>) -> u8 {
    keep_memory_private();
    let words: Vec<OsString> = words.into_iter().collect();
    // Not for people, so that no help, page or completion knows it.
    if let [_, command, role, path] = words.as_slice()
        && command == probe::COMMAND
    {
        return probe::play(role, Path::new(path)).code();
    }
    let args = match Args::try_parse_from(&words) {
        Ok(args) => args,
        Err(error) => return refused(&error, args::wants_json(&words)),
    };
    let environment = Environment::current();
    #[cfg(debug_assertions)]
    crate::clock::hastened::set(environment.get("JETON_TEST_CLOCK").unwrap_or_default());
    let ui = Ui::new(args.global.ui(&environment));
    let log = environment.get("JETON_LOG").map(str::to_owned);
    let logging = observability::Options {
        verbosity: args.global.verbosity(),
        format: args.global.log_format.into(),
        terminal: ui.is_watched(),
        filter: log.as_deref(),
        collector: observability::collector(&environment),
    };
    let telemetry = observability::init(logging, ui.colors(), ui.log_writer());
    let code = match dispatch(args, environment, &ui) {
        Ok(exit) => exit.code(),
        Err(failure) => report(&ui, &failure),
    };
    telemetry.finish();
    code
}

/// A crash leaves no core file with tokens in it, and other processes of the same user do not read them either.
fn keep_memory_private() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Help and versions are results; anything else that clap says is a wrong command line.
fn refused(error: &clap::Error, json: bool) -> u8 {
    if !error.use_stderr() {
        return match error.print().map_err(|error| error.kind()) {
            // A reader that has had enough is no failure.
            Ok(()) | Err(ErrorKind::BrokenPipe) => Exit::Done.code(),
            Err(_) => Kind::Unexpected.code(),
        };
    }
    if json {
        let text = error.render().to_string();
        let (message, hint) = text.split_once("\n\n").unwrap_or((&text, ""));
        let message = message.trim_start_matches("error: ").trim();
        let hint = hint.split_whitespace().collect::<Vec<_>>().join(" ");
        return report(
            &Ui::for_json(),
            &Failure::new(Kind::Usage, message).hinted(hint),
        );
    }
    let _ = error.print();
    Kind::Usage.code()
}

fn report(ui: &Ui, failure: &Failure) -> u8 {
    failure.tell(ui);
    failure.kind.code()
}

fn dispatch(args: Args, environment: Environment, ui: &Ui) -> Result<Exit, Failure> {
    let Args { global, command } = args;
    let open = || -> Result<App, Failure> {
        let inputs = global.inputs(environment.clone());
        let app = App::new(&inputs, global.allow_key_beside_cache)?;
        for warning in &app.loaded().warnings {
            tracing::warn!("{warning}");
        }
        Ok(app)
    };
    match command {
        Command::Token(command) => token(&open()?, ui, command),
        Command::Key(command) => key(&open()?, ui, command),
        Command::Sync(SyncCommand::Referrals(sync)) => {
            commands::sync::referrals(&open()?, ui, &sync.into())
        }
        Command::Sync(SyncCommand::Products(products)) => {
            commands::sync::products::products(&open()?, ui, &(*products).into())
        }
        Command::Sync(SyncCommand::Orders(orders)) => {
            commands::sync::orders::orders(&open()?, ui, &(*orders).into())
        }
        Command::Sync(SyncCommand::History(asked)) => {
            commands::sync::history(&open()?, ui, &asked.into())
        }
        Command::Sync(SyncCommand::RetryRejects { sync }) => {
            commands::sync::retry_rejects(&open()?, ui, sync.as_deref())
        }
        Command::Tenant(command) => tenant(&open()?, ui, command),
        Command::Integration(command) => integration(&open()?, ui, command),
        Command::Db(command) => db(&open()?, ui, command),
        Command::Config(ConfigCommand::Init(init)) => commands::config::init(ui, &init.into()),
        Command::Config(ConfigCommand::Show { defaults: true }) => commands::config::defaults(ui),
        Command::Config(ConfigCommand::Show { .. }) => commands::config::show(&open()?, ui),
        Command::Config(ConfigCommand::Check) => commands::config::check(&open()?, ui),
        Command::Config(ConfigCommand::Path) => commands::config::path(ui, &environment),
        Command::Sandbox(SandboxCommand::Run(run)) => {
            commands::sandbox::run(ui, &environment, run.into())
        }
        Command::Sandbox(SandboxCommand::Env { port }) => {
            commands::sandbox::env(ui, &environment, port)
        }
        Command::Serve(serve) => commands::serve::serve(&open()?, ui, serve.into()),
        Command::Demo(demo) => commands::demo::demo(ui, &demo.into()),
        Command::Completions { shell } => generate::completions(ui, shell),
        Command::Man { out } => generate::man(ui, out.as_deref()),
    }
}

fn token(app: &App, ui: &Ui, command: TokenCommand) -> Result<Exit, Failure> {
    match command {
        TokenCommand::Login(login) => commands::token::login(app, ui, &login.into()),
        TokenCommand::Status(status) => commands::token::status(app, ui, &status.into()),
        TokenCommand::Print(print) => commands::token::print(app, ui, &print.into()),
        TokenCommand::Refresh(refresh) => commands::token::refresh(app, ui, &refresh.into()),
        TokenCommand::Import(import) => commands::token::import(app, ui, &import.into()),
        TokenCommand::Export(export) => commands::token::export(app, ui, &export.into()),
        TokenCommand::Exec(exec) => commands::token::exec(app, &exec.into()),
        TokenCommand::Reset(reset) => commands::token::reset(app, ui, &reset.into()),
    }
}

fn key(app: &App, ui: &Ui, command: KeyCommand) -> Result<Exit, Failure> {
    match command {
        KeyCommand::Show => commands::key::show(app, ui),
        KeyCommand::Generate(generate) => commands::key::generate(app, ui, &generate.into()),
        KeyCommand::Rotate => commands::key::rotate(app, ui),
        KeyCommand::AddRecipient(add) => commands::key::add_recipient(app, ui, &add.into()),
    }
}

fn tenant(app: &App, ui: &Ui, command: TenantCommand) -> Result<Exit, Failure> {
    match command {
        TenantCommand::Add(add) => commands::tenant::add(app, ui, &add.into()),
        TenantCommand::List => commands::tenant::list(app, ui),
        TenantCommand::Enable { tenant } => commands::tenant::set_active(app, ui, &tenant, true),
        TenantCommand::Disable { tenant } => commands::tenant::set_active(app, ui, &tenant, false),
    }
}

fn integration(app: &App, ui: &Ui, command: IntegrationCommand) -> Result<Exit, Failure> {
    use commands::integration::{list, remove, set, set_active, test};
    match command {
        IntegrationCommand::Set(options) => set(app, ui, &options.into()),
        IntegrationCommand::List { tenant } => list(app, ui, tenant.as_deref()),
        IntegrationCommand::Test(of) => test(app, ui, of.marketplace, &of.tenant),
        IntegrationCommand::Enable(of) => set_active(app, ui, of.marketplace, &of.tenant, true),
        IntegrationCommand::Disable(of) => set_active(app, ui, of.marketplace, &of.tenant, false),
        IntegrationCommand::Remove(of) => remove(app, ui, of.marketplace, &of.tenant),
    }
}

fn db(app: &App, ui: &Ui, command: DbCommand) -> Result<Exit, Failure> {
    match command {
        DbCommand::Migrate => commands::db::migrate(app, ui),
        DbCommand::Status => commands::db::status(app, ui),
        DbCommand::Count { tables, compare } => commands::db::count(app, ui, &tables, compare),
        DbCommand::Import(ImportCommand::Products(import)) => {
            commands::db::import_products(app, ui, &import.into())
        }
        DbCommand::Forget(forget) => commands::db::forget(app, ui, &forget.into()),
    }
}
