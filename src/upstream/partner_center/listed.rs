//! A page of referrals: how it is asked for, and what of the answer are records.

use std::ops::Range;

use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Method, Request};
use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use super::Error;
use crate::http::Reply;
use crate::upstream::reader::{Ask, Verdict};
use crate::upstream::{Page, next_link, page};

/// A query of the list.
pub(super) struct Query<'a> {
    pub(super) list: &'a Url,
    pub(super) page_size: Option<u32>,
    pub(super) query: Option<&'a str>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    value: Vec<&'a RawValue>,
    #[serde(rename = "@odata.nextLink")]
    next_link: Option<String>,
    /// A number where it is there; what else it may be is not documented.
    #[serde(rename = "@odata.count", default, borrow)]
    count: Option<&'a RawValue>,
}

/// A page's text and where in it the records are.
struct Listed {
    text: String,
    records: Vec<Range<usize>>,
    next_link: Option<String>,
    count: Option<u64>,
}

impl Listed {
    /// What the body holds, or what it does not.
    fn read(body: Vec<u8>) -> Result<Self, &'static str> {
        let text = String::from_utf8(body).map_err(|_| "no JSON")?;
        let envelope: Envelope<'_> =
            serde_json::from_str(&text).map_err(|error| match error.classify() {
                serde_json::error::Category::Data => "no list of values",
                _ => "no JSON",
            })?;
        Ok(Self {
            records: page::places(&text, &envelope.value),
            next_link: envelope.next_link,
            count: envelope.count.and_then(|count| count.get().parse().ok()),
            text,
        })
    }
}

impl Ask for Query<'_> {
    fn request(&self, id: &str) -> Request {
        let mut url = self.list.clone();
        url.set_query(self.query);
        let mut request = Request::new(Method::GET, url);
        let headers = request.headers_mut();
        for name in ["client-request-id", "ms-correlationid"] {
            if let Ok(value) = HeaderValue::from_str(id) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        if let Some(size) = self.page_size
            && let Ok(value) = HeaderValue::from_str(&format!("odata.maxpagesize={size}"))
        {
            headers.insert(HeaderName::from_static("prefer"), value);
        }
        request
    }

    async fn read(&self, reply: &mut Reply) -> Result<Page, Verdict> {
        let body = std::mem::take(&mut reply.body);
        // Beside the reading of records, which is as much work again.
        let listed = tokio::task::spawn_blocking(move || Listed::read(body)).await;
        let listed = match listed {
            Ok(listed) => listed,
            Err(ended) => match ended.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err("no JSON, and nobody to read it"),
            },
        };
        // A page of a proxy or firewall with status 200 may be gone the next time.
        let listed = listed.map_err(|what| {
            Verdict::Again(Error::Unreadable {
                host: self.list.authority().to_owned(),
                what: what.to_owned(),
                request_id: reply.request_id(),
            })
        })?;
        let next = listed.next_link.filter(|link| !link.is_empty());
        let next = next
            .map(|link| next_link::query(&link, self.list))
            .transpose()
            .map_err(Verdict::Again)?;
        let mut page = Page::new(listed.text, listed.records, next);
        page.count = listed.count;
        Ok(page)
    }
}
