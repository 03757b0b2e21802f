//! Goes through a tenant's products and cuts what is to be sent into batches as large as the marketplace takes. What
//! cannot be told is refused here, with the field's name.

use std::cell::Cell;
use std::collections::HashMap;

use super::draft::{Draft, Item};
use super::plan::{Verdict, judge};
use super::{Push, PushOptions};
use crate::clock;
use crate::db::{self, Candidate, Chosen, NotAccepted, Product, content_hash};
use crate::upstream::marketplace::{Call, Told};

/// Products read at once: with their descriptions they are a hundred times as long.
const PAGE: usize = 1_000;
const CONTENT_PAGE: usize = 50;
/// Bytes of a request from which on it is full.
const MOST_BYTES: usize = 1 << 20;

/// What was found in some products.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) products: u64,
    /// Products that are to be sent or refused.
    pub(super) sent: u64,
    pub(super) unchanged: u64,
    pub(super) refused_before: u64,
    pub(super) under_way: u64,
    /// Cannot be told, and of which part.
    pub(super) refused: Vec<(Call, NotAccepted)>,
}

/// What is told in one go through the products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tour {
    /// Created or updated, by product.
    Content,
    /// Prices and stock, by as many calls as the marketplace has for them.
    Offers,
    /// Nothing of them: only what is there to be sent again.
    Nothing,
}

impl Tour {
    /// The tours of a run.
    pub(super) fn of(options: &PushOptions) -> &'static [Self] {
        match options.content {
            // What is created is on sale before its prices change.
            true => &[Self::Content, Self::Offers],
            false => &[Self::Offers],
        }
    }
}

/// Where in the products it is.
pub(super) struct Selector<'a> {
    push: Push<'a>,
    options: &'a PushOptions,
    tour: Tour,
    /// How many products may still be sent; none for all.
    left: &'a Cell<Option<u64>>,
    /// Whether all products were gone through.
    ended: bool,
    /// Behind this id, or this many of the given ones.
    after: String,
    taken: usize,
    /// By call, and the bytes of each.
    drafts: Vec<(Draft, usize)>,
}

impl<'a> Selector<'a> {
    pub(super) fn new(
        push: Push<'a>,
        options: &'a PushOptions,
        tour: Tour,
        left: &'a Cell<Option<u64>>,
    ) -> Self {
        Self {
            push,
            options,
            tour,
            left,
            ended: tour == Tour::Nothing,
            after: String::new(),
            taken: 0,
            drafts: Vec::new(),
        }
    }

    /// A batch, where one is full or the last one is due, and what was found in some more products.
    pub(super) async fn next(&mut self) -> Result<(Option<Draft>, Found), db::Error> {
        let mut found = Found::default();
        if let Some(draft) = self.full() {
            return Ok((Some(draft), found));
        }
        if self.is_at_end() {
            // Smaller ones only now.
            return Ok((self.drafts.pop().map(|(draft, _)| draft), found));
        }
        let page = self.page().await?;
        self.ended = page.is_empty();
        self.taken += page.len();
        for candidates in page {
            if let Some((_, first)) = candidates.first() {
                self.after.clone_from(&first.product.id);
            }
            self.look(candidates, &mut found);
        }
        Ok((self.full(), found))
    }

    /// Whether there is nothing more.
    pub(super) fn is_through(&self) -> bool {
        self.is_at_end() && self.drafts.is_empty()
    }

    fn is_at_end(&self) -> bool {
        self.ended || self.left.get() == Some(0)
    }

    fn full(&mut self) -> Option<Draft> {
        let driver = self.push.client.driver();
        let full = |(draft, bytes): &(Draft, usize)| {
            draft.items.len() >= driver.most(draft.call) || *bytes >= MOST_BYTES
        };
        let place = self.drafts.iter().position(full)?;
        let (mut draft, _) = self.drafts.swap_remove(place);
        let most = driver.most(draft.call).min(draft.items.len());
        let rest = Draft {
            call: draft.call,
            items: draft.items.split_off(most),
        };
        if !rest.items.is_empty() {
            let bytes = rest.bytes();
            self.drafts.push((rest, bytes));
        }
        Some(draft)
    }

