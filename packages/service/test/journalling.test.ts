import { describe, expect, it } from 'vitest';
import {
  type ActEntry,
  type ActNotes,
  type AnyRoute,
  createHttpService,
  Problem,
} from '../src/index.ts';
import { RecordingJournal } from './recording-journal.ts';
import { SECRET, sampleRoutes, sampleService } from './sample-service.ts';

const bytes = { 'content-type': 'application/x-protobuf' };

describe('every act has its entry', () => {
  it('with source, event, method, pattern, object, both ends of the socket', async () => {
    const { service, journal } = sampleService();
    const answer = await service.inject({ method: 'GET', url: '/v1/records/ab?limit=2' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ id: 'ab', limit: 2, SECRET });
    expect(journal.entries).toEqual([
      {
        source: 'access',
        event: 'record-read',
        result: 'done',
        method: 'GET',
        resource: '/v1/records/:id',
        object: 'ab',
        destination: { address: expect.any(String), port: expect.any(Number) },
        personal: { sourceAddress: '127.0.0.1', sourcePort: expect.any(Number) },
      },
    ]);
    expect(journal.strangers).toEqual([]);
  });

  it('with the refusal of somebody known as his own entry', async () => {
    const { service, journal } = sampleService();
    const payload = { count: 409 };
    const answer = await service.inject({ method: 'POST', url: '/v1/notes', payload });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ code: 'note-exists', note: 'n7' });
    expect(journal.entries).toMatchObject([
      { event: 'note-written', result: 'refused', reason: 'note-exists', actor: { id: 'o1' } },
    ]);
  });

  it.each([
    ['a problem of the handler', 'GET', '/v1/records/404', 404, 'not-found', 'record-read'],
    ['a bad parameter', 'GET', '/v1/records/XY', 400, 'bad-request', 'record-read'],
    ['a bad query', 'GET', '/v1/records/ab?limit=ten', 400, 'bad-request', 'record-read'],
    ['no body type', 'POST', '/v1/transactions', 415, 'unsupported-media-type', 'submission'],
    ['no route', 'GET', '/v1/nothing?token=1', 404, 'not-found', 'request-unmatched'],
    ['no route for the method', 'DELETE', '/v1/notes', 404, 'not-found', 'request-unmatched'],
    [
      'an address that cannot be read',
      'GET',
      '/%zz',
      400,
      'malformed-request',
      'request-malformed',
    ],
    [
      'an endless parameter',
      'GET',
      `/v1/records/${'a'.repeat(129)}`,
      404,
      'not-found',
      'request-malformed',
    ],
  ] as const)('refusals of strangers in their own budget: %s', async (...row) => {
    const [, method, url, status, code, event] = row;
    const { service, journal } = sampleService();
    const answer = await service.inject({ method, url });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(journal.entries).toEqual([]);
    expect(journal.strangers).toMatchObject([{ event, result: 'refused', reason: code, method }]);
    expect(journal.strangers[0]?.resource).not.toContain('token');
  });

  it('failures of the program among its own entries', async () => {
    const { service, journal } = sampleService();
    await service.inject({ method: 'GET', url: '/v1/broken' });
    await service.inject({ method: 'GET', url: '/v1/never' });
    expect(journal.entries).toMatchObject([
      { event: 'broken-read', result: 'failed', reason: 'internal' },
      { event: 'never-read', result: 'failed', reason: 'timeout' },
    ]);
  });

  it('HEAD like GET', async () => {
    const { service, journal } = sampleService();
    const answer = await service.inject({ method: 'HEAD', url: '/v1/records/ab' });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(journal.entries).toMatchObject([{ event: 'record-read', method: 'HEAD' }]);
  });

  it.each(['/livez', '/v1/openapi.json'])('but %s is no act', async (url) => {
    const { service, journal } = sampleService();
    journal.failure = new Error('disk full');
    expect((await service.inject({ method: 'GET', url })).statusCode).toBe(200);
    expect([...journal.entries, ...journal.strangers]).toEqual([]);
  });
});

