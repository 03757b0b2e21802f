//! Asking for what changed since a time: by a filter, and where the API refuses that, newest first until older
//! records come.
//!
//! A stored cursor must tell the two apart, so the second kind begins with its order.

use jiff::Timestamp;
use serde::Deserialize;

use crate::upstream::Page;

/// The query of a list that begins with what changed last; also what the cursors of its pages begin with.
pub(super) const NEWEST_FIRST: &str = "$orderby=updatedDateTime%20desc";
/// Between that and a page's own query.
const MARK: &str = " ";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    updated_date_time: Option<Timestamp>,
}

/// The query of the list of what changed at or after `since`, oldest first: OData's own way to write it.
pub(super) fn filter(since: &str) -> String {
    let since = since.replace('+', "%2B");
    format!("$filter=updatedDateTime%20ge%20{since}&$orderby=updatedDateTime%20asc")
}

/// The query of a page that is newest first, if `cursor` is one's.
pub(super) fn newest_first(cursor: &str) -> Option<&str> {
    cursor.strip_prefix(NEWEST_FIRST)?.strip_prefix(MARK)
}

/// A page that is newest first: the last one when its last record is older than `since`. One that is in another order
/// after all proves nothing.
pub(super) fn until(mut page: Page, since: &str) -> Page {
    let time = |record: &str| {
        serde_json::from_str::<Changed>(record)
            .ok()?
            .updated_date_time
    };
    let times: Option<Vec<Timestamp>> = page.records().map(time).collect();
    let ended = match (times, since.parse::<Timestamp>()) {
        (Some(times), Ok(since)) => {
            let falling = times.windows(2).all(|pair| pair[0] >= pair[1]);
            falling && times.last().is_some_and(|last| *last < since)
        }
        _ => false,
    };
    let next = page.next.take().filter(|_| !ended);
    page.next = next.map(|query| format!("{NEWEST_FIRST}{MARK}{query}"));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(changed: &[&str]) -> Page {
        let mut text = String::new();
        let mut places = Vec::new();
        for changed in changed {
            let start = text.len();
            text.push_str(&format!("{{\"updatedDateTime\":{changed:?}}}"));
            places.push(start..text.len());
        }
        Page::new(text, places, Some("$skiptoken=a%2fb".to_owned()))
    }

    #[test]
    fn newest_first_ends_behind_the_first_older_record() {
        let since = "2030-01-10T00:00:00.0000002Z";
        for (changed, ends) in [
            (
                vec!["2030-01-11T00:00:00Z", "2030-01-10T00:00:00.0000002Z"],
                false,
            ),
            (
                vec!["2030-01-11T00:00:00Z", "2030-01-10T00:00:00.0000001Z"],
                true,
            ),
            (vec!["2030-01-09T00:00:00Z", "never"], false),
            (vec!["2030-01-08T00:00:00Z", "2030-01-09T00:00:00Z"], false),
            (vec![], false),
        ] {
            let next = until(page(&changed), since).next;
            let query = next.as_deref().and_then(newest_first);
            let expected = (!ends).then_some("$skiptoken=a%2fb");
            assert_eq!(query, expected, "{changed:?}");
        }
    }

    #[test]
    fn a_cursor_of_the_filter_is_another() {
        assert_eq!(newest_first("$skiptoken=a%2fb"), None);
        assert_eq!(
            filter("2030-01-10T03:00:00+03:00"),
            "$filter=updatedDateTime%20ge%202030-01-10T03:00:00%2B03:00&$orderby=updatedDateTime%20asc"
        );
    }
}
