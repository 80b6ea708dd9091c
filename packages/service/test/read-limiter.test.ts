// What strangers read of public routes, and how much of it.
import { describe, expect, it, vi } from 'vitest';
import { BULK_ALARMS_MAX } from '../src/http/read-limiter.ts';
import {
  type AnyRoute,
  anyone,
  createHttpService,
  type Identity,
  PUBLIC_READS,
  ReadLimiter,
} from '../src/index.ts';
import { RecordingJournal } from './recording-journal.ts';

const HOUR_MS = 3_600_000;
const LIMITS = { windowMs: 60_000, callsOfAddress: 2, callsOfAll: Number.POSITIVE_INFINITY };
const STRANGER: Identity = { caller: 'nobody' };

const route = (method: 'GET' | 'POST', path: string): AnyRoute => ({
  ...{ method, path, policy: 'public', summary: path },
  act: { source: 'access', event: 'read' },
  handler: () => ({ json: {} }),
});

function shell(identity = STRANGER) {
  let now = 0;
  const journal = new RecordingJournal();
  const warn = vi.fn();
  const page = { mediaType: 'text/html; charset=utf-8', bytes: Buffer.from('<h1>404</h1>') };
  const service = createHttpService({
    ...{ name: 'reads', listen: { host: '127.0.0.1', port: 0 }, journal },
    logger: { warn, error: warn },
    routes: [route('GET', '/v1/records'), route('POST', '/v1/acts')],
    access: {
      table: { 'GET /v1/records': anyone(), 'POST /v1/acts': anyone() },
      gate: { admit: () => ({ identity }), attend: () => () => undefined },
    },
    reads: new ReadLimiter(() => now, LIMITS),
    notFoundPage: page,
  });
  const ask = async (
    remoteAddress: string,
    method: 'GET' | 'HEAD' | 'POST' = 'GET',
    accept = '*/*',
  ) => {
    const url = method === 'POST' ? '/v1/acts' : '/v1/records';
    const answer = await service.inject({ method, url, remoteAddress, headers: { accept } });
    return answer;
  };
  const statuses = async (address: string, count: number) => {
    const all: number[] = [];
    for (let n = 0; n < count; n += 1) all.push((await ask(address)).statusCode);
    return all;
  };
  return { ask, journal, service, statuses, warn, pass: (ms: number) => (now += ms) };
}

describe('reads of strangers', () => {
  it('are bounded for each source, which is told when to come again', async () => {
    const { ask, pass, statuses } = shell();
    expect(await statuses('192.0.2.1', 3)).toEqual([200, 200, 429]);
    pass(20_000);
    const refused = await ask('192.0.2.1', 'HEAD');
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '40']);
    expect(await statuses('192.0.2.2', 1)).toEqual([200]);
    pass(40_000);
    const again = await ask('192.0.2.1');
    expect(again.statusCode).toBe(200);
  });

  it('say in words what happened', async () => {
    const { ask, statuses } = shell();
    await statuses('192.0.2.1', 2);
    const problem = (await ask('192.0.2.1')).json();
    expect(problem).toMatchObject({ code: 'too-many-reads', status: 429 });
    expect(problem.detail).toContain('60');
  });

  it('are those of a whole network of 64 bits', async () => {
    const { statuses } = shell();
    expect(await statuses('2001:db8::1', 2)).toEqual([200, 200]);
    expect(await statuses('2001:db8::2', 1)).toEqual([429]);
    expect(await statuses('2001:db8:0:1::1', 1)).toEqual([200]);
  });

  it.each(['127.0.0.1', '::1', '127.9.9.9', '::ffff:127.0.0.1'])(
    'are not counted of whoever sits at the machine: %s',
    async (address) => {
      expect(await shell().statuses(address, 4)).toEqual([200, 200, 200, 200]);
    },
  );

  it('leave alone who is known, and every act', async () => {
    const officer = shell({ caller: 'duty', actor: { type: 'officer', id: 'jia-duty' } });
    expect(await officer.statuses('192.0.2.1', 4)).toEqual([200, 200, 200, 200]);
    const { ask, statuses } = shell();
    await statuses('192.0.2.1', 3);
    // An act is refused for what it is, never for what its source has read.
    expect((await ask('192.0.2.1', 'POST')).statusCode).not.toBe(429);
  });

  it('raise one alarm for each source and hour', async () => {
    const { journal, pass, statuses } = shell();
    await statuses('192.0.2.1', 9);
    await statuses('192.0.2.2', 9);
    const alarms = () => journal.entries.filter(({ event }) => event === 'bulk-read');
    expect(alarms()).toMatchObject([
      {
        ...{ source: 'security', result: 'refused', reason: 'too-many-reads' },
        ...{ resource: '/v1/records', personal: { sourceAddress: '192.0.2.1' } },
      },
      { personal: { sourceAddress: '192.0.2.2' } },
    ]);
    pass(HOUR_MS);
    await statuses('192.0.2.1', 9);
    expect(alarms()).toHaveLength(3);
    // The refusals themselves are those of a stranger: beyond his budget they are only counted.
    expect(journal.strangers.length).toBe(7 * 3);
  });

  it('are refused all the same when the alarm cannot be written', async () => {
    const { journal, statuses, warn } = shell();
    await statuses('192.0.2.1', 2);
    journal.failure = new Error('the disk is full');
    expect(await statuses('192.0.2.1', 2)).toEqual([429, 429]);
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe('the limiter itself', () => {
  it('bounds the alarms of one hour, whatever the number of sources', () => {
    const limiter = new ReadLimiter(() => 0, { ...LIMITS, callsOfAddress: 0 });
    const sources = Array.from(
      { length: BULK_ALARMS_MAX + 10 },
      (_, n) => `198.51.${n >> 8}.${n & 255}`,
    );
    const alarms = sources.filter((source) => limiter.take(source).isAlarm);
    expect(alarms).toHaveLength(BULK_ALARMS_MAX);
  });

  it('leaves room for eight reads each second, minute after minute', () => {
    let now = 0;
    const limiter = new ReadLimiter(() => now);
    for (; now < 5 * PUBLIC_READS.windowMs; now += 125) {
      expect(limiter.take('192.0.2.1').waitMs).toBe(0);
    }
  });
});

describe('an address that there is not', () => {
  it('answers a browser with the page, and a program with the problem', async () => {
    const { journal, service } = shell();
    const get = (accept: string, method: 'GET' | 'POST' = 'GET') =>
      service.inject({ method, url: '/nowhere', headers: { accept } });
    const page = await get('text/html,application/xhtml+xml');
    expect([page.statusCode, page.headers['content-type'], page.body]).toEqual([
      ...[404, 'text/html; charset=utf-8', '<h1>404</h1>'],
    ]);
    expect((await get('*/*')).json()).toMatchObject({ code: 'not-found' });
    expect((await get('text/html', 'POST')).headers['content-type']).toContain('problem+json');
    expect(journal.strangers.map(({ event, reason }) => [event, reason])).toEqual([
      ...[1, 2, 3].map(() => ['request-unmatched', 'not-found']),
    ]);
  });
});
