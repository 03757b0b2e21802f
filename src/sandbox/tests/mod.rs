//! The sandbox from outside, over real connections, as a client that knows only the wire formats.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod listing;
mod login;
mod marketplaces;
mod orders;
mod trouble;

use std::time::Duration;

use reqwest::{Client, Response};
use serde_json::Value;

use super::{Options, Sandbox};

const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
const CLIENT_ID: &str = super::identity::CLIENT_ID;
const SCOPES: &str = "https://api.partner.microsoft.com/.default offline_access openid profile";

/// A sandbox and a client of it.
struct Visit {
    sandbox: Sandbox,
    base: String,
    client: Client,
}

impl Visit {
    async fn new(options: Options) -> Visit {
        let sandbox = Sandbox::start(options).await.unwrap();
        Visit {
            base: sandbox.url(),
            sandbox,
            client: Client::builder().no_proxy().build().unwrap(),
        }
    }

    async fn quick() -> Visit {
        Visit::new(Options {
            interval: Duration::ZERO,
            ..Options::default()
        })
        .await
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Response {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        self.client
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    async fn get(&self, path: &str, token: &str) -> Response {
        self.client
            .get(format!("{}{path}", self.base))
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
    }

    async fn control(&self, path: &str, body: &str) -> u16 {
        let request = self.client.post(format!("{}/_sandbox/{path}", self.base));
        let answer = request.body(body.to_owned()).send().await.unwrap();
        answer.status().as_u16()
    }

    async fn journal(&self) -> Value {
        let url = format!("{}/_sandbox/requests", self.base);
        value(self.client.get(url).send().await.unwrap()).await.1
    }

    /// The whole device flow at Entra's face, approved.
    async fn entra(&self) -> Value {
        let form = [("client_id", CLIENT_ID), ("scope", SCOPES)];
        let (_, started) = value(self.post("/sandbox/oauth2/v2.0/devicecode", &form).await).await;
        assert!(self.sandbox.approve(started["user_code"].as_str().unwrap()));
        let form = [
            ("grant_type", DEVICE_CODE),
            ("client_id", CLIENT_ID),
            ("client_info", "1"),
            ("device_code", started["device_code"].as_str().unwrap()),
        ];
        let (status, tokens) = value(self.post("/sandbox/oauth2/v2.0/token", &form).await).await;
        assert_eq!(status, 200, "{tokens}");
        tokens
    }

    async fn token(&self) -> String {
        self.entra().await["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

async fn value(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).expect(&text))
}
