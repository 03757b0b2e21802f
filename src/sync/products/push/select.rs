//! Goes through a tenant's products and cuts what is to be sent into batches as large as the marketplace
//! takes. What cannot be told is refused here, with the field's name.

use std::collections::{HashMap, VecDeque};

use super::draft::{Draft, Item};
use super::plan::{Verdict, judge};
use super::{Push, PushOptions};
use crate::clock;
use crate::db::{Candidate, Chosen, NotAccepted, Shelf, content_hash};
use crate::sync::error::Error;
use crate::upstream::marketplace::{Call, Product, Told};

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
    /// What is still to be gone through the products for, the present one first.
    rounds: VecDeque<Round>,
    /// Behind this id, or this many of the given ones.
    after: String,
    taken: usize,
    /// By call.
    drafts: Vec<Draft>,
    /// Halves of what was refused as a whole.
    again: VecDeque<Draft>,
    under_way: u64,
}

/// What is told in one go through the products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Round {
    /// Created or updated, by product.
    Content,
    /// Prices and stock, by as many calls as the marketplace has for them.
    Offers,
}

impl Round {
    /// In the order in which they are told: what is not there yet has neither a price nor a stock.
    pub(super) fn all(options: &PushOptions) -> impl Iterator<Item = Self> + use<> {
        let content = options.content.then_some(Round::Content);
        content.into_iter().chain([Round::Offers])
    }
}

impl<'a> Selector<'a> {
    pub(super) fn new(
        push: Push<'a>,
        options: &'a PushOptions,
        rounds: impl IntoIterator<Item = Round>,
    ) -> Self {
        Self {
            push,
            options,
            rounds: rounds.into_iter().collect(),
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
            let Some(round) = self.rounds.front().copied() else {
                return Ok((self.drafts.pop(), found));
            };
            let page = self.page(round).await?;
            if page.is_empty() {
                self.rounds.pop_front();
                (self.after, self.taken) = (String::new(), 0);
                // Smaller ones only at the end of a round.
                if let Some(draft) = self.drafts.pop() {
                    return Ok((Some(draft), found));
                }
                continue;
            }
            for candidates in page {
                if let Some((_, first)) = candidates.first() {
                    self.after.clone_from(&first.id);
                }
                self.look(round, candidates, &mut found);
            }
            // Refusals are not heaped up.
            if found.refused.len() >= PAGE {
                return Ok((self.full(), found));
            }
        }
    }

    /// Whether there is nothing more.
    pub(super) fn is_through(&self) -> bool {
        self.rounds.is_empty() && self.drafts.is_empty() && self.again.is_empty()
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
    async fn page(&mut self, round: Round) -> Result<Vec<Vec<(Call, Candidate)>>, Error> {
        let calls: &[Call] = match round {
            Round::Content => &[Call::Create],
            Round::Offers => self.push.client.driver().offers(),
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
            let content = round == Round::Content;
            let found = self
                .push
                .database
                .candidates(shelf, chosen, content)
                .await?;
            match page.is_empty() {
                true => page.extend(found.into_iter().map(|one| vec![(*call, one)])),
                false => {
                    let mut others: HashMap<String, Candidate> =
                        found.into_iter().map(|one| (one.id.clone(), one)).collect();
                    for product in &mut page {
                        let other = product
                            .first()
                            .and_then(|(_, first)| others.remove(&first.id));
                        product.extend(other.map(|other| (*call, other)));
                    }
                }
            }
        }
        Ok(page)
    }

    /// One product, as every call of the round sees it.
    fn look(&mut self, round: Round, candidates: Vec<(Call, Candidate)>, found: &mut Found) {
        let counts = self.options.content == (round == Round::Content);
        let mut verdicts = Vec::new();
        for (call, candidate) in candidates {
            let call = match round {
                Round::Offers => call,
                Round::Content if candidate.fingerprint.is_some() => Call::Update,
                // What was never told, and is on sale all the same, was made by somebody else.
                Round::Content if candidate.is_on_sale => continue,
                Round::Content => call,
            };
            verdicts.extend(self.judged(call, &candidate, found));
        }
        if counts {
            let is = |verdict| verdicts.contains(&verdict);
            let busy = is(Verdict::Send) || is(Verdict::UnderWay);
            found.products += 1;
            self.under_way += u64::from(is(Verdict::UnderWay));
            found.refused_before += u64::from(!busy && is(Verdict::RefusedBefore));
            found.unchanged += u64::from(!busy && !is(Verdict::RefusedBefore));
        }
    }

    /// What is done with a part of a product; none where there is nothing to tell.
    fn judged(&mut self, call: Call, candidate: &Candidate, found: &mut Found) -> Option<Verdict> {
        let product = product(candidate);
        let told = self.push.client.driver().tell(call, &product);
        let (key, seen, body, refusal) = match told {
            Ok(told) => {
                let Told { key, seen, body } = told?;
                (key, seen, body, None)
            }
            // Where it cannot be told, what is wrong with it is what it is known by.
            Err(refusal) => {
                let reason = refusal.to_string();
                (String::new(), reason.clone(), unfit(&product), Some(reason))
            }
        };
        let created =
            (call == Call::Update).then(|| self.push.client.driver().tell(Call::Create, &product));
        let (id, sku) = (product.id, product.sku);
        let item = Item(id, key, sku, content_hash(&seen), body);
        let now = clock::now();
        // An update may tell less than a creation did: what is as it was created is not told again.
        let created = created.and_then(|told| Some(content_hash(&told.ok()??.seen)));
        let as_created = created.filter(|hash| candidate.fingerprint.as_ref() == Some(hash));
        let known_by = as_created.as_deref().unwrap_or(item.fingerprint());
        let verdict = judge(candidate, known_by, &self.options.wish, now);
        match (verdict, refusal) {
            (Verdict::Send, Some(reason)) => found.refused.push((call, item.refused(reason))),
            (Verdict::Send, None) => self.add(call, item),
            _ => {}
        }
        Some(verdict)
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
    let mut selector = Selector::new(push, options, Round::all(options));
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
            if selector.is_through() {
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
