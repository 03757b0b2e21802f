//! How a list goes on: the query of the next page, from what was asked and what came. Pure.

use url::Url;
use url::form_urlencoded::{Serializer, parse};

use super::shape::Shape;
use crate::config::{ExternalOrders, Paging};
use crate::upstream::next_link;
use crate::upstream::reader::Error;

/// Where answers have a link to the next page.
const LINKS: [&str; 8] = [
    "/next",
    "/next_url",
    "/nextUrl",
    "/next_page_url",
    "/links/next",
    "/paging/next",
    "/pagination/next",
    "/@odata.nextLink",
];
/// Where they have a cursor.
const CURSORS: [&str; 8] = [
    "/next_cursor",
    "/nextCursor",
    "/next_page_token",
    "/nextPageToken",
    "/meta/next_cursor",
    "/paging/next_cursor",
    "/pagination/next_cursor",
    "/cursor/next",
];
const PAGES: [&str; 7] = [
    "/page/totalPages",
    "/total_pages",
    "/totalPages",
    "/page_count",
    "/meta/total_pages",
    "/pagination/total_pages",
    "/meta/last_page",
];
const PAGE: [&str; 8] = [
    "/number",
    "/page/number",
    "/page",
    "/current_page",
    "/currentPage",
    "/meta/page",
    "/pagination/page",
    "/meta/current_page",
];
const OFFSET: [&str; 3] = ["/offset", "/meta/offset", "/pagination/offset"];
const TOTAL: [&str; 5] = [
    "/total",
    "/total_count",
    "/totalCount",
    "/meta/total",
    "/pagination/total",
];
/// Where they say how many a page has.
const SIZE: [&str; 6] = [
    "/page_size",
    "/per_page",
    "/pageSize",
    "/limit",
    "/size",
    "/meta/per_page",
];

/// The query of the first page.
pub(super) fn first(own: Option<&str>, settings: &ExternalOrders, since: Option<&str>) -> String {
    let mut query = own.unwrap_or_default().to_owned();
    if let Some(size) = settings.page_size {
        query = with(&query, &settings.page_size_param, &size.to_string());
    }
    if let (Some(param), Some(since)) = (&settings.since_param, since) {
        query = with(&query, param, since);
    }
    query
}

/// How it goes on, and the query of the next page; none of the last one.
pub(super) fn next(
    settings: &ExternalOrders,
    asked: &str,
    shape: &Shape<'_>,
    link: Option<&str>,
    list: &Url,
) -> Result<(Paging, Option<String>), Error> {
    let paging = match settings.paging {
        Paging::Auto => guessed(shape, link, settings),
        told => told,
    };
    let count = shape.records.len() as u64;
    let beside = &shape.beside;
    // What is asked for may be more than it gives: only what it says of itself ends a list.
    let is_short = beside.number(&SIZE).is_some_and(|size| count < size);
    let next = match paging {
        Paging::Auto | Paging::None => None,
        Paging::Link => target(link.unwrap_or_default())
            .map(|link| next_link::query(link, list))
            .transpose()?,
        Paging::Next => {
            let link = beside.text(&LINKS);
            link.map(|link| next_link::query(&link, list)).transpose()?
        }
        Paging::Cursor => {
            cursor(settings, shape).map(|cursor| with(asked, &settings.cursor_param, &cursor))
        }
        Paging::Page => {
            let page = number(asked, &settings.page_param).or(beside.number(&PAGE));
            let page = page.unwrap_or(1);
            let is_last = match (beside.number(&PAGES), beside.number(&TOTAL)) {
                (Some(pages), _) => page >= pages,
                // Only an empty page ends it.
                (None, None) => is_short,
                (None, Some(total)) => {
                    let size =
                        beside.number(&["/page_size", "/per_page", "/pageSize", "/limit", "/size"]);
                    size.is_some_and(|size| page * size >= total)
                }
            };
            (count > 0 && !is_last)
                .then(|| with(asked, &settings.page_param, &(page + 1).to_string()))
        }
        Paging::Offset => {
            let offset = number(asked, &settings.offset_param).or(beside.number(&OFFSET));
            let next = offset.unwrap_or(0) + count;
            let is_last = match beside.number(&TOTAL) {
                Some(total) => next >= total,
                None => is_short,
            };
            (count > 0 && !is_last).then(|| with(asked, &settings.offset_param, &next.to_string()))
        }
    };
    Ok((paging, next))
}

