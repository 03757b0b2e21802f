// What stands in front of the library in the test authorization server. None of this is oidc-provider's own behaviour.
//   REQUEST_LOG=path    one JSON line per request, on disk before the client has its answer (default: stderr)
//   LIMIT_PER_HOUR=n    at most n token requests per client in an hour, then 429 with Retry-After in seconds
//   DEVICE_INTERVAL=n   sends `interval` with the device code, and slow_down to who polls faster (+5 s each time, RFC 8628 3.5)
//   CTL=1               faults to order. POST /_ctl adds rules, GET shows those left, DELETE clears. A rule, or a list of them:
//       {"path":"/token", "grant_type":"refresh_token", "times":2, "delay_ms":500,
//        "status":503, "headers":{"retry-after":"1"}, "body":"…"  or  "drop":"before"|"after"}
//     drop before: the connection is reset and nothing was done; after: it was done (a token rotated) and the answer is lost.
import fs from 'node:fs';

const HOUR_MS = 3_600_000;
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function clientOf(ctx, form) {
  const [scheme, credentials] = ctx.get('authorization').split(' ');
  if (!/^basic$/i.test(scheme)) return form?.get('client_id') ?? undefined;
  return decodeURIComponent(Buffer.from(credentials ?? '', 'base64').toString().split(':')[0]);
}

// Answers 429 when the client has had its requests of the last hour. True: answered.
function limiter(limit) {
  const seen = new Map(); // client -> times of its requests
  return (ctx, client) => {
    if (!limit || ctx.path !== '/token') return false;
    const now = Date.now();
    const recent = (seen.get(client) ?? []).filter((at) => at > now - HOUR_MS);
    seen.set(client, recent);
    if (recent.length < limit) {
      recent.push(now);
      return false;
    }
    ctx.status = 429;
    ctx.set('Retry-After', String(Math.ceil((recent[0] + HOUR_MS - now) / 1000)));
    ctx.body = { error: 'too_many_requests', error_description: `limit of ${limit} token requests reached` };
    return true;
  };
}

// Answers slow_down to a device that polls faster than it was told. True: answered.
function pacer(interval) {
  const polls = new Map(); // device code -> { last, interval }
  return (ctx, form) => {
    const code = form?.get('device_code');
    if (!interval || ctx.path !== '/token' || !code) return false;
    const now = Date.now();
    const poll = polls.get(code) ?? { last: 0, interval };
    const early = now - poll.last < poll.interval * 1000 - 50;
    poll.last = now;
    polls.set(code, poll);
    if (!early) return false;
    poll.interval += 5;
    ctx.status = 400;
    ctx.body = { error: 'slow_down', error_description: `interval is now ${poll.interval}` };
    return true;
  };
}

function ruleBook() {
  let rules = [];
  return {
    serve(ctx) {
      if (ctx.method === 'POST') rules.push(...[JSON.parse(ctx.req.body.toString())].flat());
      if (ctx.method === 'DELETE') rules = [];
      ctx.body = rules;
    },
    take(path, grant) {
      const rule = rules.find((r) => r.path === path && (!r.grant_type || r.grant_type === grant));
      if (!rule) return undefined;
      rule.times = (rule.times ?? 1) - 1;
      if (rule.times <= 0) rules = rules.filter((r) => r !== rule);
      return rule;
    },
  };
}

export function middleware(env) {
  const interval = Number(env.DEVICE_INTERVAL ?? 0);
  const limited = limiter(Number(env.LIMIT_PER_HOUR ?? 0));
  const paced = pacer(interval);
  const rules = ruleBook();
  const log = (line) => {
    const text = `${JSON.stringify(line)}\n`;
    if (env.REQUEST_LOG) fs.appendFileSync(env.REQUEST_LOG, text);
    else process.stderr.write(text);
  };

  async function answer(ctx, next, { form, client, rule }) {
    if (rule?.delay_ms) await sleep(rule.delay_ms);
    if (rule?.drop === 'before') return;
    if (rule?.status) {
      ctx.status = rule.status;
      ctx.set(rule.headers ?? {});
      ctx.body = rule.body ?? '';
      return;
    }
    if (limited(ctx, client) || paced(ctx, form)) return;
    await next();
    if (interval && ctx.path === '/device/auth' && ctx.status === 200) ctx.body = { ...ctx.body, interval };
  }

  return async (ctx, next) => {
    const started = Date.now();
    if (ctx.method === 'POST') ctx.req.body = await bodyOf(ctx.req); // the library takes a body that was read already
    if (env.CTL === '1' && ctx.path === '/_ctl') {
      rules.serve(ctx);
      return;
    }
    const form = ctx.is('application/x-www-form-urlencoded') ? new URLSearchParams(ctx.req.body?.toString()) : undefined;
    const grant = form?.get('grant_type') ?? undefined;
    const client = clientOf(ctx, form);
    const rule = rules.take(ctx.path, grant);
    try {
      await answer(ctx, next, { form, client, rule });
    } finally {
      log({
        ts: new Date().toISOString(),
        method: ctx.method,
        path: ctx.path,
        grant_type: grant,
        client_id: client,
        auth: ctx.get('authorization').split(' ')[0] || undefined,
        status: rule?.drop === 'before' ? undefined : ctx.status,
        error: ctx.body?.error,
        ms: Date.now() - started,
        user_agent: ctx.get('user-agent') || undefined,
        fault: rule && (rule.drop || rule.status || 'delay'),
      });
    }
    if (rule?.drop) {
      ctx.respond = false;
      ctx.req.socket.resetAndDestroy();
    }
  };
}
