import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';

/** What came of an event: the status that says the same over HTTP, and what the server answered. */
interface Answer { status: number; body: unknown }

const PATIENCE = 1_500;
const REFUSED: Answer = { status: 401, body: 'refused' };

/** Connects as a caller, sends one event and waits for its acknowledgement. `name`: behind the namespace, if any. */
function overSocketIo(origin: string, name: string, headers: Record<string, string>, payload: unknown): Promise<Answer> {
  const slash = name.lastIndexOf('/');
  const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1];
  const socket = io(origin + (slash > 0 ? name.slice(0, slash) : ''), { forceNew: true, reconnection: false, extraHeaders: headers, ...(token ? { auth: { token } } : {}), transports: ['websocket'] });
  return answerOf((answer) => {
    socket.on('connect_error', () => answer(REFUSED));
    socket.on('disconnect', () => answer(REFUSED));
    socket.on('connect', () => socket.emit(name.slice(slash + 1), payload, (body: unknown) => answer({ status: 200, body })));
  }).finally(() => socket.close());
}

/** Connects as a caller, sends one message and waits for one. */
function overWebSocket(origin: string, path: string, headers: Record<string, string>, payload: unknown): Promise<Answer> {
  const socket = new WebSocket(origin.replace(/^http/, 'ws') + path, { headers });
  return answerOf((answer) => {
    socket.on('error', () => answer(REFUSED));
    socket.on('close', () => answer(REFUSED));
    socket.on('open', () => socket.send(JSON.stringify(payload)));
    socket.on('message', (data: Buffer) => answer({ status: 200, body: data.toString() }));
  }).finally(() => socket.terminate());
}

/** An event that nobody answers in time has been refused. */
function answerOf(ask: (answer: (one: Answer) => void) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(REFUSED), PATIENCE);
    ask((one) => { clearTimeout(timer); resolve(one); });
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

/** An HTTP server that turns `POST /events/<event>` into an event of a socket, and hands everything else on. */
export async function bridgeTo(origin: string, kind: 'socket.io' | 'ws'): Promise<{ origin: string; stop(): Promise<void> }> {
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: string; headers: Record<string, string> }> => {
    const url = request.url ?? '/';
    const text = await textOf(request);
    const headers = Object.fromEntries(['authorization', 'cookie', 'x-api-key', 'content-type'].flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]])));
    if (url.startsWith('/events/')) {
      delete headers['content-type'];
      const name = decodeURIComponent(url.slice('/events/'.length));
      const payload: unknown = text === '' ? {} : JSON.parse(text);
      const { status, body } = await (kind === 'ws' ? overWebSocket(origin, name.startsWith('/') ? name : `/${name}`, headers, payload) : overSocketIo(origin, name, headers, payload));
      return { status, body: JSON.stringify(body), headers: {} };
    }
    const method = request.method ?? 'GET';
    const response = await fetch(origin + url, { method, headers, ...(method === 'GET' || method === 'HEAD' ? {} : { body: text }) });
    return { status: response.status, body: await response.text(), headers: { 'content-type': response.headers.get('content-type') ?? 'text/plain' } };
  };
  const server = createServer((request, response) => {
    answer(request).then(({ status, body, headers }) => response.writeHead(status, headers).end(body), (error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
