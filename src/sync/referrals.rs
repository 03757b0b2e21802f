//! Partner Center referrals: a record of the API as a row of `partner_center_referrals`.
//!
//! Only `id` must be there; everything else may be missing, null or of another type than documented,
//! and stays whole in `raw`. A record without a usable id or with a time that is none is a reject.

use std::borrow::Cow;

use serde::Deserialize;

use super::engine::{Mapping, Record, Source};
use super::error::Error;
use super::json::{self, Json};
use crate::coordination::Halt;
use crate::db::{Column, KEY_LIMIT, Kind, Reject, Row, Table};
use crate::http::{Bearer, Traffic};
use crate::upstream::{Page, partner_center};

/// Its name in `sync_runs`, in locks and on the command line.
pub const NAME: &str = "referrals";

/// Where referrals are kept. Amounts are exact decimals, times UTC to the microsecond.
pub const TABLE: Table = Table {
    name: "partner_center_referrals",
    alias: "referrals",
    key: "id",
    newest: "updated_at",
    followed: None,
    columns: &[
        Column::new("id", Kind::Text),
        Column::new("engagement_id", Kind::Text),
        Column::new("external_reference_id", Kind::Text),
        Column::new("name", Kind::Text),
        Column::new("status", Kind::Text),
        Column::new("substatus", Kind::Text),
        Column::new("status_reason", Kind::Text),
        Column::new("qualification", Kind::Text),
        Column::new("type", Kind::Text),
        Column::new("direction", Kind::Text),
        Column::new("organization_id", Kind::Text),
        Column::new("organization_name", Kind::Text),
        Column::new("mpn_id", Kind::Text),
        Column::new("campaign_id", Kind::Text),
        Column::new("sales_stage", Kind::Text),
        Column::new("customer_name", Kind::Text),
        Column::new("customer_country", Kind::Text),
        Column::new("customer_city", Kind::Text),
        Column::new("deal_value", Kind::Numeric),
        Column::new("deal_currency", Kind::Text),
        Column::new("closing_at", Kind::Time),
        Column::new("created_at", Kind::Time),
        Column::new("updated_at", Kind::Time),
        Column::new("expires_at", Kind::Time),
        Column::new("accepted_at", Kind::Time),
        Column::new("closed_at", Kind::Time),
        Column::new("e_tag", Kind::Text),
    ],
};

/// How a record becomes a row, without the upstream.
pub const MAPPING: Mapping<'_> = Mapping {
    name: NAME,
    table: &TABLE,
    convert: &convert,
};

/// The list of referrals as a source of pages.
pub struct Referrals<'a, B>(pub partner_center::Referrals<'a, B>);

impl<B: Bearer> Source for Referrals<'_, B> {
    async fn page(
        &self,
        since: Option<&str>,
        cursor: Option<&str>,
        halt: &Halt,
    ) -> Result<Option<Page>, Error> {
        Ok(self.0.page(since, cursor, halt).await?)
    }

    fn is_stale_cursor(&self, error: &Error) -> bool {
        matches!(error, Error::PartnerCenter(error) if error.is_stale_cursor())
    }

    fn convert<'p>(&self, record: &'p str) -> Result<Record<'p>, Reject> {
        convert(record)
    }

    fn traffic(&self) -> Traffic {
        self.0.traffic()
    }
}

/// The fields that have a column. Each may be of any type; nothing is copied until it is used.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
#[derive(Default)]
struct Referral<'a> {
    id: Json<'a>,
    engagement_id: Json<'a>,
    external_reference_id: Json<'a>,
    name: Json<'a>,
    status: Json<'a>,
    substatus: Json<'a>,
    status_reason: Json<'a>,
    qualification: Json<'a>,
    r#type: Json<'a>,
    direction: Json<'a>,
    organization_id: Json<'a>,
    organization_name: Json<'a>,
    mpn_id: Json<'a>,
    campaign_id: Json<'a>,
    sales_stage: Json<'a>,
    customer_profile: Json<'a>,
    details: Json<'a>,
    created_date_time: Json<'a>,
    updated_date_time: Json<'a>,
    expiration_date_time: Json<'a>,
    accepted_date_time: Json<'a>,
    closed_date_time: Json<'a>,
    #[serde(rename = "eTag")]
    e_tag: Json<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Customer<'a> {
    name: Json<'a>,
    address: Json<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Address<'a> {
    country: Json<'a>,
    city: Json<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct Details<'a> {
    deal_value: Json<'a>,
    currency: Json<'a>,
    closing_date_time: Json<'a>,
}

