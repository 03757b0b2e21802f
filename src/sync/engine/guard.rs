//! Proof that a list ends: no page link twice in a run, no page twice, and not empty pages for ever.
//! Sixteen bytes a page are remembered; what the records are is not looked at.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Empty pages with a next link are legal; so many in a row are no list.
const MOST_EMPTY_PAGES: u64 = 1_000;

/// How a list turned out not to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Endless {
    /// A link that was followed before in this run.
    #[error("page {page} leads back to page {first}")]
    Circle {
        /// The page with the link, counted from 1 in this run.
        page: u64,
        /// The page that it leads to.
        first: u64,
    },
    /// Other link, same records.
    #[error("page {page} is the same as page {first}")]
    Repeated {
        /// The page, counted from 1 in this run.
        page: u64,
        /// The one that it repeats.
        first: u64,
    },
    /// Links go on, records do not.
    #[error("page {page} is the {empty}th empty one in a row")]
    Empty {
        /// The page, counted from 1 in this run.
        page: u64,
        /// Empty pages in a row.
        empty: u64,
    },
}

/// What was seen in this run.
#[derive(Default)]
pub(super) struct Guard {
    pages: u64,
    empty: u64,
    links: HashMap<u64, u64>,
    contents: HashMap<u64, u64>,
}

impl Guard {
    /// Begins at `cursor`, the first page for `None`.
    pub(super) fn new(cursor: Option<&str>) -> Self {
        Self {
            links: HashMap::from([(hash(&cursor), 1)]),
            ..Self::default()
        }
    }

    /// Takes the next page in, or says why it cannot be one of a list that ends; it is not counted then.
    pub(super) fn admit<'r>(
        &mut self,
        next: Option<&str>,
        mut records: impl ExactSizeIterator<Item = &'r str> + DoubleEndedIterator,
    ) -> Result<(), Endless> {
        let page = self.pages + 1;
        let empty = match records.len() {
            0 => self.empty + 1,
            _ => 0,
        };
        if empty > MOST_EMPTY_PAGES {
            return Err(Endless::Empty { page, empty });
        }
        if let Some(first) = next.and_then(|next| self.links.get(&hash(&Some(next)))) {
            return Err(Endless::Circle {
                page,
                first: *first,
            });
        }
        let content = (empty == 0).then(|| {
            let mut hasher = DefaultHasher::new();
            // Both ends tell a page from every other one, and cost nothing.
            (records.len(), records.next(), records.next_back()).hash(&mut hasher);
            hasher.finish()
        });
        if let Some(first) = content.and_then(|content| self.contents.get(&content)) {
            return Err(Endless::Repeated {
                page,
                first: *first,
            });
        }
        (self.pages, self.empty) = (page, empty);
        self.contents.extend(content.map(|content| (content, page)));
        self.links
            .extend(next.map(|next| (hash(&Some(next)), page + 1)));
        Ok(())
    }
}

fn hash(link: &Option<&str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    link.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admit(guard: &mut Guard, next: &str, records: &[&str]) -> Result<(), Endless> {
        guard.admit(
            Some(next).filter(|next| !next.is_empty()),
            records.iter().copied(),
        )
    }

    #[test]
    fn a_list_that_ends_passes() {
        let mut guard = Guard::new(None);
        assert_eq!(admit(&mut guard, "b", &["1"]), Ok(()));
        assert_eq!(admit(&mut guard, "c", &[]), Ok(()));
        assert_eq!(admit(&mut guard, "d", &[]), Ok(()));
        assert_eq!(admit(&mut guard, "", &["2"]), Ok(()));
    }

    #[test]
    fn a_page_that_leads_back_is_named() {
        for (links, page, first) in [
            (vec!["b", "b"], 2, 2),
            (vec!["b", "c", "b"], 3, 2),
            (vec!["a"], 1, 1),
            (vec!["b", "c", "d", "a"], 4, 1),
        ] {
            let mut guard = Guard::new(Some("a"));
            let (last, before) = links.split_last().unwrap_or((&"", &[]));
            for (at, link) in before.iter().enumerate() {
                assert_eq!(admit(&mut guard, link, &[&at.to_string()]), Ok(()));
            }
            let circle = Endless::Circle { page, first };
            assert_eq!(admit(&mut guard, last, &["x"]), Err(circle));
            assert_eq!(admit(&mut guard, "z", &["x"]), Ok(()), "asked for again");
        }
    }

    #[test]
    fn the_same_records_under_another_link_are_no_progress() {
        let mut guard = Guard::new(None);
        assert_eq!(admit(&mut guard, "b", &["1", "2"]), Ok(()));
        assert_eq!(admit(&mut guard, "c", &["2", "1"]), Ok(()));
        let repeated = Endless::Repeated { page: 3, first: 1 };
        assert_eq!(admit(&mut guard, "d", &["1", "2"]), Err(repeated));
    }

    #[test]
    fn empty_pages_have_an_end() {
        let mut guard = Guard::new(None);
        for page in 0..MOST_EMPTY_PAGES {
            assert_eq!(admit(&mut guard, &page.to_string(), &[]), Ok(()));
        }
        let empty = MOST_EMPTY_PAGES + 1;
        let endless = Endless::Empty { page: empty, empty };
        assert_eq!(admit(&mut guard, "z", &[]), Err(endless));
    }
}