/// What an answer shows of how it goes on.
fn guessed(shape: &Shape<'_>, link: Option<&str>, settings: &ExternalOrders) -> Paging {
    let beside = &shape.beside;
    if link.and_then(target).is_some() {
        return Paging::Link;
    }
    if beside.text(&LINKS).is_some() {
        return Paging::Next;
    }
    if cursor(settings, shape).is_some() {
        return Paging::Cursor;
    }
    let has_total = beside.number(&TOTAL).is_some();
    if beside.number(&PAGES).is_some() || (beside.number(&PAGE).is_some() && has_total) {
        return Paging::Page;
    }
    match beside.number(&OFFSET).is_some() && has_total {
        true => Paging::Offset,
        false => Paging::None,
    }
}

fn cursor(settings: &ExternalOrders, shape: &Shape<'_>) -> Option<String> {
    match settings.cursor.as_deref() {
        Some(pointer) => shape.beside.word(&[pointer]),
        None => shape.beside.word(&CURSORS),
    }
}

/// The target of the link whose relation is `next` (RFC 8288, section 3).
fn target(links: &str) -> Option<&str> {
    let links = links.split(",<").flat_map(|links| links.split(", <"));
    links.into_iter().find_map(|link| {
        let (target, parameters) = link.trim().trim_start_matches('<').split_once('>')?;
        let is_next = |parameter: &str| {
            let (name, value) = parameter.trim().split_once('=').unwrap_or_default();
            let mut relations = value.trim().trim_matches('"').split(' ');
            name.trim().eq_ignore_ascii_case("rel")
                && relations.any(|one| one.eq_ignore_ascii_case("next"))
        };
        parameters.split(';').any(is_next).then_some(target)
    })
}

fn number(query: &str, name: &str) -> Option<u64> {
    let mut pairs = parse(query.as_bytes());
    let (_, value) = pairs.find(|(known, _)| known == name)?;
    value.parse().ok()
}

