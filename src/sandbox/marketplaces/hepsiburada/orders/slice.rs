//! A slice of a list, by offset and limit, and the envelope that it comes in.

use axum::response::Response;

use crate::sandbox::json::{self, Json};
use crate::sandbox::orders::Asked;

/// So many, behind so many others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slice {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Slice {
    /// `offset` has its own spelling in some lists, where the other one is not heard. A larger limit is cut.
    pub(super) fn read(asked: &Asked, offset: &'static str, most: usize) -> Option<Slice> {
        let limit: usize = asked.number("limit").ok()?.unwrap_or(most);
        let offset = asked.number(offset).ok()?.unwrap_or(0);
        (limit > 0).then(|| Slice {
            offset,
            limit: limit.min(most),
        })
    }

    pub(super) fn of<'a, T>(self, all: &'a [T]) -> impl Iterator<Item = &'a T> + use<'a, T> {
        all.iter().skip(self.offset).take(self.limit)
    }

    /// The envelope of a list of `total`; `write` writes each of the slice.
    pub(super) fn envelope<T>(self, all: &[T], write: impl Fn(&mut Json<'_>, &T)) -> Response {
        json::document(|json| {
            json.raw("totalCount", all.len() as u64)
                .raw("limit", self.limit as u64)
                .raw("offset", self.offset as u64)
                .raw("pageCount", all.len().div_ceil(self.limit) as u64);
            json.array("items", |json| {
                for one in self.of(all) {
                    json.item(|json| write(json, one));
                }
            });
        })
    }
}
