// Streams of events over sockets, and the ends of the sessions that they were opened in.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Office } from './office.ts';

const HOUR = 60 * 60_000;

/** An officer with a session in a program that listens. */
async function opened() {
  const office = await Office.open();
  const secret = await office.enrol('aud');
  const cookie = await office.login('aud', secret);
  const { port } = await office.service.start();
  onTestFinished(() => office.service.stop());
  const path = (isWall: boolean) => `/v1/stream${isWall ? '?wall=true' : ''}`;
  return {
    ...{ office, secret, cookie, port },
    /** Opens a stream; what it told, once it is over. */
    async stream(isWall = false) {
      const url = `http://127.0.0.1:${port}${path(isWall)}`;
      const answer = await fetch(url, { headers: { cookie } });
      expect(answer.status).toBe(200);
      return answer.text();
    },
  };
}

type Opened = Awaited<ReturnType<typeof opened>>;
type End = (opened: Opened) => unknown;

const ends: readonly [what: string, end: End][] = [
  [
    'its officer logs out',
    ({ cookie, office }) => office.send('/v1/session', office.with(cookie, { method: 'DELETE' })),
  ],
  [
    'somebody ends it',
    ({ office }) => {
      const [session] = office.accounts.login.sessions();
      const headers = { 'mingjing-control': 'the word of the home' };
      return office.send(`/v1/sessions/${session?.id}`, { method: 'DELETE', headers });
    },
  ],
  ['its hours are over', ({ office }) => office.pass(8 * HOUR)],
  [
    'its officer is revoked',
    ({ office: { officers } }) => Object.assign(officers.get('aud') ?? {}, { isRevoked: true }),
  ],
  ['his account is enrolled anew', ({ office }) => office.enrol('aud')],
  [
    'he opens more than he may have',
    async ({ office, secret }) => {
      for (let i = 0; i < 3; i += 1) await office.login('aud', secret);
    },
  ],
];

describe('a stream of events ends with its session', () => {
  it.each(ends)('when %s', async (_what, end) => {
    const office = await opened();
    const streams = [office.stream(), office.stream(true)];
    const { accounts, feed } = office.office;
    await expect.poll(() => feed.readerCount).toBe(2);
    feed.publish('before', {});
    await end(office);
    await accounts.login.sweep();
    feed.publish('after', {});
    for (const told of await Promise.all(streams)) {
      expect(told).toContain('event: before');
      expect(told).not.toContain('event: after');
    }
    expect(feed.readerCount).toBe(0);
  });

  it('when nobody used that, but for a wall, which ends with the hours', async () => {
    const { office, stream } = await opened();
    const [desk, wall] = [stream(), stream(true)];
    await expect.poll(() => office.feed.readerCount).toBe(2);
    office.pass(HOUR);
    await office.accounts.login.sweep();
    expect(await desk).not.toContain('event:');
    office.feed.publish('later', {});
    await office.accounts.login.sweep();
    expect(office.feed.readerCount).toBe(1);
    office.pass(8 * HOUR);
    await office.accounts.login.sweep();
    expect(await wall).toContain('event: later');
  });

  it('also for who does not read: he is cut off', async () => {
    const { cookie, office, port } = await opened();
    const socket = connect(port, '127.0.0.1').pause();
    socket.write(`GET /v1/stream HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\n\r\n`);
    await expect.poll(() => office.feed.readerCount).toBe(1);
    // More than the buffers of both ends of a socket take.
    for (let i = 0; i < 24; i += 1) office.feed.publish('much', 'x'.repeat(1024 * 1024));
    const [session] = office.accounts.login.sessions();
    office.accounts.login.kill(session?.id ?? '');
    await expect.poll(() => office.feed.readerCount, { timeout: 3000 }).toBe(0);
    socket.resume();
    expect(socket.bytesRead).toBe(0);
    socket.on('error', () => undefined);
    await once(socket, 'close');
  });
});
