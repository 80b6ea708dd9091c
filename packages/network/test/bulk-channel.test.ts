import { RefusalCode, type Request, type Response } from '@mingjing/protocol';
import { beforeEach, describe, expect, test } from 'vitest';
import { BulkChannel } from '../src/bulk-channel.ts';
import { NetworkError } from '../src/errors.ts';
import { FRAME_HEADER_BYTES } from '../src/frame-reader.ts';
import {
  OUTSTANDING_MAX,
  REFUSALS_UNREAD_MAX,
  SERVE_QUEUE_MAX,
  SERVING_MAX,
  WAITING_MAX,
} from '../src/limits.ts';
import type { Misbehaviour } from '../src/ports.ts';
import { ManualClock, turn } from './manual-clock.ts';

const question: Omit<Request, 'id'> = { bodies: { hashes: [new Uint8Array(32)] } };
const answer: Omit<Response, 'id'> = { bodies: { items: [] } };
const TIMEOUT_MS = 1000;
const head = { note: Uint8Array.of(1), proof: [new Uint8Array(32)] };
const items = { items: [] };
const signedCopy = { statement: Uint8Array.of(2), signature: Uint8Array.of(3) };

/** One end; what it writes goes into `sent` until the test hands it over. */
class End {
  readonly sent: Uint8Array[] = [];
  readonly errors: NetworkError[] = [];
  unknown = 0;
  queuedBytes = 0;
  budget = Number.MAX_SAFE_INTEGER;
  handle: (request: Request) => Promise<Omit<Response, 'id'>> = async () => answer;
  readonly channel: BulkChannel;

  constructor(clock: ManualClock) {
    this.channel = new BulkChannel('peer', TIMEOUT_MS, {
      clock,
      handle: (_peer, request) => this.handle(request),
      write: (frame) => this.sent.push(frame.subarray(FRAME_HEADER_BYTES)),
      queuedBytes: () => this.queuedBytes,
      takeMessage: () => this.budget-- > 0,
      onUnknownResponse: () => {
        this.unknown++;
      },
      onError: (error) => this.errors.push(error),
    });
  }

  deliverTo(other: End): void {
    for (const body of this.sent.splice(0)) expect(other.channel.receive(body)).toBeUndefined();
  }
}

let clock: ManualClock;
let asker: End;
let server: End;

beforeEach(() => {
  clock = new ManualClock();
  asker = new End(clock);
  server = new End(clock);
});

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'resolved',
    (error) => (error instanceof NetworkError ? [error.code, error.refusalCode] : error),
  );
}

async function exchange(): Promise<void> {
  asker.deliverTo(server);
  await turn();
  server.deliverTo(asker);
}

