//! Goes through a tenant's products, part by part, and cuts what is to be sent into batches as large as the marketplace
//! takes. What cannot be told is refused here, with the field's name.

use std::collections::VecDeque;

use super::draft::{Draft, Item};
use super::plan::{Verdict, judge};
use super::{Push, PushOptions};
use crate::clock;
use crate::db::{Candidate, Chosen, NotAccepted, Shelf, content_hash};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Product};

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

/// What a run would do, of [`preview`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    pub products: u64,
    pub unchanged: u64,
    pub refused_before: u64,
    /// On their way since an earlier run.
    pub under_way: u64,
    /// Products that would be sent.
    pub sent: u64,
    /// Requests that this would take.
    pub requests: u64,
    pub refused: u64,
    /// The first ones that would be sent, each as it would be.
    pub examples: Vec<(String, String)>,
    /// The first reasons, each behind the SKU.
    pub errors: Vec<String>,
}

/// Where in the products it is.
pub(super) struct Selector<'a> {
    push: Push<'a>,
    options: &'a PushOptions,
    /// Parts that are still to be gone through, the present one first.
    parts: VecDeque<Part>,
    /// Behind this id, or this many of the given ones.
    after: String,
    taken: usize,
    /// By call; at most one of them is nearly full.
    drafts: Vec<Draft>,
    /// Halves of what was refused as a whole.
    again: VecDeque<Draft>,
    pub(super) under_way: u64,
}

/// What is told in one go through the products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Offer(Call),
    /// Created or updated, by product.
    Content,
}

impl<'a> Selector<'a> {
    pub(super) fn new(push: Push<'a>, options: &'a PushOptions) -> Self {
        let offers = push.client.driver().offers().iter().copied();
        let mut parts: VecDeque<Part> = offers.map(Part::Offer).collect();
        if options.content {
            parts.push_front(Part::Content);
        }
        Self {
            push,
            options,
            parts,
            after: String::new(),
            taken: 0,
            drafts: Vec::new(),
            again: VecDeque::new(),
            under_way: 0,
        }
    }

    /// To be sent again before anything else.
    pub(super) fn put_back(&mut self, draft: Draft) {
        self.again.push_back(draft);
    }

    /// The next batch, and what was found on the way to it; none at the end.
    pub(super) async fn next(&mut self) -> Result<(Option<Draft>, Found), Error> {
        let mut found = Found::default();
        if let Some(draft) = self.again.pop_front() {
            return Ok((Some(draft), found));
        }
        loop {
            if let Some(draft) = self.full() {
                return Ok((Some(draft), found));
            }
            let Some(part) = self.parts.front().copied() else {
                return Ok((self.drafts.pop(), found));
            };
            let page = self.page(part).await?;
            if page.is_empty() {
                self.parts.pop_front();
                (self.after, self.taken) = (String::new(), 0);
                // Smaller ones only at the end of a part.
                if let Some(draft) = self.drafts.pop() {
                    return Ok((Some(draft), found));
                }
                continue;
            }
            let first = part == self.first_part();
            for candidate in page {
                found.products += u64::from(first);
                self.after.clone_from(&candidate.id);
                self.look(part, candidate, &mut found);
            }
            // Refusals are not heaped up.
            if found.refused.len() >= PAGE {
                return Ok((self.full(), found));
            }
        }
    }