    /// The next products, each as every call sees it.
    async fn page(&self) -> Result<Vec<Vec<(Call, Candidate)>>, db::Error> {
        let driver = self.push.client.driver();
        let (calls, most, content) = match self.tour {
            Tour::Content => {
                let calls = [&[Call::Create], self.details()].concat();
                (calls, CONTENT_PAGE, true)
            }
            _ => (driver.offers().to_vec(), PAGE, false),
        };
        let chosen = match &self.options.product_ids {
            None => Chosen::After(&self.after, most as i64),
            Some(ids) if self.taken >= ids.len() => return Ok(Vec::new()),
            Some(ids) => Chosen::Ids(&ids[self.taken..ids.len().min(self.taken + most)]),
        };
        let mut page: Vec<Vec<(Call, Candidate)>> = Vec::new();
        for call in calls {
            let shelf = self.push.shelf(call);
            let content = content && call == Call::Create;
            let found = self.push.database.candidates(shelf, chosen, content);
            let found = found.await?.into_iter();
            if page.is_empty() {
                page.extend(found.map(|one| vec![(call, one)]));
                continue;
            }
            let others = found.map(|one| (one.product.id.clone(), one));
            let mut others: HashMap<String, Candidate> = others.collect();
            for product in &mut page {
                let first = product.first();
                let other = first.and_then(|(_, first)| others.remove(&first.product.id));
                product.extend(other.map(|other| (call, other)));
            }
        }
        Ok(page)
    }

    /// One product, as every call of the tour sees it.
    fn look(&mut self, candidates: Vec<(Call, Candidate)>, found: &mut Found) {
        let may_be_sent = self.left.get() != Some(0);
        let is_active = (candidates.first()).is_none_or(|(_, first)| first.product.is_active);
        let verdicts: Vec<Verdict> = match self.tour {
            Tour::Content => self
                .whole(candidates, may_be_sent, found)
                .into_iter()
                .collect(),
            _ => self.offered(candidates, may_be_sent, found),
        };
        let is = |verdict| verdicts.contains(&verdict);
        let busy = is(Verdict::Send) || is(Verdict::UnderWay);
        found.sent += u64::from(may_be_sent && is(Verdict::Send));
        found.under_way += u64::from(is(Verdict::UnderWay));
        if is_active {
            found.products += 1;
            found.refused_before += u64::from(!busy && is(Verdict::RefusedBefore));
            found.unchanged += u64::from(!busy && !is(Verdict::RefusedBefore));
        }
        if may_be_sent && is(Verdict::Send) {
            self.left.set(self.left.get().map(|left| left - 1));
        }
    }

