//! The people and services that log in, and their profiles: `staging` is a person's, `orders` a service's.

use std::process::Command;
use std::time::Duration;

use crate::support::{Jeton, OidcServer, Process, Run, Stream, approve_http};

/// The profile of a person at the provider.
pub fn staging(issuer: &str) -> String {
    format!(
        "[profiles.staging]\nprovider = \"oidc\"\nissuer = \"{issuer}\"\nclient_id = \"jeton-cli\"\n\
         scopes = [\"openid\", \"email\", \"offline_access\", \"orders:read\"]\n"
    )
}

/// The profile of a service at the provider.
pub fn orders(issuer: &str) -> String {
    format!(
        "[profiles.orders]\nprovider = \"oidc\"\nissuer = \"{issuer}\"\ngrant = \"client_credentials\"\n\
         client_id = \"orders-svc\"\nclient_secret = {{ env = \"ORDERS_SECRET\" }}\nscopes = [\"orders:read\"]\n"
    )
}

/// A home with both profiles, the person's first.
pub fn home(server: &OidcServer) -> Jeton {
    let jeton = Jeton::new().env("ORDERS_SECRET", "orders-svc-secret");
    jeton.write_config(&format!(
        "{}\n{}",
        staging(&server.issuer),
        orders(&server.issuer)
    ));
    jeton
}

/// The provider with a device interval of a second, so that a login does not take five.
#[track_caller]
pub fn provider(settings: &[(&str, &str)]) -> OidcServer {
    OidcServer::start(&[&[("DEVICE_INTERVAL", "1")], settings].concat())
}

/// A device login that has shown its code and polls.
pub struct Pending {
    pub process: Process,
    pub page: String,
    pub code: String,
    /// The page with the code in it, where there is one.
    pub complete: Option<String>,
}

impl Pending {
    /// Starts `token login` with these arguments and waits for its code.
    #[track_caller]
    pub fn start(jeton: &Jeton, args: &[&str]) -> Self {
        let process = jeton.args([&["token", "login"], args].concat()).spawn();
        Self::of(process)
    }

    /// The same for a login that was started in another way.
    #[track_caller]
    pub fn of(process: Process) -> Self {
        process.wait_for_line(Stream::Err, "and enter the code", Duration::from_secs(20));
        // The rest of the text came with that line, but is read line by line.
        std::thread::sleep(Duration::from_millis(100));
        let mut lines = indented(&process.output(Stream::Err)).into_iter();
        Self {
            page: lines.next().expect("a page"),
            code: lines.next().expect("a code"),
            complete: lines.next(),
            process,
        }
    }

    /// Approves it by the provider's forms.
    #[track_caller]
    pub fn approve(&self) {
        approve_http(self.complete.as_ref().expect("a page with the code"), &[]).ok();
    }

    #[track_caller]
    pub fn wait(self) -> Run {
        self.process.wait(Duration::from_secs(60))
    }
}

fn indented(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    lines.map(|line| line.trim().to_owned()).collect()
}

/// Logs the person in by the forms.
#[track_caller]
pub fn log_in(jeton: &Jeton) -> Run {
    let login = Pending::start(jeton, &[]);
    login.approve();
    login.wait().ok()
}

/// The access token of a profile, by `token print`.
#[track_caller]
pub fn printed(jeton: &Jeton, profile: &str) -> String {
    let run = jeton.args(["token", "print", profile]).run().ok();
    run.stdout.trim_end().to_owned()
}

/// Whether the tests run as root, who alone may mount and change to other users.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}
