//! Writes one referral as the Partner Center API would, quirks included, from seed and index alone.
//! The same seed gives the same bytes; nothing is kept.

mod people;

use people::{CUSTOMERS, customer, invite, member};

use super::catalogue::{Catalogue, Instant, guid};
use super::dice::Dice;
use super::json::{Json, Padded, Piece};

const PARTNER: &str = "0f6b1f0a-91d5-4c0c-8a53-1f2b7c9d4e60";
/// Live data holds the documented names, `null` and a percentage side by side.
const STAGES: [Option<&str>; 6] = [
    None,
    Some("100"),
    Some("Qualify"),
    Some("Develop"),
    Some("Propose"),
    Some("Close"),
];
const STATES: [(&str, &str); 8] = [
    ("New", "Pending"),
    ("New", "Received"),
    ("Active", "Accepted"),
    ("Active", "Accepted"),
    ("Closed", "Won"),
    ("Closed", "Lost"),
    ("Closed", "Declined"),
    ("Closed", "Expired"),
];

/// How a record is made unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Defect {
    NoId,
    NumericId,
    NotAnObject,
    NulInName,
    GarbledTime,
}

const DEFECTS: [Defect; 5] = [
    Defect::NoId,
    Defect::NumericId,
    Defect::NotAnObject,
    Defect::NulInName,
    Defect::GarbledTime,
];

/// Appends the referral at `index`, as it stands after the touches so far.
pub(super) fn write(out: &mut String, catalogue: &Catalogue, index: u64) {
    let defect = defect(catalogue.malformed, index);
    if defect == Some(Defect::NotAnObject) {
        out.push_str("\"this is not a referral\"");
        return;
    }
    let mut dice = Dice::new(catalogue.seed, index);
    let version = catalogue.version(index);
    let id = catalogue.id(index);
    let created = catalogue.created(index);
    let updated = catalogue.updated(index);

    out.push('{');
    let mut json = Json(out);
    match defect {
        Some(Defect::NoId) => &mut json,
        Some(Defect::NumericId) => json.raw("id", index),
        _ => json.text("id", &*id),
    };
    let engagement = guid(dice.next(), dice.next());
    json.text("engagementId", &*engagement);
    match defect {
        Some(Defect::NulInName) => json.text("name", "broken\\u0000name"),
        _ => json.text("name", (dice.pick(CUSTOMERS), " – Azure geçişi ", index)),
    };
    json.text("createdDateTime", created);
    match defect {
        Some(Defect::GarbledTime) => json.text("updatedDateTime", "yesterday-ish"),
        _ => json.text("updatedDateTime", updated),
    };
    state(&mut json, &mut dice, created, updated);
    let stage = STAGES[((dice.below(6) + version) % 6) as usize];
    json.maybe("salesStage", stage)
        // The value itself is quoted, as If-Match wants it.
        .text("eTag", ("\\\"", catalogue.etag(index), "\\\""));
    labels(&mut json, &mut dice, index);
    customer(&mut json, &mut dice, index);
    json.object("consent", |json| {
        json.raw("consentToToShareInfoWithOthers", dice.chance(80))
            .raw("consentToContact", dice.chance(90))
            .raw("consentToShareReferralWithMicrosoftSellers", "true");
    });
    details(&mut json, &mut dice, updated);
    json.array("team", |json| {
        if dice.chance(40) {
            member(json, &mut dice, "partner.example");
        }
    });
    invite(&mut json, &mut dice);
    links(&mut json, &mut dice, &id, &engagement);
    if dice.chance(10) {
        json.object("copilotInsights", |json| {
            json.raw("score", dice.below(100))
                .raw("experiments", "[[],{}]");
        });
    }
    json.0.push('}');
}

fn defect(one_in: u64, index: u64) -> Option<Defect> {
    let nth = (index + 1).checked_rem(one_in)?;
    let kind = index.checked_div(one_in)? % DEFECTS.len() as u64;
    (nth == 0).then(|| DEFECTS[kind as usize])
}

