// Completes a device login as a person would, without a browser: walks the server's HTML forms by plain HTTP with a cookie jar.
// Usage: node approve.mjs URL [--code ABCD-EFGH] [--user alice] [--deny]
// Works on any server whose pages are ordinary forms: oidc-provider's development pages, the pages of `jeton sandbox`.
// Prints the text of the last page and exits 0 when there is no form left; 1 on an HTTP error or when it does not end.
import { parseArgs } from 'node:util';

const MOST_PAGES = 12;
const NO = /abort|cancel|deny|reject/i;
const YES = /accept|allow|approve|authorize|confirm|continue|submit|yes/i;

const { values: options, positionals: [start] } = parseArgs({
  allowPositionals: true,
  options: { code: { type: 'string' }, user: { type: 'string', default: 'alice' }, deny: { type: 'boolean' } },
});

const unescape = (text) => text
  .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replace(/&#(\d+);/g, (_, decimal) => String.fromCodePoint(Number(decimal)))
  .replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');

function attributes(tag) {
  const found = {};
  for (const [, name, double, single, bare] of tag.matchAll(/([^\s=<>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name.toLowerCase()] = unescape(double ?? single ?? bare ?? '');
  }
  return found;
}

// The page's forms with their fields and buttons (also those outside the form that name it by id), and its words.
function parse(html) {
  const body = html.replace(/<(script|style|title)\b[\s\S]*?<\/\1\s*>/gi, '');
  const forms = [];
  const strays = [];
  let open;
  for (const [, closing, name, rest] of body.matchAll(/<(\/?)(form|input|button)\b([^>]*)>/gi)) {
    const kind = name.toLowerCase();
    const a = attributes(rest);
    if (kind === 'form') {
      open = closing ? undefined : { id: a.id, action: a.action ?? '', method: (a.method ?? 'get').toLowerCase(), fields: [], buttons: [] };
      if (open) forms.push(open);
    } else if (!closing) {
      const type = (a.type ?? (kind === 'button' ? 'submit' : 'text')).toLowerCase();
      if (type === 'submit' && a.form) strays.push(a);
      else if (type === 'submit') open?.buttons.push(a);
      else if (a.name && type !== 'checkbox' && type !== 'radio') open?.fields.push({ name: a.name, type, value: a.value ?? '' });
    }
  }
  for (const button of strays) forms.find((form) => form.id === button.form)?.buttons.push(button);
  return { forms, text: unescape(body.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim() };
}

// Cookies by name and path, the last one set wins; enough for servers of one host.
const jar = new Map();
function keepCookies(response, url) {
  for (const line of response.headers.getSetCookie()) {
    const [pair, ...rest] = line.split(';').map((part) => part.trim());
    const has = Object.fromEntries(rest.map((part) => [part.split('=')[0].toLowerCase(), part.slice(part.indexOf('=') + 1)]));
    const path = has.path ?? url.pathname;
    const name = pair.slice(0, pair.indexOf('='));
    const gone = has['max-age'] === '0' || (has.expires && Date.parse(has.expires) <= Date.now());
    if (gone) jar.delete(`${name} ${path}`);
    else jar.set(`${name} ${path}`, { pair, path });
  }
}
const cookiesFor = (url) => [...jar.values()].filter(({ path }) => url.pathname.startsWith(path)).map(({ pair }) => pair).join('; ');

async function visit(address, form) {
  let url = new URL(address);
  let body = form;
  for (let hop = 0; hop < 10; hop += 1) {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET', body, redirect: 'manual', headers: { cookie: cookiesFor(url) }, signal: AbortSignal.timeout(10_000),
    });
    keepCookies(response, url);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || !location) return { url, status: response.status, html: await response.text() };
    url = new URL(location, url);
    if (response.status < 307) body = undefined;
  }
  throw new Error(`more than 10 redirects at ${url}`);
}

function fill(form) {
  const data = new URLSearchParams();
  for (const { name, type, value } of form.fields) {
    if (type === 'password') data.set(name, 'password');
    else if (/^(login|username|user|email)$/.test(name)) data.set(name, options.user);
    else if (name === 'user_code' && !value) data.set(name, options.code ?? '');
    else data.set(name, value);
  }
  return data;
}

// The button to press: the refusing one with --deny, else an agreeing one. A form of one nameless button needs none.
function choose(form) {
  const says = (button, words) => words.test(`${button.name} ${button.value ?? ''}`);
  const named = form.buttons.filter((button) => button.name);
  return options.deny
    ? named.find((button) => says(button, NO))
    : named.find((button) => says(button, YES) && !says(button, NO));
}

async function walk() {
  let page = await visit(start);
  let refused = false;
  for (let step = 0; step < MOST_PAGES; step += 1) {
    const { forms, text } = parse(page.html);
    // A server may answer a refusal with an error page: that is the end asked for.
    if (page.status >= 400 && !refused) throw new Error(`HTTP ${page.status} at ${page.url}: ${text.slice(0, 300)}`);
    const form = forms.find((f) => f.method === 'post' && !f.action.includes('logout'));
    if (!form || refused) return text;
    const data = fill(form);
    const button = choose(form);
    if (button) data.set(button.name, button.value ?? '');
    refused = Boolean(options.deny && button);
    page = await visit(new URL(form.action, page.url), data);
  }
  throw new Error(`no end after ${MOST_PAGES} pages`);
}

try {
  if (!start) throw new Error('usage: approve.mjs URL [--code CODE] [--user NAME] [--deny]');
  console.log((await walk()).slice(0, 300));
} catch (error) {
  console.error(error.cause ? `${error.message}: ${error.cause.message}` : error.message);
  process.exitCode = 1;
}
