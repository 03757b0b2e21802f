//! The page where a person types a code and says yes or no, in plain forms that work without scripts.
//! It knows codes and consent, not tokens.

use std::fmt::Write;

use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

use super::Shared;
use super::identity::{Asked, Decision};

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#16202c;--soft:#57646f;--paper:#fff;--back:#eef1f5;--line:#c9d1da;--go:#0b5fbd;--bad:#a3212b}\
@media(prefers-color-scheme:dark){:root{--ink:#eef2f6;--soft:#a9b5c1;--paper:#1a222c;--back:#10161d;--line:#3a4653;--go:#63aefc;--bad:#ff8f96}}\
*{box-sizing:border-box}\
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--back);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}\
main{width:100%;max-width:26rem;background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:2rem}\
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .5rem}\
p{margin:0 0 1.25rem;color:var(--soft)}\
label{display:block;font-weight:600;margin-bottom:.375rem}\
input{width:100%;font:600 1.5rem/1.4 ui-monospace,monospace;letter-spacing:.12em;text-align:center;text-transform:uppercase;padding:.5rem;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:.5rem}\
ul{margin:0 0 1.25rem;padding:.75rem 1rem .75rem 2rem;border:1px solid var(--line);border-radius:.5rem;overflow-wrap:anywhere}\
.buttons{display:flex;gap:.75rem;margin-top:1.25rem}\
button{flex:1;font:inherit;font-weight:600;padding:.625rem 1rem;border-radius:.5rem;border:1px solid var(--go);background:var(--go);color:var(--paper);cursor:pointer}\
button.quiet{background:transparent;color:var(--ink);border-color:var(--soft)}\
:focus-visible{outline:3px solid var(--go);outline-offset:2px}\
.wrong{color:var(--bad);font-weight:600}";

#[derive(Deserialize)]
struct Prefilled {
    user_code: Option<String>,
}

#[derive(Deserialize)]
struct Typed {
    user_code: String,
    action: Option<String>,
}

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/device", get(show).post(submit))
}

async fn show(Query(prefilled): Query<Prefilled>) -> Response {
    let code = prefilled.user_code.unwrap_or_default();
    page(StatusCode::OK, "Connect a device", &code_form(&code, None))
}

async fn submit(State(sandbox): State<Shared>, Form(typed): Form<Typed>) -> Response {
    let code = typed.user_code.as_str();
    let Some(asked) = sandbox.identity.asked(code) else {
        let wrong = "No request waits under this code. It may have ended, or been answered.";
        let body = code_form(code, Some(wrong));
        return page(StatusCode::BAD_REQUEST, "Check the code", &body);
    };
    let decision = match typed.action.as_deref() {
        Some("approve") => Decision::Approve,
        Some("deny") => Decision::Deny,
        _ => return page(StatusCode::OK, "Allow access?", &consent(code, &asked)),
    };
    sandbox.identity.decide(code, decision);
    let (title, says) = match decision {
        Decision::Approve => ("Access allowed", "The device is signing in now."),
        Decision::Deny => ("Access denied", "The device gets no access."),
    };
    let body = format!("<h1>{title}</h1><p role=\"status\">{says} You can close this page.</p>");
    page(StatusCode::OK, title, &body)
}

fn code_form(code: &str, wrong: Option<&str>) -> String {
    let alert = wrong.map(|wrong| format!("<p class=\"wrong\" role=\"alert\">{wrong}</p>"));
    format!(
        "<h1>Connect a device</h1>\
         <p>Type the code that your terminal shows.</p>{}\
         <form method=\"post\" action=\"/device\">\
         <label for=\"user_code\">Code</label>\
         <input id=\"user_code\" name=\"user_code\" value=\"{}\" placeholder=\"XXXX-XXXX\" \
         autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" maxlength=\"12\" required autofocus>\
         <div class=\"buttons\"><button>Continue</button></div></form>",
        alert.unwrap_or_default(),
        escaped(code),
    )
}

fn consent(code: &str, asked: &Asked) -> String {
    let scopes: String = asked
        .scopes
        .iter()
        .map(|scope| format!("<li>{}</li>", escaped(scope)))
        .collect();
    let scopes = match scopes.is_empty() {
        true => "<li>nothing in particular</li>".to_owned(),
        false => scopes,
    };
    let code = escaped(code);
    format!(
        "<h1>Allow access?</h1>\
         <p><strong>{}</strong> wants to sign in with the code <strong>{code}</strong>. \
         Allow it only if you asked for this yourself.</p>\
         <h2 style=\"font-size:1rem;margin:0 0 .375rem\">It asks for</h2><ul>{scopes}</ul>\
         <form method=\"post\" action=\"/device\">\
         <input type=\"hidden\" name=\"user_code\" value=\"{code}\">\
         <div class=\"buttons\">\
         <button name=\"action\" value=\"approve\">Approve</button>\
         <button class=\"quiet\" name=\"action\" value=\"deny\">Deny</button></div></form>",
        escaped(&asked.client_id),
    )
}

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <title>{title} · jeton sandbox</title><style>{STYLE}</style></head>\
         <body><main>{body}</main></body></html>"
    );
    let policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'";
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, Html(html)).into_response()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' | '>' | '&' | '"' | '\'' => {
                // Writing into a String has no way to fail.
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_or_asked_becomes_markup() {
        let asked = Asked {
            client_id: "<b>x</b>".into(),
            scopes: vec!["\"><script>".into()],
        };
        let html = consent("'><i>", &asked) + &code_form("\"><i>", None);
        for markup in ["<b>", "<script>", "<i>"] {
            assert!(!html.contains(markup), "{markup}");
        }
    }
}
