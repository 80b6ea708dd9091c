import { request } from 'node:http';
import { connect } from 'node:net';
import { concatBytes } from '@mingjing/crypto';
import { randomBytes } from '@mingjing/crypto/node';
import {
  BULK_BYTES_MAX,
  type PoolItem,
  SUBMIT_ITEMS_MAX,
  submitRequestCodec,
  transactionCodec,
  transactionSigningBytes,
} from '@mingjing/protocol';
import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { type JournalLine, readJournal } from './journal-lines.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import {
  bareRecord,
  documentItem,
  type Holdings,
  holdings,
  post,
  submit,
  transactionOf,
  withBody,
} from './submissions.ts';
import { until } from './until.ts';

// Empty blocks this far apart: whatever moves the height in a test is the test's own doing.
const QUIET = { emptyBlockMs: 600_000 };
const MINUTE_MS = 60_000;
/** Field 15 of a message, of one byte: unknown to every version of the schema. */
const UNKNOWN_FIELD = Uint8Array.of(0x7a, 1, 0);

let network: TestNetwork;
let node: ProgramProcess;

beforeAll(async () => {
  network = await TestNetwork.start({
    parameters: QUIET,
    // All is said to the first, whose process must outlive it.
    launch: (nodeId) => ({ isHere: nodeId !== 'jia-validator' }),
  });
  node = network.validator(0);
  await submitted(bare());
});
afterAll(() => network?.remove());

function bare(): PoolItem {
  return item(transactionOf(network, network.user(1), bareRecord()));
}

function item(transaction: Uint8Array): PoolItem {
  return { transaction, attachments: [] };
}

/** Submits what must be committed, and waits until every node has it. */
async function submitted(given: PoolItem) {
  const result = await submit(node, given);
  expect(result).toMatchObject({ status: 'committed', code: 0 });
  await Promise.all(
    network.validators.map((other) =>
      until(`${other.nodeId} has the block`, async () => {
        return (await holdings(other)).height >= (result.height ?? 0);
      }),
    ),
  );
  return result;
}

/** Submits from an address of this machine's loopback network. */
function postFrom(localAddress: string, given: PoolItem): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-protobuf' };
    const options = { method: 'POST', headers, localAddress };
    const sent = request(`${node.url}/v1/transactions`, options, (answer) => {
      answer.resume().on('end', resolve);
    });
    sent.on('error', reject).end(submitRequestCodec.encode({ items: [given] }));
  });
}

/** Does `act`, and asserts that the chain, the pool and the process are as they were. */
async function leavingNothing<T>(act: () => Promise<T>): Promise<T> {
  onTestFailed(() => console.error(network.report()));
  const before = await everywhere();
  const { pid } = node;
  const answer = await act();
  expect(await everywhere()).toEqual(before);
  expect(node.pid).toBe(pid);
  return answer;
}

function everywhere(): Promise<Holdings[]> {
  return Promise.all(network.validators.map(holdings));
}

describe('a request that is no submission is refused as a whole', () => {
  const request = (items: PoolItem[]) => submitRequestCodec.encode({ items });
  const cases: [name: string, bytes: () => Uint8Array, status: number, code: string][] = [
    [
      'garbage',
      () => Uint8Array.from({ length: 600 }, (_, i) => (i * 151) % 256),
      400,
      'submission-not-canonical',
    ],
    ['a truncated request', () => request([bare()]).slice(0, -7), 400, 'submission-not-canonical'],
    [
      'an unknown field after it',
      () => concatBytes(request([bare()]), UNKNOWN_FIELD),
      400,
      'submission-not-canonical',
    ],
    [
      'an item with its fields in another order',
      () => reordered(),
      400,
      'submission-not-canonical',
    ],
    ['no transaction', () => request([]), 400, 'submission-size'],
    [
      'one transaction too many',
      () => request(new Array(SUBMIT_ITEMS_MAX + 1).fill(item(Uint8Array.of(1)))),
      400,
      'submission-size',
    ],
    ['more bytes than are taken', () => new Uint8Array(BULK_BYTES_MAX + 1), 413, 'body-too-large'],
  ];
  test.each(cases)('%s', async (_, bytes, status, code) => {
    const answer = await leavingNothing(() => post(node, bytes()));
    expect(answer).toEqual({ status, code, results: [] });
  });

  // An attachment in front of its transaction: fields 2, then 1, of the one item.
  function reordered(): Uint8Array {
    const { transaction, attachments } = documentItem(network, network.user(1), randomBytes(8));
    const itemBytes = (given: PoolItem) => {
      const bytes = request([given]);
      return bytes.subarray(bytes.findIndex((byte, at) => at > 0 && byte < 0x80) + 1);
    };
    const body = itemBytes(item(transaction));
    const whole = itemBytes({ transaction, attachments });
    const swapped = concatBytes(whole.subarray(body.length), body);
    const head = request([{ transaction, attachments }]);
    return concatBytes(head.subarray(0, head.length - swapped.length), swapped);
  }
});