    /// What is done with its prices and stock.
    fn offered(
        &mut self,
        candidates: Vec<(Call, Candidate)>,
        may_be_sent: bool,
        found: &mut Found,
    ) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for (call, mut candidate) in candidates {
            if candidate.product.is_active || self.withdraw(&mut candidate) {
                let judged = self.judged(call, &candidate, &[], may_be_sent, found);
                verdicts.extend(judged);
            }
        }
        verdicts
    }

    /// What is done with all else of it: it is created where it never was, and updated where a part of it differs.
    fn whole(
        &mut self,
        candidates: Vec<(Call, Candidate)>,
        may_be_sent: bool,
        found: &mut Found,
    ) -> Option<Verdict> {
        let mut candidates = candidates.into_iter();
        let (_, content) = candidates.next()?;
        let is_told = content.fingerprint.is_some();
        // What was never told, and is on sale all the same, was made by somebody else.
        if !content.product.is_active || (!is_told && content.is_on_sale) {
            return None;
        }
        let call = match is_told {
            true => Call::Update,
            false => Call::Create,
        };
        let details: Vec<(Call, Candidate)> = candidates.filter(|_| is_told).collect();
        self.judged(call, &content, &details, may_be_sent, found)
    }

    /// A product that is sold no more is told with nothing in stock, where the marketplace has it; false where there is
    /// nothing to tell, or where another product sells under its barcode now.
    fn withdraw(&self, candidate: &mut Candidate) -> bool {
        let product = &mut candidate.product;
        (product.price, product.list_price, product.stock) = (None, None, Some(0));
        let is_taken = self.push.client.driver().keys_are_barcodes() && product.twin.is_some();
        candidate.is_on_sale && !is_taken
    }

    /// What is done with a part of a product, or with the whole of one that can have `details` to be told by themselves;
    /// none where there is nothing to tell.
    fn judged(
        &mut self,
        call: Call,
        candidate: &Candidate,
        details: &[(Call, Candidate)],
        may_be_sent: bool,
        found: &mut Found,
    ) -> Option<Verdict> {
        let product = &candidate.product;
        let told = self.push.client.driver().tell(call, product);
        let (told, refusal) = match told {
            Ok(told) => (told?, None),
            // Where it cannot be told, what is wrong with it is what it is known by.
            Err(refusal) => {
                let reason = refusal.to_string();
                let told = Told {
                    key: String::new(),
                    seen: reason.clone(),
                    body: unfit(product),
                };
                (told, Some(reason))
            }
        };
        let fingerprint = fingerprint(call, &told.seen);
        let besides = match call.has_content() && refusal.is_none() {
            true => self.besides(call, product),
            false => Vec::new(),
        };
        let (verdict, parts) = self.parts((call, candidate), &fingerprint, details, &besides);
        if verdict != Verdict::Send || !may_be_sent {
            return Some(verdict);
        }
        let (id, sku) = (product.id.clone(), product.sku.clone());
        let item = Item(id, told.key, sku, fingerprint, told.body, besides, parts);
        match refusal {
            Some(reason) => found.refused.push((call, item.refused(reason))),
            None => self.add(call, item),
        }
        Some(verdict)
    }

    /// What is done, and with which parts where those can be told by themselves.
    fn parts(
        &self,
        (call, candidate): (Call, &Candidate),
        fingerprint: &str,
        details: &[(Call, Candidate)],
        besides: &[(String, String)],
    ) -> (Verdict, Vec<Call>) {
        let (wish, now) = (&self.options.wish, clock::now());
        // What was refused with all that it tells besides.
        let whole = Item::told(fingerprint, besides);
        if judge(candidate, &whole, wish, now) == Verdict::RefusedBefore {
            return (Verdict::RefusedBefore, Vec::new());
        }
        let first = judge(candidate, fingerprint, wish, now);
        let mut judged = vec![(Call::Content, first)];
        for (detail, candidate) in details {
            let told = besides.iter().find(|(beside, _)| beside == detail.as_str());
            let verdict = told.map(|(_, told)| judge(candidate, told, wish, now));
            judged.extend(verdict.map(|verdict| (*detail, verdict)));
        }
        let order = [Verdict::UnderWay, Verdict::Send, Verdict::RefusedBefore];
        let is = |verdict: &Verdict| judged.iter().any(|(_, one)| one == verdict);
        let verdict = order.into_iter().find(is).unwrap_or(Verdict::Same);
        let has_parts = call == Call::Update && !self.details().is_empty();
        let sent = judged.into_iter();
        let sent = sent.filter(|(_, one)| has_parts && *one == Verdict::Send);
        (verdict, sent.map(|(part, _)| part).collect())
    }

    /// What a whole product tells besides, by call: its details, and prices and stock where it is created.
    fn besides(&self, call: Call, product: &Product) -> Vec<(String, String)> {
        let driver = self.push.client.driver();
        let offers = driver.offers().iter().filter(|_| call == Call::Create);
        let told = |call: &Call| {
            let told = driver.tell(*call, product).ok()??;
            Some((call.as_str().to_owned(), fingerprint(*call, &told.seen)))
        };
        offers.chain(self.details()).filter_map(told).collect()
    }

    fn details(&self) -> &'static [Call] {
        let approval = self.push.client.driver().approval();
        approval.map_or(&[], |approval| approval.details())
    }

    fn add(&mut self, call: Call, item: Item) {
        let length = item.body().len();
        let mut drafts = self.drafts.iter_mut();
        match drafts.find(|(draft, _)| draft.call == call) {
            Some((draft, bytes)) => {
                draft.items.push(item);
                *bytes += length;
            }
            None => {
                let items = vec![item];
                self.drafts.push((Draft { call, items }, length));
            }
        }
    }
}

/// By what it is remembered what was told: prices and stock by themselves, a whole product by its hash.
pub(super) fn fingerprint(call: Call, seen: &str) -> String {
    match call.has_content() {
        true => content_hash(seen),
        false => seen.to_owned(),
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
