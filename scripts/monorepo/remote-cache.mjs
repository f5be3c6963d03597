import { createServer } from 'node:http';

/**
 * A remote cache as Turborepo (`/v8/artifacts/:hash`) and Nx (`/v1/cache/:hash`) ask for it, in memory, on this machine only.
 * Sources: "Remote Cache API", turborepo.com; "Self-hosted remote cache", nx.dev.
 */
export async function openRemoteCache() {
  const kept = new Map();
  const counts = { stored: 0, given: 0 };
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const [, hash] = /^\/(?:v8\/artifacts|v1\/cache)\/([\w-]+)(?:\?|$)/.exec(request.url) ?? [];
      if (hash === undefined || hash === 'events' || hash === 'status') {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"enabled"}');
      } else if (request.method === 'PUT') {
        counts.stored++;
        kept.set(hash, { body: Buffer.concat(chunks), duration: request.headers['x-artifact-duration'] ?? '0' });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"urls":[]}');
      } else {
        const one = kept.get(hash);
        if (one && request.method === 'GET') counts.given++;
        response.writeHead(one ? 200 : 404, { 'content-type': 'application/octet-stream', 'content-length': one?.body.length ?? 0, 'x-artifact-duration': one?.duration ?? '0' });
        response.end(request.method === 'GET' ? one?.body : undefined);
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, counts, close: () => server.close() };
}
