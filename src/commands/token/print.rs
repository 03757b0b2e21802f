//! `token print`: the access token for scripts, in the form that the script reads.

use jiff::Timestamp;
use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;
use serde::Serialize;
use serde_json::Value;

use super::handed::{END_VARIABLE, Handed, TOKEN_VARIABLE, handed};
use crate::app::App;
use crate::commands::shell::quoted;
use crate::config::Environment;
use crate::failure::{Exit, Failure, Kind};
use crate::ui::Ui;

/// Kubernetes' name of the exec plugins' wire format.
const EXEC_CREDENTIAL: &str = "client.authentication.k8s.io/v1";
const EXEC_CREDENTIAL_BETA: &str = "client.authentication.k8s.io/v1beta1";

/// What `token print` was asked for.
#[derive(Clone, Debug, Default)]
pub struct PrintOptions {
    /// The first one when left out.
    pub profile: Option<String>,
    /// The token alone, or JSON with `-o json`, when left out.
    pub format: Option<PrintFormat>,
}

/// How the token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintFormat {
    /// Alone.
    Token,
    /// As a header of a request.
    Header,
    /// One document with the token's end, as `-o json` writes it.
    Json,
    /// Lines for a shell's `eval`.
    Env,
    /// What Kubernetes' clients read of an exec plugin.
    ExecCredential,
}

#[derive(Serialize)]
struct Printed<'a> {
    profile: &'a str,
    access_token: &'a str,
    token_type: &'static str,
    expires_at: Option<Timestamp>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExecCredential<'a> {
    api_version: &'static str,
    kind: &'static str,
    status: ExecStatus<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExecStatus<'a> {
    token: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expiration_timestamp: Option<Timestamp>,
}

/// Writes the access token to stdout, renewed if due.
pub fn print(app: &App, ui: &Ui, options: &PrintOptions) -> Result<Exit, Failure> {
    let format = match (options.format, ui.is_json()) {
        (None, false) => PrintFormat::Token,
        (None | Some(PrintFormat::Json), _) => PrintFormat::Json,
        (Some(format), false) => format,
        (Some(_), true) => {
            let failure = Failure::new(Kind::Usage, "-o json and --format ask for two formats");
            return Err(failure.hinted("leave one of them out"));
        }
    };
    let handed = match handed(app, options.profile.as_deref())? {
        Ok(handed) => handed,
        Err(signal) => return Ok(Exit::Stopped(signal)),
    };
    let token = handed.login.access_token.expose_secret();
    match format {
        PrintFormat::Token => ui.line(token)?,
        PrintFormat::Header => {
            ui.line(&Zeroizing::new(format!("Authorization: Bearer {token}")))?;
        }
        PrintFormat::Json => ui.document(&Printed {
            profile: &handed.profile,
            access_token: token,
            token_type: "Bearer",
            expires_at: handed.login.expires_at,
        })?,
        PrintFormat::Env => ui.line(&exports(&handed))?,
        PrintFormat::ExecCredential => {
            let environment = &app.loaded().environment;
            ui.bare_document(&exec_credential(&handed, environment))?;
        }
    }
    Ok(Exit::Done)
}

fn exports(handed: &Handed) -> Zeroizing<String> {
    let token = quoted(handed.login.access_token.expose_secret());
    let mut lines = Zeroizing::new(format!("export {TOKEN_VARIABLE}={}\n", *token));
    if let Some(end) = handed.login.expires_at {
        lines.push_str(&format!("export {END_VARIABLE}='{end}'\n"));
    } else {
        // One of another token may be there.
        lines.push_str(&format!("unset {END_VARIABLE}\n"));
    }
    lines
}

fn exec_credential<'a>(handed: &'a Handed, environment: &Environment) -> ExecCredential<'a> {
    let renew_at = handed.renew_at;
    let whole = |at: Timestamp| Timestamp::from_second(at.as_second()).unwrap_or(at);
    ExecCredential {
        api_version: api_version(environment.get("KUBERNETES_EXEC_INFO")),
        kind: "ExecCredential",
        status: ExecStatus {
            token: handed.login.access_token.expose_secret(),
            expiration_timestamp: renew_at.map(whole),
        },
    }
}

/// The version that the client asks for; the stable one where it says nothing.
fn api_version(exec_info: Option<&str>) -> &'static str {
    let info: Option<Value> = exec_info.and_then(|text| serde_json::from_str(text).ok());
    let asked = info.as_ref().and_then(|info| info["apiVersion"].as_str());
    match asked {
        Some(EXEC_CREDENTIAL_BETA) => EXEC_CREDENTIAL_BETA,
        _ => EXEC_CREDENTIAL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_one_that_is_asked_for() {
        let beta =
            r#"{"apiVersion":"client.authentication.k8s.io/v1beta1","kind":"ExecCredential"}"#;
        for (info, version) in [
            (None, EXEC_CREDENTIAL),
            (Some("no json"), EXEC_CREDENTIAL),
            (Some("{}"), EXEC_CREDENTIAL),
            (Some(beta), EXEC_CREDENTIAL_BETA),
        ] {
            assert_eq!(api_version(info), version, "{info:?}");
        }
    }
}
