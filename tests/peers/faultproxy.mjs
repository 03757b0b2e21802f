// A TCP proxy that misbehaves to order, for tests of lost and slow connections.
// Usage: node faultproxy.mjs LISTEN UPSTREAM, each HOST:PORT; port 0 takes a free one. Prints `ready HOST:PORT`.
// Orders come as JSON lines on stdin, each with an `id` that its answer repeats (`answer ID done`, or what went wrong instead of
// done); the end of stdin ends the proxy:
//   {"down":true}       stops listening and resets every connection     {"up":true}       listens again, same port
//   {"cut_after":n}     closes each new connection after n bytes of the upstream's answer; null: no longer
//   {"reset":true}      resets the connections open now, goes on listening
//   {"latency_ms":n}    holds the upstream's data back that long
import net from 'node:net';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const split = (address) => [address.slice(0, address.lastIndexOf(':')), Number(address.slice(address.lastIndexOf(':') + 1))];
const [host, wantedPort] = split(process.argv[2]);
const [upstreamHost, upstreamPort] = split(process.argv[3]);
const open = new Set();
let port = wantedPort;
let cutAfter = null;
let latencyMs = 0;

// The upstream's data to the client, in order: late if asked, and no more than the limit taken when the connection was made.
async function answer(upstream, client, limit) {
  let left = limit ?? Infinity;
  for await (const data of upstream) {
    if (latencyMs) await sleep(latencyMs);
    client.write(data.subarray(0, left));
    left -= data.length;
    if (left <= 0) break;
  }
  client.end();
}

const server = net.createServer({ allowHalfOpen: true }, (client) => {
  const upstream = net.connect({ host: upstreamHost, port: upstreamPort, allowHalfOpen: true });
  for (const socket of [client, upstream]) {
    socket.setNoDelay(true);
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  }
  client.on('error', () => upstream.destroy());
  upstream.on('error', () => client.resetAndDestroy());
  client.pipe(upstream);
  answer(upstream, client, cutAfter).catch(() => client.resetAndDestroy());
});

const listen = () => new Promise((resolve, reject) => {
  server.once('error', reject);
  server.listen(port, host, () => {
    server.off('error', reject);
    port = server.address().port;
    resolve();
  });
});
const reset = () => { for (const socket of open) socket.resetAndDestroy(); };

async function obey(order) {
  if ('cut_after' in order) cutAfter = order.cut_after;
  if ('latency_ms' in order) latencyMs = order.latency_ms;
  if (order.reset) reset();
  if (order.down && server.listening) {
    server.close();
    reset();
  }
  if (order.up && !server.listening) await listen();
}

await listen();
console.log(`ready ${host}:${port}`);
for await (const line of readline.createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const outcome = await obey(order).then(() => 'done', (error) => error.message);
  console.log(`answer ${order.id} ${outcome}`);
}
process.exit(0);