    /// The part by which products are counted.
    fn first_part(&self) -> Part {
        match self.options.content {
            true => Part::Content,
            false => Part::Offer(self.push.client.driver().offers()[0]),
        }
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

    async fn page(&mut self, part: Part) -> Result<Vec<Candidate>, Error> {
        let driver = self.push.client.driver();
        let (call, content) = match part {
            Part::Offer(call) => (call, false),
            Part::Content => (Call::Create, true),
        };
        let shelf = Shelf {
            tenant_id: self.push.tenant_id,
            marketplace: driver.marketplace().as_str(),
            part: call.part(),
        };
        let chosen = match &self.options.product_ids {
            None => Chosen::After(&self.after, PAGE as i64),
            Some(ids) => {
                let from = self.taken;
                self.taken = ids.len().min(from + PAGE);
                if from >= ids.len() {
                    return Ok(Vec::new());
                }
                Chosen::Ids(&ids[from..self.taken])
            }
        };
        Ok(self
            .push
            .database
            .candidates(shelf, chosen, content)
            .await?)
    }

    fn look(&mut self, part: Part, candidate: Candidate, found: &mut Found) {
        let driver = self.push.client.driver();
        let call = match part {
            Part::Offer(call) => call,
            // What was never told, and is on sale all the same, was made by somebody else.
            Part::Content if candidate.fingerprint.is_some() => Call::Update,
            Part::Content if candidate.is_on_sale => return,
            Part::Content => Call::Create,
        };
        let product = product(&candidate);
        let (told, refusal) = match driver.tell(call, &product) {
            Ok(None) => return,
            Ok(Some(told)) => (told, None),
            Err(refusal) => {
                let told = crate::upstream::marketplace::Told {
                    key: product.sku.clone(),
                    seen: format!("{refusal}"),
                    body: unfit(&product),
                };
                (told, Some(refusal))
            }
        };
        let fingerprint = content_hash(&told.seen);
        let item = Item(
            candidate.id.clone(),
            told.key,
            candidate.sku.clone(),
            fingerprint,
            told.body,
        );
        match judge(
            &candidate,
            item.fingerprint(),
            &self.options.wish,
            clock::now(),
        ) {
            Verdict::UnderWay => self.under_way += 1,
            Verdict::Same => found.unchanged += 1,
            Verdict::RefusedBefore => found.refused_before += 1,
            Verdict::Send => match refusal {
                Some(refusal) => found
                    .refused
                    .push((call, item.refused(refusal.to_string()))),
                None => self.add(call, item),
            },
        }
    }

    fn add(&mut self, call: Call, item: Item) {
        match self.drafts.iter_mut().find(|draft| draft.call == call) {
            Some(draft) => draft.items.push(item),
            None => self.drafts.push(Draft {
                call,
                items: vec![item],
            }),
        }
    }
}

/// What a run would send and refuse, with the first `most` examples of each; asks the marketplace nothing.
pub async fn preview(push: Push<'_>, options: &PushOptions, most: usize) -> Result<Preview, Error> {
    let mut selector = Selector::new(push, options);
    let mut preview = Preview::default();
    loop {
        let (draft, found) = selector.next().await?;
        preview.products += found.products;
        preview.unchanged += found.unchanged;
        preview.refused_before += found.refused_before;
        preview.refused += found.refused.len() as u64;
        for (_, refused) in found.refused {
            if preview.errors.len() < most {
                let line = format!("{}: {}", refused.sku, refused.reason);
                preview.errors.push(line);
            }
        }
        let Some(draft) = draft else {
            if selector.parts.is_empty() && selector.drafts.is_empty() {
                preview.under_way = selector.under_way;
                return Ok(preview);
            }
            continue;
        };
        preview.requests += 1;
        preview.sent += draft.items.len() as u64;
        for item in draft.items {
            if preview.examples.len() < most {
                preview.examples.push((item.2, item.4));
            }
        }
    }
}

fn product(candidate: &Candidate) -> Product {
    let Candidate {
        id,
        sku,
        barcode,
        title,
        description,
        brand,
        category,
        price,
        list_price,
        currency,
        vat_rate,
        stock,
        attributes,
        images,
        marketplaces,
        twin,
        ..
    } = candidate.clone();
    Product {
        id,
        sku,
        barcode,
        title,
        description,
        brand,
        category,
        price,
        list_price,
        currency,
        vat_rate,
        stock,
        attributes,
        images,
        marketplaces,
        twin,
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
