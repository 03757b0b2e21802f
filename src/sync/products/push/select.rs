//! Goes through a tenant's products and cuts what is to be sent into batches as large as the marketplace
//! takes. What cannot be told is refused here, with the field's name.

use std::collections::{HashMap, VecDeque};

use super::draft::{Draft, Item};
use super::plan::{Verdict, judge};
use super::{Push, PushOptions};
use crate::clock;
use crate::db::{Candidate, Chosen, NotAccepted, Product, Shelf, content_hash};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Told};

/// Products read at once.
const PAGE: usize = 1_000;

/// What was found in some products.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Looked at for the first time.
    pub(super) products: u64,
    pub(super) unchanged: u64,
    pub(super) refused_before: u64,
    /// Cannot be told, and of which part.
    pub(super) refused: Vec<(Call, NotAccepted)>,
}

/// Where in the products it is.
pub(super) struct Selector<'a> {
    push: Push<'a>,
    options: &'a PushOptions,
    tour: Tour,
    /// Whether all products were gone through.
    ended: bool,
    /// Behind this id, or this many of the given ones.
    after: String,
    taken: usize,
    /// By call.
    drafts: Vec<Draft>,
    /// Halves of what was refused as a whole.
    again: VecDeque<Draft>,
    pub(super) under_way: u64,
    /// How many may still be sent; none for all.
    left: Option<u64>,
}

/// What is told in one go through the products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tour {
    /// Created or updated, by product.
    Content,
    /// Prices and stock, by as many calls as the marketplace has for them.
    Offers,
}

impl Tour {
    /// The rounds of a run.
    pub(super) fn of(options: &PushOptions) -> &'static [Self] {
        match options.content {
            // What is created is on sale before its prices change.
            true => &[Self::Content, Self::Offers],
            false => &[Self::Offers],
        }
    }
}

impl<'a> Selector<'a> {
    pub(super) fn new(push: Push<'a>, options: &'a PushOptions, tour: Tour) -> Self {
        Self {
            push,
            options,
            tour,
            ended: false,
            after: String::new(),
            taken: 0,
            drafts: Vec::new(),
            again: VecDeque::new(),
            under_way: 0,
            left: options.limit,
        }
    }

    /// To be sent again before anything else.
    pub(super) fn put_back(&mut self, draft: Draft) {
        self.again.push_back(draft);
    }

    /// The next batch, and what was found on the way to it; none at the end, or where it is time to take note.
    pub(super) async fn next(&mut self) -> Result<(Option<Draft>, Found), Error> {
        let mut found = Found::default();
        if let Some(draft) = self.again.pop_front() {
            return Ok((Some(draft), found));
        }
        loop {
            if let Some(draft) = self.full() {
                return Ok((Some(draft), found));
            }
            if self.ended || self.left == Some(0) {
                // Smaller ones only at the end.
                return Ok((self.drafts.pop(), found));
            }
            let page = self.page().await?;
            self.ended = page.is_empty();
            for candidates in page {
                if let Some((_, first)) = candidates.first() {
                    self.after.clone_from(&first.product.id);
                }
                self.look(candidates, &mut found);
            }
            // Refusals are not heaped up.
            if found.refused.len() >= PAGE {
                return Ok((self.full(), found));
            }
        }
    }

    /// Whether products were left because of the limit.
    pub(super) fn is_limited(&self) -> bool {
        self.left == Some(0) && !self.ended
    }

    /// Whether there is nothing more.
    pub(super) fn is_through(&self) -> bool {
        let ended = self.ended || self.left == Some(0);
        ended && self.drafts.is_empty() && self.again.is_empty()
    }

    fn full(&mut self) -> Option<Draft> {
        let driver = self.push.client.driver();
        let full = |draft: &Draft| draft.items.len() >= driver.most(draft.call);
        let place = self.drafts.iter().position(full)?;
        let draft = &mut self.drafts[place];
        let rest = draft.items.split_off(driver.most(draft.call));
        let call = draft.call;
        let whole = std::mem::replace(draft, Draft { call, items: rest });
        if self.drafts[place].items.is_empty() {
            self.drafts.remove(place);
        }
        Some(whole)
    }