fn state(json: &mut Json<'_>, dice: &mut Dice, created: Instant, updated: Instant) {
    let (status, substatus) = dice.pick(STATES);
    let expires = Instant {
        seconds: created.seconds + 14 * 86_400,
        ..created
    };
    json.text("status", status)
        .text("substatus", substatus)
        .maybe("expirationDateTime", (status == "New").then_some(expires))
        .maybe("acceptedDateTime", (status != "New").then_some(created))
        .text(
            "qualification",
            dice.pick(["Direct", "MarketingQualified", "SalesQualified"]),
        )
        .text("type", dice.pick(["Independent", "Shared"]))
        .text("direction", dice.pick(["Incoming", "Outgoing"]));
    if status == "Closed" {
        json.text("closedDateTime", updated)
            .maybe("statusReason", dice.chance(50).then_some("Bütçe ayrılmadı"));
    }
}

fn labels(json: &mut Json<'_>, dice: &mut Dice, index: u64) {
    json.text("organizationId", PARTNER)
        .raw("isSpam", "false")
        .raw("favorite", dice.chance(5))
        .text("mpnId", 1_000_000 + dice.below(40));
    match dice.below(4) {
        0 => json.raw("externalReferenceId", "null"),
        1 => json.text("externalReferenceId", ""),
        2 => json.text("externalReferenceId", ("CRM-", index)),
        _ => json,
    };
    if dice.chance(30) {
        json.text("organizationName", "Örnek Bilişim A.Ş.")
            .text("quality", "Unknown")
            .raw("campaignId", "null");
    }
    match dice.below(3) {
        0 => json.raw("tags", "[]"),
        1 => json.raw("tags", r#"["azure","öncelikli"]"#),
        _ => json.raw("tags", r#"[{"tag":"azure"}]"#),
    };
    json.array("target", |json| {
        let solution = dice.below(10_000);
        json.item(|json| {
            json.text("type", "SolutionProfile")
                .text("id", ("SOL-", Padded::<5>(solution), "-AAA"));
        });
    });
}

fn details(json: &mut Json<'_>, dice: &mut Dice, updated: Instant) {
    json.object("details", |json| {
        json.maybe(
            "notes",
            dice.chance(30)
                .then_some("İlk görüşme yapıldı;\\nteklif bekleniyor."),
        );
        let (whole, part) = (dice.below(900_000), dice.below(100));
        match dice.below(20) {
            0..=3 => json.raw("dealValue", "null"),
            4 => json,
            5 => json.raw("dealValue", whole),
            // 19 digits: an f64 holds 15 to 17 of them.
            6 => {
                let whole = ("98765432109", Padded::<6>(whole));
                json.raw("dealValue", (whole, ".", Padded::<2>(part)))
            }
            _ => json.raw("dealValue", (whole, ".", Padded::<2>(part))),
        };
        let closing = Instant {
            seconds: updated.seconds + 90 * 86_400,
            ticks: 0,
            digits: 0,
        };
        json.text("currency", dice.pick(["TRY", "USD", "EUR"]))
            .text("closingDateTime", closing);
        if dice.chance(50) {
            json.object("requirements", |json| {
                json.raw("industries", r#"[{"id":"Retail & Consumer Goods"}]"#)
                    .raw("services", r#"[{"id":"DeploymentOrMigration"}]"#)
                    .raw("solutions", "[]");
            });
        }
    });
}

/// Raw spaces and an unquoted GUID, as seen live: no one should follow these. Not every record has them.
fn links(json: &mut Json<'_>, dice: &mut Dice, id: &str, engagement: &str) {
    const LIST: &str = "https://api.partner.microsoft.com/v1.0/engagements/referrals";
    if !dice.chance(25) {
        return;
    }
    json.object("links", |json| {
        let filter = ("?$filter=engagementId eq ", engagement);
        link(json, "relatedReferrals", (LIST, filter));
        link(json, "self", (LIST, "/", id));
    });
}

fn link(json: &mut Json<'_>, name: &str, uri: impl Piece) {
    json.object(name, |json| {
        json.text("uri", uri).text("method", "GET");
    });
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;

    fn record(catalogue: &Catalogue, index: u64) -> String {
        let mut out = String::new();
        write(&mut out, catalogue, index);
        out
    }

    #[test]
    fn two_thousand_records_are_valid_json_of_the_promised_size() {
        let catalogue = Catalogue::new(42, 2_000, 0);
        let mut ids = HashSet::new();
        let mut bytes = 0;
        for index in 0..2_000 {
            let text = record(&catalogue, index);
            bytes += text.len();
            let value: Value = serde_json::from_str(&text).expect(&text);
            let etag = value["eTag"].as_str().unwrap();
            assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");
            let consent = &value["consent"]["consentToToShareInfoWithOthers"];
            assert!(consent.is_boolean());
            for field in ["createdDateTime", "updatedDateTime"] {
                let text = value[field].as_str().unwrap();
                text.parse::<jiff::Timestamp>().expect(text);
            }
            assert!(ids.insert(value["id"].as_str().unwrap().to_owned()));
        }
        let mean = bytes / 2_000;
        assert!((1_400..1_600).contains(&mean), "{mean} bytes a record");
    }

    #[test]
    fn every_quirk_turns_up() {
        let catalogue = Catalogue::new(42, 2_000, 0);
        let all: String = (0..2_000).map(|at| record(&catalogue, at)).collect();
        for quirk in [
            "\"salesStage\":null",
            "\"salesStage\":\"100\"",
            "\"salesStage\":\"Propose\"",
            "\"tags\":[]",
            "\"tags\":[\"azure\"",
            "\"tags\":[{\"tag\"",
            "\"ids\":{}",
            "\"ids\":[]",
            "&amp;",
            "Işık",
            "\"dealValue\":null",
            "\"dealValue\":98765432109",
            "\"copilotInsights\":",
            "?$filter=engagementId eq ",
            "\"inviteContext\":null",
            "\"externalReferenceId\":\"\"",
        ] {
            assert!(all.contains(quirk), "{quirk}");
        }
        let without = |field: &str| {
            (0..2_000).any(|at| !record(&catalogue, at).contains(&format!("\"{field}\"")))
        };
        assert!(without("externalReferenceId") && without("dealValue") && without("links"));
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let [one, two] = [42, 42].map(|seed| Catalogue::new(seed, 100, 7));
        let other = Catalogue::new(43, 100, 7);
        for index in 0..100 {
            assert_eq!(record(&one, index), record(&two, index));
        }
        assert_ne!(record(&one, 0), record(&other, 0));
    }

    #[test]
    fn a_touch_changes_time_etag_and_stage() {
        let catalogue = Catalogue::new(42, 10, 0);
        let read = || serde_json::from_str::<Value>(&record(&catalogue, 0)).unwrap();
        let before = read();
        catalogue.touch(1);
        let after = read();
        for field in ["updatedDateTime", "eTag", "salesStage"] {
            assert_ne!(before[field], after[field], "{field}");
        }
        assert_eq!(before["id"], after["id"]);
    }

    #[test]
    fn one_record_in_so_many_is_unreadable_in_five_ways() {
        let found: Vec<_> = (0..50).filter_map(|at| defect(10, at)).collect();
        assert_eq!(found, DEFECTS);
        assert_eq!(defect(0, 3), None);
        let catalogue = Catalogue::new(42, 5, 1);
        let all: Vec<Value> = (0..5)
            .map(|at| serde_json::from_str(&record(&catalogue, at)).unwrap())
            .collect();
        assert!(all[0].get("id").is_none() && all[1]["id"].is_u64());
        assert!(all[2].is_string() && all[3]["name"].as_str().unwrap().contains('\0'));
        assert_eq!(all[4]["updatedDateTime"], "yesterday-ish");
    }
}