describe('BulkChannel', () => {
  test('answers are matched by id, in whatever order they come', async () => {
    const ask = (n: number) =>
      asker.channel.request({ attachment: { commitment: Uint8Array.of(n) } });
    server.handle = async (request) => ({
      attachment: {
        salt: new Uint8Array(0),
        content: request.attachment?.commitment ?? new Uint8Array(0),
      },
    });
    const asked = [ask(1), ask(2), ask(3)];
    asker.deliverTo(server);
    await turn();
    server.sent.reverse();
    server.deliverTo(asker);
    const contents = (await Promise.all(asked)).map((r) => r.attachment?.content[0]);
    expect(contents).toEqual([1, 2, 3]);
    expect(clock.pending).toBe(0);
  });

  test('a refusal rejects with its code', async () => {
    server.handle = async () => ({ refusal: { code: RefusalCode.notHeld } });
    const asked = codeOf(asker.channel.request(question));
    await exchange();
    expect(await asked).toEqual(['REQUEST_REFUSED', RefusalCode.notHeld]);
  });

  test('a handler that fails is a refusal to the peer and an error here', async () => {
    const cause = new Error('disk');
    server.handle = async () => Promise.reject(cause);
    const asked = codeOf(asker.channel.request(question));
    await exchange();
    expect(await asked).toEqual(['REQUEST_REFUSED', RefusalCode.busy]);
    expect(server.errors.map((error) => [error.code, error.cause])).toEqual([
      ['HANDLER_FAILED', cause],
    ]);
  });

  test('no answer in time; the late one is counted, not delivered', async () => {
    const asked = codeOf(asker.channel.request(question));
    clock.advance(TIMEOUT_MS);
    expect(await asked).toEqual(['REQUEST_TIMEOUT', undefined]);
    await exchange();
    expect(asker.unknown).toBe(1);
  });

  test('only so many are outstanding; the next goes when one is answered', async () => {
    for (let i = 0; i < OUTSTANDING_MAX + 3; i++) void codeOf(asker.channel.request(question));
    expect(asker.sent.length).toBe(OUTSTANDING_MAX);
    asker.deliverTo(server);
    await turn();
    server.deliverTo(asker);
    expect(asker.sent.length).toBe(3);
  });

  test('the queue of waiting requests is bounded', async () => {
    const asked = Array.from({ length: OUTSTANDING_MAX + WAITING_MAX + 1 }, () =>
      codeOf(asker.channel.request(question)),
    );
    expect(await asked.at(-1)).toEqual(['REQUEST_QUEUE_FULL', undefined]);
  });

  test('a lost connection rejects what is open and what waits', async () => {
    const asked = Array.from({ length: OUTSTANDING_MAX + 1 }, () =>
      codeOf(asker.channel.request(question)),
    );
    asker.channel.close();
    for (const code of await Promise.all(asked))
      expect(code).toEqual(['CONNECTION_LOST', undefined]);
    expect(await codeOf(asker.channel.request(question))).toEqual(['CONNECTION_LOST', undefined]);
    expect(clock.pending).toBe(0);
  });

  test('a flood of requests is answered busy beyond the queue', async () => {
    let handled = 0;
    server.handle = () => {
      handled++;
      return new Promise(() => {});
    };
    const flood = SERVING_MAX + SERVE_QUEUE_MAX + 5;
    for (let id = 1; id <= flood; id++) {
      const peer = new End(clock);
      void codeOf(peer.channel.request(question));
      peer.deliverTo(server);
    }
    await turn();
    expect(handled).toBe(SERVING_MAX);
    expect(server.sent.length).toBe(5);
  });

  describe('a peer that asks beyond the queue', () => {
    let asks: (count: number) => (Misbehaviour | undefined)[];

    beforeEach(() => {
      server.handle = () => new Promise(() => {});
      void codeOf(asker.channel.request(question));
      const [request = new Uint8Array()] = asker.sent;
      asks = (count) => Array.from({ length: count }, () => server.channel.receive(request));
    });

    test('is closed when its budget is spent, which served requests do not touch', () => {
      server.budget = 3;
      expect(asks(SERVING_MAX + SERVE_QUEUE_MAX)).not.toContain('too-many-messages');
      expect(server.budget).toBe(3);
      const none = undefined;
      expect(asks(4)).toEqual([none, none, none, 'too-many-messages']);
      expect(server.sent.length).toBe(3);
    });

    test('is closed when it reads none of the refusals, whatever time it takes', () => {
      asks(SERVING_MAX + SERVE_QUEUE_MAX);
      for (let round = 0; round < 2; round += 1) {
        // What was written before has left; then the peer takes nothing any more.
        server.queuedBytes = 0;
        asks(1);
        server.queuedBytes = 1;
        expect(asks(REFUSALS_UNREAD_MAX - 1)).not.toContain('too-many-messages');
      }
      expect(asks(1)).toEqual(['too-many-messages']);
      expect(server.sent.length).toBe(2 * REFUSALS_UNREAD_MAX);
    });
  });

  test('nothing is answered while earlier answers fill the socket', async () => {
    server.queuedBytes = Number.MAX_SAFE_INTEGER;
    void codeOf(asker.channel.request(question));
    await exchange();
    expect(server.sent.length).toBe(0);
    server.queuedBytes = 0;
    server.channel.drained();
    await turn();
    expect(server.sent.length).toBe(1);
  });

  test('an answer too large to send becomes a refusal', async () => {
    server.handle = async () => ({
      attachment: { salt: new Uint8Array(0), content: new Uint8Array(25 * 1024 * 1024) },
    });
    const asked = codeOf(asker.channel.request({ attachment: { commitment: new Uint8Array(32) } }));
    await exchange();
    expect(await asked).toEqual(['REQUEST_REFUSED', RefusalCode.badRequest]);
    expect(server.errors.map((error) => error.code)).toEqual(['MESSAGE_TOO_LARGE']);
  });

  test.each([
    ['unknown kind', Uint8Array.of(3, 8, 1), 'frame-malformed'],
    ['garbage request', Uint8Array.of(1, 0xff, 0xff), 'frame-malformed'],
    ['garbage response', Uint8Array.of(2, 0xff), 'frame-malformed'],
    ['request with id 0', Uint8Array.of(1, 0x1a, 0), 'request-malformed'],
    ['request without a question', Uint8Array.of(1, 8, 1), 'request-malformed'],
    ['request with two questions', Uint8Array.of(1, 8, 1, 0x12, 0, 0x1a, 0), 'frame-malformed'],
  ])('%s is misbehaviour', (_name, body, reason) => {
    expect(server.channel.receive(body)).toBe(reason);
  });

  test.each([
    ['head', { journalHead: { source: 1, from: 3 } }, { journalHead: head }, { bodies: items }],
    [
      'page',
      { journalPage: { source: 1, from: 0, to: 2, size: 9 } },
      { journalPage: { stubs: [head.note], bodies: [new Uint8Array(0)], proof: [] } },
      { journalHead: head },
    ],
    [
      'report of a node',
      { nodeReport: {} },
      { nodeReport: { report: head.note, signature: head.note } },
      { journalHead: head },
    ],
    [
      'cosignature',
      { journalCosigned: { source: 1, note: head.note, copy: signedCopy } },
      { journalCosigned: {} },
      { journalHead: head },
    ],
  ] as [string, Omit<Request, 'id'>, Omit<Response, 'id'>, Omit<Response, 'id'>][])(
    'a question about a node has its own answer and no other: %s',
    async (_, asks, answers, other) => {
      const heard: Request[] = [];
      server.handle = async (request) => {
        heard.push(request);
        return heard.length === 1 ? answers : other;
      };
      const first = asker.channel.request(asks);
      await exchange();
      expect(heard[0]).toMatchObject(asks);
      expect(await first).toMatchObject(answers);
      const second = codeOf(asker.channel.request(asks));
      asker.deliverTo(server);
      await turn();
      expect(asker.channel.receive(server.sent[0] as Uint8Array)).toBe('response-mismatched');
      asker.channel.close();
      expect(await second).toEqual(['CONNECTION_LOST', undefined]);
    },
  );

  test('an answer to another question is misbehaviour', async () => {
    server.handle = async () => ({ blocks: { blocks: [] } });
    const asked = codeOf(asker.channel.request(question));
    asker.deliverTo(server);
    await turn();
    expect(asker.channel.receive(server.sent[0] as Uint8Array)).toBe('response-mismatched');
    asker.channel.close();
    expect(await asked).toEqual(['CONNECTION_LOST', undefined]);
  });
});
