// Who is refused without end: told apart by his refusals alone, and closed before he is read.
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpService, FloodGate, type HttpService } from '../src/index.ts';
import { RecordingJournal } from './recording-journal.ts';

const LIMITS = { windowMs: 60_000, refusalsOfSource: 3, connectionsPerSecond: 2, sourcesMax: 2 };
const SOURCE = '192.0.2.1';

function gate() {
  let now = 0;
  const floods = new FloodGate(() => now, LIMITS);
  const refuse = (source: string, count: number) =>
    Array.from({ length: count }, () => floods.refused(source));
  const connects = (source: string, count: number) =>
    Array.from({ length: count }, () => floods.admits(source));
  return { floods, refuse, connects, pass: (ms: number) => (now += ms) };
}

describe('a source', () => {
  it('is a flood from the first refusal above its number, and not before', () => {
    const { connects, refuse } = gate();
    expect(refuse(SOURCE, 3)).toEqual([false, false, false]);
    expect(connects(SOURCE, 9)).not.toContain(false);
    expect(refuse(SOURCE, 1)).toEqual([true]);
    expect(connects(SOURCE, 4)).toEqual([true, true, false, false]);
  });

  it('is let in again each second a little, and after the minute as anybody', () => {
    const { connects, floods, pass, refuse } = gate();
    refuse(SOURCE, 4);
    expect(connects(SOURCE, 3)).toEqual([true, true, false]);
    pass(1000);
    expect(connects(SOURCE, 3)).toEqual([true, true, false]);
    pass(59_000);
    expect(connects(SOURCE, 9)).not.toContain(false);
    // It is told of for one minute more, and then never again.
    expect(floods.counts()).toEqual({ sources: 1, closed: 2 });
    pass(60_000);
    expect(floods.counts()).toEqual({ sources: 0, closed: 0 });
  });

  it('takes nothing from others, from who is served, or from this machine', () => {
    const { connects, refuse } = gate();
    refuse(SOURCE, 9);
    refuse('127.0.0.1', 9);
    refuse('::1', 9);
    for (const other of ['192.0.2.2', '127.0.0.1', '::1']) {
      expect(connects(other, 9)).not.toContain(false);
    }
  });

  it('is nobody of whom no address is left', () => {
    const { connects, floods, refuse } = gate();
    expect(refuse('', 9)).not.toContain(true);
    expect(connects('', 9)).not.toContain(false);
    expect(floods.counts()).toEqual({ sources: 0, closed: 0 });
  });

  it('is a whole network of 64 bits', () => {
    const { connects, refuse } = gate();
    refuse('2001:db8::1', 2);
    refuse('2001:db8::2', 2);
    expect(connects('2001:db8::3', 3)).toEqual([true, true, false]);
  });

  it('beyond the sources that are told apart is none, and makes no memory', () => {
    const { connects, refuse } = gate();
    refuse('192.0.2.2', 1);
    refuse('192.0.2.3', 1);
    expect(refuse(SOURCE, 9)).not.toContain(true);
    expect(connects(SOURCE, 9)).not.toContain(false);
  });
});

describe('a service', () => {
  let service: HttpService | undefined;
  afterEach(() => service?.stop());

  async function flooded() {
    const journal = new RecordingJournal();
    const floods = new FloodGate(() => 0, LIMITS);
    service = createHttpService({
      ...{ name: 'flooded', listen: { host: '127.0.0.1', port: 0 }, journal, floods, routes: [] },
    });
    const { port } = await service.start();
    const ask = (localAddress: string, text?: string) => answerOf(port, localAddress, text);
    return { ask, floods, journal };
  }

  it('closes what is beyond it unread, counts it for the journal, and serves others', async () => {
    const { ask, journal } = await flooded();
    const first = [await ask('127.0.0.7'), await ask('127.0.0.7'), await ask('127.0.0.7')];
    expect(first.map((answer) => answer.slice(9, 12))).toEqual(['404', '404', '404']);
    const told = await ask('127.0.0.7');
    expect(told).toContain('connection: close');
    const after = [await ask('127.0.0.7'), await ask('127.0.0.7'), await ask('127.0.0.7')];
    expect(after.map((answer) => answer.slice(9, 12))).toEqual(['404', '404', '']);
    expect(await ask('127.0.0.8')).toContain(' 404 ');
    const refusals = journal.strangers.filter(({ reason }) => reason === 'flood');
    expect(refusals).toMatchObject([{ event: 'connection-refused', result: 'refused' }]);
  });

  it.each<[name: string, text: string, status: string]>([
    ['bytes that are no request', 'garbage\r\n\r\n', '400'],
    ['an address that nobody can read', 'GET /%zz HTTP/1.1\r\nhost: x\r\n\r\n', '400'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: ${'x'.repeat(40_000)}`, '431'],
  ])('counts what never became a request of a route: %s', async (_name, text, status) => {
    const { ask, floods } = await flooded();
    const statuses: string[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await ask('127.0.0.7', text)).slice(9, 12));
    expect(statuses).toEqual([...Array<string>(6).fill(status), '']);
    expect(floods.counts()).toEqual({ sources: 1, closed: 1 });
    expect(await ask('127.0.0.8')).toContain(' 404 ');
  });
});

const NOTHING = 'GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n';

/** What a connection is answered, by default to a request for nothing; empty: it was closed. */
function answerOf(port: number, localAddress: string, asked = NOTHING): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString();
      socket.destroy();
    });
    socket.on('error', () => socket.destroy()).once('close', () => resolve(text));
    socket.write(asked);
  });
}