    /// The next products, each as every call sees it.
    async fn page(&mut self) -> Result<Vec<Vec<(Call, Candidate)>>, Error> {
        let calls: &[Call] = match self.tour {
            Tour::Content => &[Call::Create],
            Tour::Offers => self.push.client.driver().offers(),
        };
        let from = self.taken;
        let chosen = match &self.options.product_ids {
            None => Chosen::After(&self.after, PAGE as i64),
            Some(ids) if from >= ids.len() => return Ok(Vec::new()),
            Some(ids) => {
                self.taken = ids.len().min(from + PAGE);
                Chosen::Ids(&ids[from..self.taken])
            }
        };
        let mut page: Vec<Vec<(Call, Candidate)>> = Vec::new();
        for call in calls {
            let shelf = Shelf {
                tenant_id: self.push.tenant_id,
                marketplace: self.push.client.driver().marketplace().as_str(),
                part: call.part(),
            };
            let content = self.tour == Tour::Content;
            let found = self
                .push
                .database
                .candidates(shelf, chosen, content)
                .await?;
            match page.is_empty() {
                true => page.extend(found.into_iter().map(|one| vec![(*call, one)])),
                false => {
                    let mut others: HashMap<String, Candidate> = found
                        .into_iter()
                        .map(|one| (one.product.id.clone(), one))
                        .collect();
                    for product in &mut page {
                        let other = product
                            .first()
                            .and_then(|(_, first)| others.remove(&first.product.id));
                        product.extend(other.map(|other| (*call, other)));
                    }
                }
            }
        }
        Ok(page)
    }

    /// One product, as every call of the tour sees it.
    fn look(&mut self, candidates: Vec<(Call, Candidate)>, found: &mut Found) {
        let mut verdicts = Vec::new();
        for (call, candidate) in candidates {
            let call = match self.tour {
                Tour::Offers => call,
                Tour::Content if candidate.fingerprint.is_some() => Call::Update,
                // What was never told, and is on sale all the same, was made by somebody else.
                Tour::Content if candidate.is_on_sale => continue,
                Tour::Content => call,
            };
            verdicts.extend(self.judged(call, &candidate, found));
        }
        let is = |verdict| verdicts.contains(&verdict);
        let busy = is(Verdict::Send) || is(Verdict::UnderWay);
        found.products += 1;
        self.under_way += u64::from(is(Verdict::UnderWay));
        found.refused_before += u64::from(!busy && is(Verdict::RefusedBefore));
        found.unchanged += u64::from(!busy && !is(Verdict::RefusedBefore));
    }

    /// What is done with a part of a product; none where there is nothing to tell.
    fn judged(&mut self, call: Call, candidate: &Candidate, found: &mut Found) -> Option<Verdict> {
        let product = &candidate.product;
        let told = self.push.client.driver().tell(call, product);
        let (key, seen, body, refusal) = match told {
            Ok(told) => {
                let Told { key, seen, body } = told?;
                (key, seen, body, None)
            }
            // Where it cannot be told, what is wrong with it is what it is known by.
            Err(refusal) => {
                let reason = refusal.to_string();
                (String::new(), reason.clone(), unfit(product), Some(reason))
            }
        };
        let offers = match call {
            Call::Create => self.offers(product),
            _ => Vec::new(),
        };
        let (id, sku) = (product.id.clone(), product.sku.clone());
        let item = Item(id, key, sku, content_hash(&seen), body, offers);
        let now = clock::now();
        let verdict = judge(candidate, item.fingerprint(), &self.options.wish, now);
        match (verdict, refusal) {
            (Verdict::Send, Some(reason)) => found.refused.push((call, item.refused(reason))),
            (Verdict::Send, None) => self.add(call, item),
            _ => {}
        }
        Some(verdict)
    }

    /// Fingerprints of what each offer call would tell.
    fn offers(&self, product: &Product) -> Vec<Option<String>> {
        let driver = self.push.client.driver();
        let told = driver.offers().iter();
        told.map(|call| {
            let told = driver.tell(*call, product).ok()?;
            told.map(|told| content_hash(&told.seen))
        })
        .collect()
    }

    fn add(&mut self, call: Call, item: Item) {
        match &mut self.left {
            Some(0) => return,
            Some(left) => *left -= 1,
            None => {}
        }
        match self.drafts.iter_mut().find(|draft| draft.call == call) {
            Some(draft) => draft.items.push(item),
            None => self.drafts.push(Draft {
                call,
                items: vec![item],
            }),
        }
    }
}

/// What of a product that cannot be told is kept beside the reason.
fn unfit(product: &Product) -> String {
    let (price, list_price) = (&product.price, &product.list_price);
    serde_json::json!({
        "sku": product.sku, "barcode": product.barcode, "price": price, "list_price": list_price,
        "currency": product.currency, "stock": product.stock,
    })
    .to_string()
}
