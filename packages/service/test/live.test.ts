import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type AnyRoute, createEventFeed, type HttpServiceOptions } from '../src/index.ts';
import { sampleRoutes, sampleService } from './sample-service.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

async function started(options: Partial<HttpServiceOptions> = {}) {
  const sample = sampleService(options);
  running.push(sample.service);
  const { port } = await sample.service.start();
  return { ...sample, port, url: `http://127.0.0.1:${port}` };
}

async function rawExchange(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.write(request);
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

describe('a service on a socket', () => {
  it('journals the port of the caller and its own', async () => {
    const { port, journal } = await started();
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const { localPort } = socket;
    socket.write('GET /v1/records/ab HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect(journal.entries).toMatchObject([
      {
        personal: { sourceAddress: '127.0.0.1', sourcePort: localPort },
        destination: { address: '127.0.0.1', port },
      },
    ]);
  });

  it('sends no byte before the entry is durable', async () => {
    const { port, journal } = await started();
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    journal.append = async (entry) => {
      reached.resolve();
      await gate.promise;
      journal.entries.push(entry);
    };
    const order: string[] = [];
    const socket = connect(port, '127.0.0.1');
    socket.on('data', () => order.push('bytes'));
    socket.write('GET /v1/records/ab HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    await reached.promise;
    // A second request goes all the way there and back while the first is held.
    await fetch(`http://127.0.0.1:${port}/livez`);
    order.push('durable');
    gate.resolve();
    await once(socket, 'close');
    expect(order[0]).toBe('durable');
    expect(order).toContain('bytes');
  });

  it.each([
    ['garbage', 'hello\r\n\r\n', '400', 'malformed-request'],
    ['binary garbage', '\x16\x03\x01\x02\x00\x01\x00', '400', 'malformed-request'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n`,
      '431',
      'headers-too-large',
    ],
    ['a bad address', 'GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n', '400', 'malformed-request'],
  ])('answers %s with a problem and journals it', async (_name, request, status, code) => {
    const { port, journal } = await started();
    const answer = await rawExchange(port, request);
    expect(answer.split('\r\n')[0]).toContain(status);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code });
    expect(answer.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(journal.strangers).toMatchObject([
      { event: 'request-malformed', reason: code, personal: { sourceAddress: '127.0.0.1' } },
    ]);
  });

  it('gives up on a request that does not arrive', async () => {
    const { port, journal } = await started({ limits: { requestTimeoutMs: 50 } });
    const answer = await rawExchange(port, 'GET / HTTP/1.1\r\nhost:');
    expect(answer).toContain('408');
    expect(journal.strangers).toMatchObject([{ reason: 'request-timeout' }]);
  });

  it('journals a body that breaks off', async () => {
    const { port, journal } = await started();
    const head = 'POST /v1/transactions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n';
    const socket = connect(port, '127.0.0.1');
    socket.write(`${head}content-type: application/x-protobuf\r\n\r\nabc`);
    await fetch(`http://127.0.0.1:${port}/livez`);
    socket.destroy();
    await expect.poll(() => journal.strangers).toMatchObject([{ event: 'submission' }]);
  });

  it('takes no more connections than it may', async () => {
    const { port } = await started({ limits: { connectionsMax: 1 } });
    const first = connect(port, '127.0.0.1');
    await once(first, 'connect');
    const second = connect(port, '127.0.0.1');
    second.on('error', () => {});
    await once(second, 'close');
    first.destroy();
  });

  it('names a port that is in use, in both languages', async () => {
    const { port } = await started();
    const { service } = sampleService({ listen: { host: '127.0.0.1', port } });
    const failure = await service.start().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: 'ServiceError',
      code: 'PORT_IN_USE',
      texts: {
        'zh-CN': expect.stringContaining(`127.0.0.1:${port} 已被占用`),
        en: expect.stringContaining(`127.0.0.1:${port} is in use`),
      },
    });
    await service.stop();
  });

  it('names an address that is not its own', async () => {
    const { service } = sampleService({ listen: { host: '192.0.2.1', port: 0 } });
    await expect(service.start()).rejects.toMatchObject({ code: 'LISTEN_FAILED' });
    await service.stop();
  });

  it('stops at once although connections are kept alive', async () => {
    const { service, url, port } = await started({ limits: { stopGraceMs: 60_000 } });
    await (await fetch(`${url}/livez`)).text();
    await service.stop();
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
    expect(port).toBeGreaterThan(0);
  });

  it('lets what is under way finish, and cuts off what does not', async () => {
    const entered = Promise.withResolvers<void>();
    const stuck = {
      ...sampleRoutes[3],
      handler: () => {
        entered.resolve();
        return new Promise(() => {});
      },
    } as AnyRoute;
    const { service, url } = await started({ routes: [stuck], limits: { stopGraceMs: 10 } });
    const answer = fetch(`${url}/v1/broken`).catch((error: Error) => error.name);
    await entered.promise;
    await service.stop();
    expect(await answer).toBe('TypeError');
  });
});

