// Where the authorization server keeps tokens, grants and sessions: plain maps, gone with the process. The library's own in-memory
// store forgets all but the newest 1000 entries, too few for tests of many logins.

const entries = new Map(); // "Model:id" -> { payload, until }
const byUid = new Map();
const byUserCode = new Map();
const byGrant = new Map(); // grant id -> set of keys of `entries`
const KEPT_AFTER_EXPIRY_MS = 60_000; // so that an expired token is told from an unknown one

export class Store {
  constructor(model) {
    this.model = model;
  }

  key(id) {
    return `${this.model}:${id}`;
  }

  async upsert(id, payload, expiresIn) {
    const key = this.key(id);
    entries.set(key, { payload, until: expiresIn ? Date.now() + expiresIn * 1000 + KEPT_AFTER_EXPIRY_MS : Infinity });
    if (payload.uid) byUid.set(payload.uid, id);
    if (payload.userCode) byUserCode.set(payload.userCode, id);
    if (payload.grantId && this.model !== 'Grant') {
      if (!byGrant.has(payload.grantId)) byGrant.set(payload.grantId, new Set());
      byGrant.get(payload.grantId).add(key);
    }
  }

  async find(id) {
    const entry = entries.get(this.key(id));
    if (entry && entry.until < Date.now()) entries.delete(this.key(id));
    return entry && entry.until >= Date.now() ? entry.payload : undefined;
  }

  async findByUid(uid) {
    return byUid.has(uid) ? this.find(byUid.get(uid)) : undefined;
  }

  async findByUserCode(code) {
    return byUserCode.has(code) ? this.find(byUserCode.get(code)) : undefined;
  }

  async consume(id) {
    const entry = entries.get(this.key(id));
    if (entry) entry.payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    entries.delete(this.key(id));
  }

  async revokeByGrantId(grant) {
    for (const key of byGrant.get(grant) ?? []) entries.delete(key);
    byGrant.delete(grant);
  }
}
