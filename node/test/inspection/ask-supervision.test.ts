// Asking a supervision node: what it signed for this run is taken, and every other answer, or none,
// leaves its items unmeasured for a reason.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signerFromSeed, verify } from '@mingjing/crypto/node';
import { genesisState, keyOf } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import {
  askSigningBytes,
  type Measurement,
  measurementsBytes,
  type StatementAsk,
  SUPERVISION_ITEMS,
  signedMeasurements,
} from '@mingjing/inspection';
import { chainIdOf, KeyPurpose } from '@mingjing/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { askingSupervision } from '../../src/management/inspection/supervision/ask-supervision.ts';
import { planTestnet } from '../../src/testnet/plan.ts';

const NOW = Date.UTC(2026, 10, 26);
const HEIGHT = 40;
const planned = planTestnet({ name: 'trial', organisations: 4, users: 0, now: NOW });
const chainId = chainIdOf(planned.genesis);
const opened = genesisState(planned.genesis, verify);
if (!opened.ok) throw new Error(opened.reason);
const state = opened.value;
const formHash = new Uint8Array(32).fill(7);
const question = {
  ...{ phrase: '海上生明月', formHash, items: [...SUPERVISION_ITEMS] },
  signal: new AbortController().signal,
};

const signerOf = (node: string) => {
  const seed = planned.nodes.find((each) => each.node.id === node)?.keys.get('statement')?.seed;
  return signerFromSeed(seed ?? new Uint8Array(32));
};

let asked: (StatementAsk & { signature: string }) | undefined;
let answer: { status: number; body: unknown };
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      asked = JSON.parse(text);
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  answer = { status: 200, body: said() };
});

const found: Measurement = {
  ...{ outcome: 'met', by: 'supervision', at: NOW, height: HEIGHT, isStated: false },
  ...{ facts: [{ key: 'facts.supervision.broke', values: {} }], standsOn: [] },
};

/** What a node answers, signed by its key or by another. */
function said(signer = 'supervision', change: object = {}, measured = found) {
  const about = { nodeId: 'supervision', phrase: question.phrase, formHash, ...change };
  const bytes = measurementsBytes(about, [['rules-and-alarms', measured]]);
  const signed = signedMeasurements(bytes, { chainId, sign: signerOf(signer).sign });
  const text = (each: Uint8Array) => Buffer.from(each).toString('base64url');
  return { measurements: text(signed.measurements), signature: text(signed.signature) };
}

function ask(change: { node_id?: string; url?: string; key?: Uint8Array } = {}) {
  const { port } = server.address() as AddressInfo;
  const { node_id = 'supervision', url = `http://127.0.0.1:${port}` } = change;
  const host = {
    nodeId: 'jia-validator',
    replica: { chain: { chainId, height: HEIGHT, state } },
    statements: {
      keyId: () => ('key' in change ? change.key : new Uint8Array(32)),
      sign: signerOf('jia-validator').sign,
    },
  } as unknown as Host;
  const parts = { host, config: { node_id, url }, now: () => NOW };
  return askingSupervision(parts).ask(question);
}

describe('asking a supervision node', () => {
  it('signs its ask, and takes over what that node signed', async () => {
    const told = await ask();
    expect(told).toMatchObject({ ok: true, by: 'supervision' });
    expect(told.ok && told.measurements.get('rules-and-alarms')).toMatchObject({ outcome: 'met' });
    const { signature = '', ...said } = asked ?? ({} as never as { signature: string });
    expect(said).toMatchObject({ from: 'jia-validator', phrase: question.phrase, at: NOW });
    const own = state.registry.get('node', 'jia-validator');
    const key = own ? keyOf(own, KeyPurpose.statement) : new Uint8Array(32);
    const bytes = askSigningBytes(chainId, said as StatementAsk);
    expect(verify(key, bytes, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test.each<[fault: string, how: string, change: Parameters<typeof ask>[0], told?: () => object]>([
    ['unreachable', 'nobody listens', { url: 'http://127.0.0.1:1' }],
    ['not-on-the-chain', 'the chain names no such node', { node_id: 'nobody' }],
    ['not-on-the-chain', 'it is no supervision node', { node_id: 'yi-validator' }],
    ['not-on-the-chain', 'this node has no statement key', { key: undefined as never }],
    ['refused', 'it is busy', {}, () => ({ status: 503, body: { code: 'inspection-busy' } })],
    ['malformed', 'it answers something else', {}, () => ({ status: 200, body: {} })],
    ['bad-signature', 'another signed it', {}, () => ({ status: 200, body: said('yi-validator') })],
    [
      'other-phrase',
      'it is of another run',
      {},
      () => ({ status: 200, body: said('supervision', { phrase: '天涯共此时' }) }),
    ],
    [
      'behind',
      'it is of a height long before',
      {},
      () => ({ status: 200, body: said('supervision', {}, { ...found, height: HEIGHT - 11 }) }),
    ],
    [
      'unknown-words',
      'it says what this program has no sentence for',
      {},
      () => ({
        status: 200,
        body: said('supervision', {}, { ...found, facts: [{ key: 'facts.new', values: {} }] }),
      }),
    ],
  ])('is silence (%s) when %s', async (fault, _how, change, told) => {
    if (told !== undefined) answer = told() as typeof answer;
    expect(await ask(change)).toEqual({ ok: false, fault });
  });
});