describe('a handler that writes its own entries', () => {
  it('writes them in one append, and the shell adds none', async () => {
    const { service, journal } = sampleService();
    const payload = Buffer.from([1, 0, 2]);
    const request = { method: 'POST', url: '/v1/transactions', headers: bytes, payload } as const;
    expect((await service.inject(request)).statusCode).toBe(200);
    const lines = (entries: typeof journal.entries) =>
      entries.map(({ event, result, reason, resource, transactionId }) => [
        event,
        result,
        reason,
        resource,
        transactionId?.[0],
      ]);
    expect(lines(journal.entries)).toEqual([
      ['transaction-accepted', 'done', undefined, '/v1/transactions', 1],
      ['transaction-accepted', 'done', undefined, '/v1/transactions', 2],
    ]);
    // Nobody stands behind what was refused: it goes to the strangers' own budget.
    expect(lines(journal.strangers)).toEqual([
      ['transaction-accepted', 'refused', 'bad-signature', '/v1/transactions', 0],
    ]);
  });

  it('leaves the refusal of the whole request to the shell', async () => {
    const { service, journal } = sampleService();
    const payload = Buffer.from([1]);
    await service.inject({ method: 'POST', url: '/v1/transactions', headers: bytes, payload });
    expect(journal.entries).toEqual([]);
    expect(journal.strangers).toMatchObject([{ event: 'submission', reason: 'malformed-body' }]);
  });

  it('answers nothing but a problem when they cannot be written', async () => {
    const { service, journal } = sampleService();
    journal.failure = new Error('disk full');
    const payload = Buffer.from([1, 2]);
    const request = { method: 'POST', url: '/v1/transactions', headers: bytes, payload } as const;
    const answer = await service.inject(request);
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'journal-unwritable']);
    expect(answer.body).not.toContain(SECRET);
  });
});

describe('a handler that tries to get around its entries', () => {
  const routeWith = (handler: AnyRoute['handler']): AnyRoute => ({
    method: 'GET',
    path: '/v1/sly',
    policy: 'public',
    act: { source: 'access', event: 'sly-read' },
    summary: 'Tries',
    handler,
  });

  it('by catching the refusal of the journal still gives no data', async () => {
    const route = routeWith(async ({ recordActs }) => {
      await recordActs([{ result: 'done' }]).catch(() => {});
      return { json: SECRET };
    });
    const { service, journal } = sampleService({ routes: [route] });
    journal.failure = new Error('disk full');
    const answer = await service.inject({ method: 'GET', url: '/v1/sly' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'journal-unwritable']);
    expect(answer.body).not.toContain(SECRET);
  });

  it('by writing none of its own still leaves the one of the shell', async () => {
    const route = routeWith(async ({ recordActs }) => {
      await recordActs([]);
      return { json: SECRET };
    });
    const { service, journal } = sampleService({ routes: [route] });
    await service.inject({ method: 'GET', url: '/v1/sly' });
    expect(journal.entries).toMatchObject([{ event: 'sly-read', result: 'done' }]);
  });

  it('by failing after its entries leaves the failure, too', async () => {
    const route = routeWith(async ({ recordActs }) => {
      await recordActs([{ result: 'done', event: 'sly-act' }]);
      throw new Error('later');
    });
    const { service, journal } = sampleService({ routes: [route] });
    await service.inject({ method: 'GET', url: '/v1/sly' });
    expect(journal.entries).toMatchObject([
      { event: 'sly-act', result: 'done' },
      { event: 'sly-read', result: 'failed', reason: 'internal' },
    ]);
  });
});

describe('a text of the caller that no entry can hold', () => {
  const longest = 1024;
  const judge = ({ object = '', counts, personal: { subject = '' } }: ActEntry) => {
    if (object.length > longest) return 'object';
    if (!subject.isWellFormed()) return 'subject';
    return counts === undefined ? undefined : 'counts';
  };
  const actor = { type: 'officer', id: 'o1' } as const;

  function trying(notes: ActNotes, isOwn: boolean, refusal?: Problem) {
    const done: string[] = [];
    const sample = sampleService({
      routes: [
        {
          ...{ method: 'GET', path: '/v1/told', policy: 'public', summary: 'Told' },
          act: { source: 'admin', event: 'told' },
          async handler({ act, recordActs }) {
            Object.assign(act, notes);
            if (refusal !== undefined) throw refusal;
            if (isOwn) await recordActs([{ result: 'done' }]);
            done.push('done');
            return { json: SECRET };
          },
        },
      ],
    });
    sample.journal.faultOf = judge;
    return { ...sample, done, answer: sample.service.inject({ method: 'GET', url: '/v1/told' }) };
  }

  const endless = 'x'.repeat(longest + 1);
  const cut = { object: `${'x'.repeat(256)}\u2026` };
  const half = { object: 'user-1', subject: 'a\ud800' };

  it.each<[string, ActNotes, boolean, object]>([
    ['an endless object', { object: endless }, true, cut],
    ['an endless object that only the shell enters', { object: endless }, false, cut],
    ['half a character', half, true, { object: 'user-1', personal: { subject: 'a\ufffd' } }],
  ])('%s is a refusal of his, and leaves an entry', async (_name, notes, isOwn, texts) => {
    const { answer, done, journal, logger } = trying({ ...notes, actor }, isOwn);
    const { body, statusCode } = await answer;
    expect([statusCode, JSON.parse(body).code]).toEqual([400, 'text-unrecordable']);
    expect(body).not.toContain(SECRET);
    expect(done).toEqual(isOwn ? [] : ['done']);
    expect(journal.entries).toMatchObject([
      { event: 'told', actor, result: 'refused', reason: 'text-unrecordable', ...texts },
    ]);
    expect(logger.lines).toEqual([]);
  });

  it('does not hide why he was refused', async () => {
    const { answer, journal } = trying(
      { object: endless, actor },
      false,
      new Problem(409, 'note-exists'),
    );
    expect((await answer).json().code).toBe('note-exists');
    expect(journal.entries).toMatchObject([{ result: 'refused', reason: 'note-exists' }]);
  });

  it('of a stranger is counted among the refusals of strangers', async () => {
    const { answer, journal } = trying({ subject: '\ud800' }, true);
    expect((await answer).statusCode).toBe(400);
    expect([journal.entries.length, journal.strangers.length]).toEqual([0, 1]);
  });

  it('is told from a mistake of the program', async () => {
    const { answer, journal, logger } = trying({ counts: [-1], actor }, true);
    expect((await answer).json().code).toBe('journal-unwritable');
    expect([journal.entries, logger.lines.length]).toEqual([[], 1]);
  });
});