/// The query with this value, in the place of another one.
fn with(query: &str, name: &str, value: &str) -> String {
    let mut pairs = Serializer::new(String::new());
    pairs.extend_pairs(parse(query.as_bytes()).filter(|(known, _)| known != name));
    pairs.append_pair(name, value);
    pairs.finish()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::shape;
    use super::*;

    fn settings(paging: Paging) -> ExternalOrders {
        ExternalOrders {
            paging,
            ..ExternalOrders::default()
        }
    }

    fn goes_on(
        settings: &ExternalOrders,
        asked: &str,
        body: &str,
        link: Option<&str>,
    ) -> (&'static str, Option<String>) {
        let list = Url::parse("https://api.example/orders").unwrap();
        let shape = shape::read(body, None).unwrap();
        let (paging, next) = next(settings, asked, &shape, link, &list).unwrap();
        (paging.as_str(), next)
    }

    #[test]
    fn an_answer_shows_how_it_goes_on() {
        let auto = settings(Paging::Auto);
        let next_page = r#"<https://api.example/orders?page=2&x=1>; rel="next", <https://api.example/orders?page=9>; rel="last""#;
        for (asked, body, link, expected) in [
            ("", "[1]", None, ("none", None)),
            ("", "[1]", Some(next_page), ("link", Some("page=2&x=1"))),
            (
                "",
                "[1]",
                Some(r#"<https://api.example/orders?page=1>; rel="prev""#),
                ("none", None),
            ),
            (
                "",
                r#"{"orders":[1],"next":"/orders?after=a%2Fb"}"#,
                None,
                ("next", Some("after=a%2Fb")),
            ),
            ("", r#"{"orders":[1],"next":null}"#, None, ("none", None)),
            (
                "x=1",
                r#"{"orders":[1],"next_cursor":"a b"}"#,
                None,
                ("cursor", Some("x=1&cursor=a+b")),
            ),
            (
                "cursor=a",
                r#"{"orders":[1],"next_cursor":"c"}"#,
                None,
                ("cursor", Some("cursor=c")),
            ),
            (
                "",
                r#"{"orders":[1],"page":1,"total_pages":2}"#,
                None,
                ("page", Some("page=2")),
            ),
            (
                "page=2",
                r#"{"orders":[1],"page":2,"total_pages":2}"#,
                None,
                ("page", None),
            ),
            (
                "",
                r#"{"data":[1],"meta":{"page":0,"total_pages":3}}"#,
                None,
                ("page", Some("page=1")),
            ),
            (
                "",
                r#"{"orders":[1,2],"page":1,"page_size":2,"total":3}"#,
                None,
                ("page", Some("page=2")),
            ),
            (
                "page=2",
                r#"{"orders":[3],"page":2,"page_size":2,"total":3}"#,
                None,
                ("page", None),
            ),
            (
                "",
                r#"{"orders":[1,2],"offset":0,"total":3}"#,
                None,
                ("offset", Some("offset=2")),
            ),
            (
                "offset=2",
                r#"{"orders":[3],"offset":2,"total":3}"#,
                None,
                ("offset", None),
            ),
            (
                "",
                r#"{"content":[1],"number":0,"size":1,"totalPages":3}"#,
                None,
                ("page", Some("page=1")),
            ),
            (
                "",
                r#"{"orders":[1],"next_cursor":17}"#,
                None,
                ("cursor", Some("cursor=17")),
            ),
            (
                "offset=9",
                r#"{"orders":[],"offset":9,"total":30}"#,
                None,
                ("offset", None),
            ),
        ] {
            let (paging, next) = goes_on(&auto, asked, body, link);
            assert_eq!((paging, next.as_deref()), expected, "{body}");
        }
    }

    #[test]
    fn what_is_told_is_not_guessed() {
        let by_page = settings(Paging::Page);
        assert_eq!(
            goes_on(&by_page, "", "[1]", None).1.as_deref(),
            Some("page=2")
        );
        assert_eq!(goes_on(&by_page, "page=7", "[]", None).1, None);
        let sized = ExternalOrders {
            page_size: Some(2),
            ..settings(Paging::Offset)
        };
        assert_eq!(
            first(Some("shop=1"), &sized, Some("2030-01-01T00:00:00Z")),
            "shop=1&page_size=2"
        );
        assert_eq!(
            goes_on(&sized, "page_size=2", "[1,2]", None).1.as_deref(),
            Some("page_size=2&offset=2")
        );
        assert_eq!(goes_on(&sized, "page_size=2&offset=2", "[]", None).1, None);
        let by_cursor = ExternalOrders {
            cursor: Some("/page/after".to_owned()),
            cursor_param: "after".to_owned(),
            since_param: Some("updated_since".to_owned()),
            ..settings(Paging::Cursor)
        };
        let body = r#"{"orders":[1],"page":{"after":17}}"#;
        assert_eq!(
            goes_on(&by_cursor, "", body, None).1.as_deref(),
            Some("after=17")
        );
        let since = first(None, &by_cursor, Some("2030-01-01T00:00:00Z"));
        assert_eq!(since, "updated_since=2030-01-01T00%3A00%3A00Z");
        let elsewhere = r#"<https://evil.example/orders?page=2>; rel=next"#;
        let list = Url::parse("https://api.example/orders").unwrap();
        let shape = shape::read("[1]", None).unwrap();
        let led = next(&settings(Paging::Link), "", &shape, Some(elsewhere), &list);
        assert!(matches!(led, Err(Error::ForeignNextLink { .. })));
    }
}
