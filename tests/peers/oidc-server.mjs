// An authorization server to test against: oidc-provider (a certified implementation), set up for one public device client and one
// service client, on 127.0.0.1 only. The library answers; oidc-middleware.mjs adds what it lacks (limits, slow_down, faults, a log).
//
// Prints `ready <issuer>` when it listens. Modules come from $JETON_TEST_NODE/node_modules. Settings, all from the environment:
//   PORT=0               0 takes a free port
//   ACCESS_TTL=60  REFRESH_TTL=86400  DEVICE_TTL=300   seconds
//   ROTATE=1             a refresh gives a new refresh token; use of a rotated one revokes the whole grant (the library's own rule)
//   AT_FORMAT=opaque     or jwt (RFC 9068)
//   TLS_CERT, TLS_KEY    PEM files: the issuer is https
//   MOUNT=/tenant        everything is under that path, the issuer too
//   DEVICE_INTERVAL, LIMIT_PER_HOUR, REQUEST_LOG, CTL  see oidc-middleware.mjs
// Clients: `jeton-cli` (public; device code, refresh), `orders-svc` with secret `orders-svc-secret` (client credentials, basic).
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { middleware } from './oidc-middleware.mjs';
import { Store } from './oidc-store.mjs';

const env = process.env;
const number = (key, otherwise) => (env[key] ? Number(env[key]) : otherwise);
const resolver = createRequire(path.join(env.JETON_TEST_NODE ?? '.', 'resolve.js'));
const { Provider } = await import(pathToFileURL(resolver.resolve('oidc-provider')).href);

const API = 'urn:jeton:api';
const API_SCOPES = ['orders:read', 'orders:write'];
const jwt = env.AT_FORMAT === 'jwt';
const accessTtl = number('ACCESS_TTL', 60);
const refreshTtl = number('REFRESH_TTL', 86400);

// By way of PEM: in Node.js 20, exporting a key that was just generated as JWK can deadlock with the garbage collector.
function signingKey(type, options, names) {
  const { privateKey } = crypto.generateKeyPairSync(type, {
    ...options,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { ...crypto.createPrivateKey(privateKey).export({ format: 'jwk' }), use: 'sig', ...names };
}

const clients = [
  {
    client_id: 'jeton-cli',
    client_name: 'jeton',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    response_types: [],
    redirect_uris: [],
    scope: ['openid', 'offline_access', 'profile', 'email', ...API_SCOPES].join(' '),
  },
  {
    client_id: 'orders-svc',
    client_secret: 'orders-svc-secret',
    token_endpoint_auth_method: 'client_secret_basic',
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: API_SCOPES.join(' '),
  },
];

const configuration = {
  adapter: Store,
  clients,
  jwks: {
    keys: [
      signingKey('rsa', { modulusLength: 2048 }, { kid: 'rs1', alg: 'RS256' }),
      signingKey('ec', { namedCurve: 'P-256' }, { kid: 'es1', alg: 'ES256' }),
    ],
  },
  cookies: { keys: [crypto.randomBytes(16).toString('hex')] },
  clockTolerance: 0, // the library's 15 s would let an expired token pass
  scopes: ['openid', 'offline_access', ...API_SCOPES],
  claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: id, email: `${id}@example.test` }),
  }),
  rotateRefreshToken: env.ROTATE !== '0',
  features: {
    devInteractions: { enabled: true },
    deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****' },
    clientCredentials: { enabled: true },
    introspection: { enabled: true },
    revocation: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_ctx, _client, oneOf) => oneOf ?? (jwt ? API : undefined),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: API_SCOPES.join(' '),
        audience: API,
        accessTokenTTL: accessTtl,
        accessTokenFormat: jwt ? 'jwt' : 'opaque',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  ttl: {
    AccessToken: accessTtl,
    ClientCredentials: accessTtl,
    IdToken: accessTtl,
    RefreshToken: refreshTtl,
    Grant: refreshTtl,
    DeviceCode: number('DEVICE_TTL', 300),
    Session: 86400,
    Interaction: 600,
  },
};

const mount = env.MOUNT ?? '';

// The library does not know where it is mounted but by what is cut off the path.
const mounted = (answer) => (request, response) => {
  if (mount && !request.url.startsWith('/_ctl')) {
    if (!request.url.startsWith(`${mount}/`)) {
      response.writeHead(404).end();
      return;
    }
    request.originalUrl = request.url;
    request.url = request.url.slice(mount.length);
  }
  answer(request, response);
};

// The issuer holds the port, so the provider is made once the port is known.
const tls = env.TLS_CERT && { cert: fs.readFileSync(env.TLS_CERT), key: fs.readFileSync(env.TLS_KEY) };
const server = tls ? https.createServer(tls) : http.createServer();
server.listen(number('PORT', 0), '127.0.0.1', () => {
  const issuer = `${tls ? 'https' : 'http'}://127.0.0.1:${server.address().port}${mount}`;
  const provider = new Provider(issuer, configuration);
  provider.use(middleware(env));
  provider.on('server_error', (_ctx, error) => console.error('server_error', error));
  server.on('request', mounted(provider.callback()));
  console.log(`ready ${issuer}`);
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