describe('a journal that cannot be written', () => {
  it('stops the answer: no data in body or headers', async () => {
    const { service, journal, logger } = sampleService();
    journal.failure = Object.assign(new Error('disk full'), { code: 'ENOSPC' });
    const answer = await service.inject({ method: 'GET', url: '/v1/records/ab' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'journal-unwritable']);
    expect(JSON.stringify([answer.headers, answer.body])).not.toContain(SECRET);
    expect(answer.headers).not.toHaveProperty('etag');
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length));
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(logger.lines).toMatchObject([{ level: 'error', fields: { err: journal.failure } }]);
  });

  it('says when it is only busy', async () => {
    const { service, journal } = sampleService();
    journal.failure = Object.assign(new Error('queue full'), { code: 'JOURNAL_BUSY' });
    const answer = await service.inject({ method: 'GET', url: '/v1/records/ab' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'journal-busy']);
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('says when its budget is used up, which no waiting helps', async () => {
    const { service, journal } = sampleService();
    journal.failure = Object.assign(new Error('full'), { code: 'JOURNAL_FULL' });
    const answer = await service.inject({ method: 'GET', url: '/v1/records/ab' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'journal-full']);
    expect(answer.headers).not.toHaveProperty('retry-after');
    expect(answer.body).not.toContain(SECRET);
  });

  it('does not change the refusal of a stranger, but is told', async () => {
    const { service, journal, logger } = sampleService();
    journal.strangerFailure = new Error('budget');
    const answer = await service.inject({ method: 'GET', url: '/v1/records/404' });
    expect(answer.statusCode).toBe(404);
    expect(logger.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('holds the answer until the entry is durable', async () => {
    const { service, journal } = sampleService();
    const gate = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<void>();
    journal.append = async (entry) => {
      reached.resolve();
      await gate.promise;
      journal.entries.push(entry);
    };
    let isAnswered = false;
    const answering = service.inject({ method: 'GET', url: '/v1/records/ab' }).then((answer) => {
      isAnswered = true;
      return answer;
    });
    await reached.promise;
    // Everything else the shell could do for the answer has had its turn.
    await new Promise((resolve) => setImmediate(resolve));
    expect([isAnswered, journal.entries.length]).toEqual([false, 0]);
    gate.resolve();
    expect((await answering).statusCode).toBe(200);
    expect(journal.entries).toHaveLength(1);
  });
});

describe('a list of routes', () => {
  const [record] = sampleRoutes as [AnyRoute];
  it.each<[string, Partial<AnyRoute>]>([
    ['an act that is none', { act: { notAnAct: 'because' } }],
    ['a probe that is none for no reason', { policy: 'probe', act: { notAnAct: '' } }],
    ['no word on its act', { act: undefined as never }],
    ['a probe that is an act', { policy: 'probe' }],
    ['an event that is no identifier', { act: { source: 'access', event: 'Read it' } }],
    ['a GET with a body', { binaryBody: true }],
  ])('with %s stops the program', (_name, change) => {
    const routes = [{ ...record, ...change } as AnyRoute];
    expect(() => create(routes)).toThrow('/v1/records/:id');
  });

  it('with a route twice stops the program', () => {
    expect(() => create([record, record])).toThrow('twice');
  });

  function create(routes: AnyRoute[]) {
    const listen = { host: '127.0.0.1', port: 0 };
    return createHttpService({ name: 's', listen, routes, journal: new RecordingJournal() });
  }
});
