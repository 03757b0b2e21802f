//! Paging end to end, changes, and the ways a listing refuses.

use std::collections::HashSet;

use super::*;

const LIST: &str = "/v1.0/engagements/referrals";

/// Every page of a listing, following only the query of its next links.
async fn pages(visit: &Visit, token: &str, query: &str) -> Vec<Value> {
    let mut path = format!("{LIST}{query}");
    let mut pages = Vec::new();
    loop {
        let (status, page) = value(visit.get(&path, token).await).await;
        assert_eq!(status, 200, "{page}");
        let next = page["@odata.nextLink"].as_str().map(str::to_owned);
        pages.push(page);
        match next {
            Some(next) => path = format!("{LIST}?{}", next.split_once('?').unwrap().1),
            None => return pages,
        }
    }
}

fn ids(pages: &[Value]) -> Vec<String> {
    pages
        .iter()
        .flat_map(|page| page["value"].as_array().unwrap())
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_referral_comes_once_over_empty_pages_and_wrong_counts() {
    let visit = Visit::new(Options {
        referrals: 2_345,
        ..Options::default()
    })
    .await;
    let token = visit.token().await;
    let pages = pages(&visit, &token, "").await;
    let ids = ids(&pages);
    assert_eq!(ids.len(), 2_345);
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 2_345);
    let sizes: Vec<_> = pages
        .iter()
        .map(|page| page["value"].as_array().unwrap().len())
        .collect();
    assert!(sizes.contains(&0) && sizes.iter().all(|size| *size <= 100));
    assert!(pages.iter().any(|page| page.get("@odata.count").is_none()));
    let journal = visit.journal().await;
    let row = journal["requests"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["path"] == LIST);
    assert_eq!(row.unwrap()["count"], pages.len());
    visit.sandbox.stop().await;
}

#[tokio::test]
async fn top_caps_the_total_and_prefer_the_page() {
    let visit = Visit::quick().await;
    let token = visit.token().await;
    assert_eq!(ids(&pages(&visit, &token, "?$top=250").await).len(), 250);
    let request = visit
        .client
        .get(format!("{}{LIST}", visit.base))
        .bearer_auth(&token);
    let answer = request
        .header("Prefer", "odata.maxpagesize=7")
        .send()
        .await
        .unwrap();
    assert_eq!(value(answer).await.1["value"].as_array().unwrap().len(), 7);
}

#[tokio::test]
async fn touched_referrals_are_the_ones_a_filter_finds() {
    let visit = Visit::quick().await;
    let token = visit.token().await;
    let newest = pages(&visit, &token, "?$top=1&$orderby=updatedDateTime%20desc").await;
    let mark = newest[0]["value"][0]["updatedDateTime"].as_str().unwrap();
    let since = format!("?$filter=updatedDateTime%20gt%20{mark}");
    assert_eq!(ids(&pages(&visit, &token, &since).await).len(), 0);
    assert_eq!(visit.control("touch?count=130", "").await, 200);
    let changed = ids(&pages(&visit, &token, &since).await);
    assert_eq!(changed.iter().collect::<HashSet<_>>().len(), 130);
}

#[tokio::test]
async fn one_referral_is_read_by_id_with_its_entity_tag() {
    let visit = Visit::quick().await;
    let token = visit.token().await;
    let first = pages(&visit, &token, "?$top=1").await;
    let id = &ids(&first)[0];
    let answer = visit.get(&format!("{LIST}/{id}"), &token).await;
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    let (_, one) = value(answer).await;
    assert_eq!(one, first[0]["value"][0]);
    assert_eq!(one["eTag"], tag.as_str());
    let (status, error) = value(visit.get(&format!("{LIST}/nothing"), &token).await).await;
    assert_eq!(
        (status, &error["error"]["code"]),
        (404, &"itemNotFound".into())
    );
}

#[tokio::test]
async fn a_next_link_is_no_address_and_its_token_no_text() {
    let visit = Visit::quick().await;
    let token = visit.token().await;
    let (_, page) = value(visit.get(LIST, &token).await).await;
    let link = page["@odata.nextLink"].as_str().unwrap();
    let path = link.strip_prefix(&visit.base).unwrap();
    assert!(path.starts_with("/v1.0/referrals?$skiptoken="), "{path}");
    assert_eq!(visit.get(path, &token).await.status(), 404);
    let query = path.split_once('?').unwrap().1;
    for spoilt in [
        query.replace("%2f", "/").replace("%2b", "+"),
        query.replace('%', "%25"),
    ] {
        let (status, error) = value(visit.get(&format!("{LIST}?{spoilt}"), &token).await).await;
        assert_eq!(
            (status, &error["error"]["code"]),
            (400, &"invalidRequest".into())
        );
    }
}

#[tokio::test]
async fn a_bearer_is_needed_and_can_be_expired() {
    let visit = Visit::quick().await;
    let tokens = visit.entra().await;
    let token = tokens["access_token"].as_str().unwrap();
    let request = visit
        .client
        .get(format!("{}{LIST}", visit.base))
        .bearer_auth(token);
    let answer = request
        .header("client-request-id", "abc")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["client-request-id"], "abc");
    assert!(answer.headers().contains_key("request-id") && answer.headers().contains_key("date"));
    assert_eq!(visit.control("expire", "").await, 204);
    for bearer in [token, "made-up"] {
        let (status, error) = value(visit.get(LIST, bearer).await).await;
        assert_eq!(
            (status, &error["error"]["code"]),
            (401, &"unauthenticated".into())
        );
    }
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT_ID),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ];
    let (_, renewed) = value(visit.post("/sandbox/oauth2/v2.0/token", &form).await).await;
    let token = renewed["access_token"].as_str().unwrap();
    assert_eq!(visit.get(LIST, token).await.status(), 200);
}

#[tokio::test]
async fn unreadable_records_stand_among_the_others() {
    let visit = Visit::new(Options {
        referrals: 50,
        malformed: 10,
        ..Options::default()
    })
    .await;
    let token = visit.token().await;
    let all = pages(&visit, &token, "").await;
    let items = all[0]["value"].as_array().unwrap();
    assert_eq!(items.len(), 50);
    let readable = |item: &&Value| {
        item["id"].is_string()
            && !item["name"].as_str().unwrap().contains('\0')
            && item["updatedDateTime"].as_str().unwrap().ends_with('Z')
    };
    assert_eq!(items.iter().filter(readable).count(), 45);
}