test('a request cut off in the middle of its body leaves nothing', async () => {
  await leavingNothing(async () => {
    const { hostname, port } = new URL(node.url);
    const bytes = submitRequestCodec.encode({ items: [bare()] });
    await new Promise<void>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        const type = 'content-type: application/x-protobuf';
        const head = `POST /v1/transactions HTTP/1.1\r\nhost: a\r\n${type}`;
        socket.write(`${head}\r\ncontent-length: ${bytes.length}\r\n\r\n`);
        socket.end(bytes.subarray(0, 20));
      });
      socket
        .once('error', reject)
        .once('close', () => resolve())
        .resume();
    });
  });
});

describe('a transaction that may not stand is refused with its reason', () => {
  const sign = (body: Uint8Array) =>
    network.user(1).sign(transactionSigningBytes(network.chainId, body));
  const good = (body = {}) => transactionOf(network, network.user(1), bareRecord(), body);
  const stranger = () => ({ keyId: randomBytes(32), sign: () => new Uint8Array(64) });
  const document = () => documentItem(network, network.user(2), randomBytes(100));
  const large = () => documentItem(network, network.user(2), new Uint8Array(100_000));
  const cases: [name: string, given: () => PoolItem, reason: string][] = [
    ['garbage', () => item(randomBytes(200)), 'not-canonical'],
    [
      'an unknown field in the transaction',
      () => item(concatBytes(good(), UNKNOWN_FIELD)),
      'not-canonical',
    ],
    [
      'an unknown field in the signed body',
      () => item(withBody(good(), sign, (body) => concatBytes(body, UNKNOWN_FIELD))),
      'not-canonical',
    ],
    [
      'the fields of the signed body in another order',
      () => item(withBody(good(), sign, rotated)),
      'not-canonical',
    ],
    ['another chain', () => item(good({ chainId: 'other-0123456789abcdef' })), 'wrong-chain'],
    ['expired', () => item(good({ validUntil: Date.now() - 1 })), 'expired'],
    [
      'valid for longer than the window',
      () => item(good({ validUntil: Date.now() + 6 * MINUTE_MS })),
      'valid-until-too-far',
    ],
    [
      'a signer that nobody enrolled',
      () => item(transactionOf(network, stranger(), bareRecord())),
      'signer-unknown',
    ],
    [
      'a signature of another key',
      () =>
        item(
          transactionOf(network, { ...network.user(1), sign: network.user(2).sign }, bareRecord()),
        ),
      'signature-invalid',
    ],
    ['a signature with one bit changed', () => item(flipped(good())), 'signature-invalid'],
    [
      'an officer who may not publish',
      () => item(transactionOf(network, network.officer('jia-system-admin'), bareRecord())),
      'result-signerNotPermitted',
    ],
    ['content that is not what was signed', () => changed(document()), 'attachment-mismatch'],
    [
      'content that nothing was signed for',
      () => ({ ...bare(), attachments: document().attachments }),
      'attachment-mismatch',
    ],
    ['a missing attachment', () => ({ ...document(), attachments: [] }), 'attachment-missing'],
    [
      'a missing large attachment',
      () => ({ ...large(), attachments: large().attachments.slice(0, 0) }),
      'attachment-missing',
    ],
    [
      'a subject with free text',
      () => item(transactionOf(network, network.user(1), bareRecord('free text'))),
      'bad-field',
    ],
    ['too many bytes', () => item(new Uint8Array(70 * 1024)), 'too-large'],
  ];
  test.each(cases)('%s', async (_, given, reason) => {
    const result = await leavingNothing(() => submit(node, given()));
    expect(result).toMatchObject({ status: 'refused', reason });
  });

  // The first field (the chain id) moved behind the others.
  function rotated(body: Uint8Array): Uint8Array {
    const length = 2 + (body[1] ?? 0);
    return concatBytes(body.subarray(length), body.subarray(0, length));
  }
  function flipped(transaction: Uint8Array): Uint8Array {
    const { body, signature } = transactionCodec.decode(transaction);
    const other = Uint8Array.from(signature, (byte, at) => (at === 40 ? byte ^ 1 : byte));
    return transactionCodec.encode({ body, signature: other });
  }
  function changed({ transaction, attachments }: PoolItem): PoolItem {
    const [first, ...others] = attachments.map(({ salt, content }) => ({
      salt,
      content: content.slice(),
    }));
    if (first !== undefined) first.content[0] = (first.content[0] ?? 0) ^ 1;
    return { transaction, attachments: first === undefined ? [] : [first, ...others] };
  }
});