describe('events over a socket', () => {
  const feedRoute = (feed: ReturnType<typeof createEventFeed>): AnyRoute => ({
    method: 'GET',
    path: '/v1/events',
    policy: 'public',
    act: { source: 'access', event: 'events-opened' },
    summary: 'Events',
    answerMediaType: 'text/event-stream',
    handler: ({ headers }) => ({ events: feed.open(headers['last-event-id']?.toString()) }),
  });

  async function readUntil(socket: Socket, end: string): Promise<string> {
    let text = '';
    for await (const chunk of socket) {
      text += String(chunk);
      if (text.includes(end)) break;
    }
    return text;
  }

  it('resume where the reader stopped, and end when the service stops', async () => {
    const feed = createEventFeed({ epoch: 'e1' });
    const { service, port, journal } = await started({ routes: [feedRoute(feed)] });
    for (const height of [1, 2, 3]) feed.publish('block', { height });
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /v1/events HTTP/1.1\r\nhost: x\r\nlast-event-id: e1-1\r\n\r\n');
    const text = await readUntil(socket, 'e1-3');
    expect(text).toContain('content-type: text/event-stream');
    expect(text).not.toContain('id: e1-1\n');
    expect(text).toContain('id: e1-2\nevent: block\ndata: {"height":2}\n\n');
    expect(journal.entries).toMatchObject([{ event: 'events-opened', result: 'done' }]);
    await expect.poll(() => feed.readerCount).toBe(0); // the caller closed
    const other = connect(port, '127.0.0.1');
    other.write('GET /v1/events HTTP/1.1\r\nhost: x\r\n\r\n');
    other.resume();
    await expect.poll(() => feed.readerCount).toBe(1);
    await Promise.all([once(other, 'close'), service.stop()]);
    expect(feed.readerCount).toBe(0);
  });

  it('are not opened when the journal cannot be written', async () => {
    const feed = createEventFeed({ epoch: 'e1' });
    const { url, journal } = await started({ routes: [feedRoute(feed)] });
    journal.failure = new Error('disk full');
    const answer = await fetch(`${url}/v1/events`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'journal-unwritable' });
    await expect.poll(() => feed.readerCount).toBe(0);
  });

  it('cut off a reader that does not read', async () => {
    const feed = createEventFeed({ epoch: 'e1', bufferBytesMax: 64 * 1024 });
    const { port } = await started({ routes: [feedRoute(feed)] });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /v1/events HTTP/1.1\r\nhost: x\r\n\r\n');
    await expect.poll(() => feed.readerCount).toBe(1);
    socket.pause();
    const data = 'x'.repeat(32 * 1024);
    // Until the socket buffers of both ends are full and the bound of the reader is reached.
    for (let sent = 0; sent < 4000 && feed.readerCount > 0; sent++) {
      feed.publish('block', data);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(feed.readerCount).toBe(0);
    socket.destroy();
  });
});
