// Completes a device login in a real headless Chromium, driven by playwright-core.
// Usage: node approve-browser.mjs URL [--code ABCD-EFGH] [--user alice] [--deny] [--shot DIR]
// The browser is $JETON_TEST_CHROMIUM, the module comes from $JETON_TEST_NODE/node_modules. Only loopback addresses are reachable.
// Prints the text of the last page and exits 0 when there is no form left; 1 otherwise. --shot keeps a picture of every page.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const MOST_PAGES = 12;
const LIMIT_MS = 15_000;
const REFUSAL = /abort|deny|reject/i;
const NOT_AGREEMENT = /abort|cancel|deny|reject|log ?out/i;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

const { values: options, positionals: [start] } = parseArgs({
  allowPositionals: true,
  options: {
    code: { type: 'string' },
    user: { type: 'string', default: 'alice' },
    deny: { type: 'boolean' },
    shot: { type: 'string' },
  },
});
const resolver = createRequire(path.join(process.env.JETON_TEST_NODE ?? '.', 'resolve.js'));
const { chromium } = (await import(pathToFileURL(resolver.resolve('playwright-core')).href)).default;

async function fill(page) {
  const code = page.locator('input[name=user_code]:not([type=hidden])');
  if (await code.count()) await code.first().fill(options.code ?? await code.first().inputValue());
  const user = page.locator('input[name=login], input[name=username], input[name=user]');
  if (await user.count()) await user.first().fill(options.user);
  const password = page.locator('input[type=password]');
  if (await password.count()) await password.first().fill('password');
}

async function walk(page) {
  await page.goto(start);
  let refused = false;
  for (let step = 0; step < MOST_PAGES; step += 1) {
    await page.waitForLoadState('load');
    // oidc-provider's page between two steps: it submits itself.
    if (await page.title() === 'Submitting Callback') {
      await page.waitForFunction(() => document.title !== 'Submitting Callback');
      continue;
    }
    if (options.shot) await page.screenshot({ path: path.join(options.shot, `page${step}.png`) });
    const submit = page.locator('button:not([type=button]), input[type=submit]');
    const agree = submit.filter({ hasNotText: NOT_AGREEMENT }).and(page.locator(':not([value=deny])'));
    const refuse = submit.filter({ hasText: REFUSAL }).or(page.locator('[type=submit][value=deny]'));
    if (refused || !(await agree.count())) return (await page.locator('body').innerText()).replace(/\s+/g, ' ').trim();
    await fill(page);
    refused = Boolean(options.deny && await refuse.count());
    const next = page.waitForEvent('framenavigated');
    await (refused ? refuse : agree).first().click();
    await next;
  }
  throw new Error(`no end after ${MOST_PAGES} pages`);
}

const browser = await chromium.launch({
  executablePath: process.env.JETON_TEST_CHROMIUM, args: FLAGS, timeout: LIMIT_MS,
});
try {
  const context = await browser.newContext();
  context.setDefaultTimeout(LIMIT_MS);
  await context.route(/.*/, (route) => {
    const { hostname } = new URL(route.request().url());
    return ['127.0.0.1', 'localhost'].includes(hostname) ? route.continue() : route.abort();
  });
  console.log((await walk(await context.newPage())).slice(0, 300));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await browser.close();
}