test('what is committed is not taken again, under no signature', async () => {
  const given = bare();
  await submitted(given);
  const { body, signature } = transactionCodec.decode(given.transaction);
  const other = Uint8Array.from(signature, (byte) => byte ^ 0xff);
  const resigned = item(transactionCodec.encode({ body, signature: other }));
  for (const target of network.validators) {
    for (const again of [given, resigned]) {
      const result = await leavingNothing(() => submit(target, again));
      expect(result).toMatchObject({ status: 'refused', reason: 'already-committed' });
    }
  }
});

test('one body twice in one request is committed once', async () => {
  const given = bare();
  const before = await holdings(node);
  const { body, signature } = transactionCodec.decode(given.transaction);
  const forged = Uint8Array.from(signature, (byte) => byte ^ 0xff);
  const resigned = item(transactionCodec.encode({ body, signature: forged }));
  const answer = await post(node, submitRequestCodec.encode({ items: [given, given, resigned] }));
  const [first, second, third] = answer.results;
  expect(first).toMatchObject({ status: 'committed', code: 0 });
  expect(second).toEqual(first);
  expect(third).toMatchObject({ status: 'refused', reason: 'signature-invalid' });
  expect((await holdings(node)).records).toBe(before.records + 1);
});

test('a good transaction among bad ones is committed', async () => {
  const items = [item(randomBytes(50)), bare(), item(Uint8Array.of(1))];
  const { results } = await post(node, submitRequestCodec.encode({ items }));
  expect(results.map(({ status }) => status)).toEqual(['refused', 'committed', 'refused']);
});

// Last: it stops the node.
test('every submission is in the journal with its outcome, and the journal verifies', async () => {
  const published = await submitted(bare());
  await submit(node, item(randomBytes(20)));
  const size = new Uint8Array(BULK_BYTES_MAX + 1);
  await post(node, size);
  const unsigned = documentItem(network, network.user(2), randomBytes(100)).attachments;
  // Of another address than all that came before, which may be counted by now.
  const refused = [item(randomBytes(20)), { ...bare(), attachments: unsigned }];
  for (const each of refused) await postFrom('127.0.0.9', each);
  expect(await node.terminate()).toEqual({ code: 0, signal: null });
  const { verdict, lines } = await readJournal(network, node);
  expect(verdict.ok).toBe(true);
  const acts = lines.filter(({ event }) => event === 'transaction-submitted');
  expect(acts).toContainEqual(
    expect.objectContaining<Partial<JournalLine>>({
      source: 'publish',
      result: 'done',
      actor: 'user-1',
      transaction: published.id,
    }),
  );
  // Nobody stands behind what was refused: it lies in the strangers' log, and beyond twenty of an
  // address and minute, whatever was asked, it is only counted.
  const refusals = acts.filter(({ result }) => result === 'refused');
  expect(refusals.every(({ source }) => source === 'security')).toBe(true);
  const strangers = lines.filter(
    ({ source, result }) => source === 'security' && result !== 'done',
  );
  expect(strangers.length).toBeGreaterThanOrEqual(20);
  const elsewhere = refusals.filter(({ sourceAddress }) => sourceAddress === '127.0.0.9');
  expect(elsewhere.map(({ reason }) => reason)).toEqual(['not-canonical', 'attachment-mismatch']);
  expect(lines.at(-1)).toMatchObject({ source: 'maintenance', event: 'program-stopped' });
});