/// The record as a row, in the order of [`TABLE`]'s columns.
fn convert(raw: &str) -> Result<Record<'_>, Reject> {
    // Serde would take an array for the fields in their order.
    let parsed = raw.starts_with('{').then(|| serde_json::from_str(raw).ok());
    let parsed: Option<Referral<'_>> = parsed.flatten();
    let id = parsed.as_ref().and_then(|referral| referral.id.string());
    let reject = |reason: String| Reject {
        external_id: id.as_deref().map(str::to_owned),
        reason,
        raw: raw.to_owned(),
    };
    let referral = parsed.ok_or_else(|| reject("it is not a referral object".to_owned()))?;
    let Some(id) = id.clone().filter(|id| !id.is_empty()) else {
        return Err(reject("id is missing or no text".to_owned()));
    };
    if id.chars().count() > KEY_LIMIT {
        return Err(reject("id is longer than any id".to_owned()));
    }
    if json::has_nul(raw) {
        return Err(reject("it holds a NUL character".to_owned()));
    }
    let customer: Customer<'_> = referral.customer_profile.object();
    let address: Address<'_> = customer.address.object();
    let details: Details<'_> = referral.details.object();
    let values = || -> Result<Vec<Option<Cow<'_, str>>>, json::Unfit> {
        Ok(vec![
            Some(id),
            referral.engagement_id.text(),
            referral.external_reference_id.text(),
            referral.name.text(),
            referral.status.text(),
            referral.substatus.text(),
            referral.status_reason.text(),
            referral.qualification.text(),
            referral.r#type.text(),
            referral.direction.text(),
            referral.organization_id.text(),
            referral.organization_name.text(),
            referral.mpn_id.text(),
            referral.campaign_id.text(),
            referral.sales_stage.text(),
            customer.name.text(),
            address.country.text(),
            address.city.text(),
            details.deal_value.decimal("details.dealValue")?,
            details.currency.text(),
            details.closing_date_time.time("details.closingDateTime")?,
            referral.created_date_time.time("createdDateTime")?,
            referral.updated_date_time.time("updatedDateTime")?,
            referral.expiration_date_time.time("expirationDateTime")?,
            referral.accepted_date_time.time("acceptedDateTime")?,
            referral.closed_date_time.time("closedDateTime")?,
            referral.e_tag.text(),
        ])
    };
    match values() {
        Ok(values) => Ok(Record {
            row: Row::new(values, raw),
            changed: referral.updated_date_time.string(),
        }),
        Err(unfit) => Err(reject(unfit.to_string())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use super::*;

    fn values(json: &str) -> Result<Vec<Option<String>>, String> {
        let owned = |value: &Option<Cow<'_, str>>| value.as_deref().map(str::to_owned);
        match convert(json) {
            Ok(record) => Ok(record.row.values().iter().map(owned).collect()),
            Err(reject) => Err(reject.reason),
        }
    }

    fn value(json: &str, column: &str) -> Option<String> {
        let at = TABLE.columns.iter().position(|c| c.name == column).unwrap();
        values(json).unwrap()[at].clone()
    }

    #[test]
    fn a_record_with_nothing_but_an_id_is_a_row() {
        let values = values(r#"{"id":"a"}"#).unwrap();
        assert_eq!(values.len(), TABLE.columns.len());
        assert_eq!(values.iter().flatten().count(), 1);
    }

    #[test]
    fn odd_types_do_not_cost_the_record() {
        let odd = r#"{"id":"a","salesStage":100,"tags":{},"customerProfile":[],"details":"x","name":null,"isSpam":1}"#;
        assert_eq!(value(odd, "sales_stage").as_deref(), Some("100"));
        assert_eq!(value(odd, "customer_name"), None);
        assert_eq!(value(odd, "deal_value"), None);
    }

    #[test]
    fn amounts_keep_every_digit_and_times_lose_the_seventh() {
        let json = r#"{"id":"a","updatedDateTime":"2030-02-01T09:30:00.7654329Z",
            "details":{"dealValue":12345678901234567890.123456789,"closingDateTime":"2030-06-30T00:00:00"}}"#;
        assert_eq!(
            value(json, "deal_value").as_deref(),
            Some("12345678901234567890.123456789")
        );
        assert_eq!(
            value(json, "updated_at").as_deref(),
            Some("2030-02-01T09:30:00.765432Z")
        );
        assert_eq!(
            value(json, "closing_at").as_deref(),
            Some("2030-06-30T00:00:00.000000Z")
        );
        let text = r#"{"id":"a","details":{"dealValue":"10.50"}}"#;
        assert_eq!(value(text, "deal_value").as_deref(), Some("10.50"));
    }

    #[test]
    fn unreadable_records_say_why() {
        for (json, reason) in [
            (r#""a string""#, "it is not a referral object"),
            ("[1]", "it is not a referral object"),
            ("{}", "id is missing or no text"),
            (r#"{"id":7}"#, "id is missing or no text"),
            (r#"{"id":""}"#, "id is missing or no text"),
            (
                r#"{"id":"a","name":"x\u0000y"}"#,
                "it holds a NUL character",
            ),
            (
                r#"{"id":"a","updatedDateTime":"yesterday"}"#,
                "updatedDateTime is not a time",
            ),
            (
                r#"{"id":"a","details":{"dealValue":"ten"}}"#,
                "details.dealValue is not a number",
            ),
        ] {
            assert_eq!(values(json), Err(reason.to_owned()), "{json}");
        }
    }
}
