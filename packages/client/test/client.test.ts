import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  defaultParameters,
  genesisToJson,
  type PoolItem,
  receiptCodec,
  retentionCertificateCodec,
  submitRequestCodec,
} from '@mingjing/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { type Client, ClientError, type ClientOptions, createClient } from '../src/index.ts';

const HASH = 'ab'.repeat(32);
const RECORD = `${'cd'.repeat(32)}00000001`;

const status = {
  chain_id: 'test-0123456789abcdef',
  genesis_hash: HASH,
  node_id: 'n1',
  height: 7,
  block_id: HASH,
  state_root: HASH,
  time: 1_700_000_000_000,
  peers: 3,
  validators: 4,
  syncing: false,
  mempool: { transactions: 0, bytes: 0 },
};
const record = {
  id: RECORD,
  transaction_id: HASH,
  index: 1,
  height: 7,
  time: 1_700_000_000_000,
  author: 'u1',
  category: 0,
  subject: '',
  standing: 'stands',
  attachments: [{ commitment: HASH, size_bytes: 3, role: 1, held: true }],
};
const block = {
  block_id: HASH,
  header: {
    version: 1,
    rules_version: 1,
    chain_id: 'test-0123456789abcdef',
    height: 1,
    time: 1_700_000_000_000,
    proposer: 'n1',
    parent_id: '',
    parent_certificate_hash: '',
    transactions_root: HASH,
    state_root: HASH,
    results_root: HASH,
    validators_hash: HASH,
    next_validators_hash: HASH,
    parameters_hash: HASH,
  },
  certificate: { round: 0, signers: 3, validators: 4 },
  transactions: [HASH],
};
const members = {
  height: 7,
  organisations: [{ id: 'jia', region: 'CN' }],
  nodes: [
    {
      ...{ id: 'n1', organisation: 'jia', role: 'validator', power: 1, region: '' },
      ...{ is_absent: false, revoked_height: null },
    },
  ],
  officers: [{ id: 'jia-duty', organisation: 'jia', role: 'duty', revoked_height: 5 }],
  releases: [
    { version: '1.0', manifest_hash: HASH, assessment: RECORD, height: 3, withdrawn: false },
  ],
  regions: ['CN'],
};
const validators = {
  height: 7,
  validators: [{ node_id: 'n1', organisation: 'o1', vote_key: HASH, power: 1 }],
};
const logs = { logs: [{ source: 'access', origin: 'o', size: 1, root: HASH }] };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A node that answers everything in one way and remembers what it was asked. */
async function fakeNode(
  answer: (response: ServerResponse, asked: Asked) => void,
  options: Partial<ClientOptions> = {},
) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body: Buffer.concat(chunks) });
    answer(response, asked.at(-1) as Asked);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: createClient({ baseUrl, ...options }), asked, baseUrl };
}

function json(value: unknown, code = 200, type = 'application/json') {
  return (response: ServerResponse) =>
    void response.writeHead(code, { 'content-type': type }).end(JSON.stringify(value));
}

function bytes(content: Uint8Array, headers: Record<string, string> = {}) {
  return (response: ServerResponse) => void response.writeHead(200, headers).end(content);
}

async function failureOf(call: Promise<unknown>): Promise<ClientError> {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof ClientError)) throw new Error(`no ClientError but ${failure}`);
  return failure;
}

describe('the client', () => {
  it.each<[string, string, unknown, (client: Client) => Promise<unknown>]>([
    ['the status', '/v1/status', status, (client) => client.status()],
    [
      'a transaction',
      `/v1/transactions/${HASH}`,
      { status: 'pending' },
      (client) => client.transaction(HASH),
    ],
    [
      'records',
      '/v1/records',
      { records: [record], next_cursor: null },
      (client) => client.records(),
    ],
    [
      'a page',
      '/v1/records?cursor=c%2B1&limit=5',
      { records: [], next_cursor: 'c2' },
      (client) => client.records({ cursor: 'c+1', limit: 5 }),
    ],
    ['a record', `/v1/records/${RECORD}`, record, (client) => client.record(RECORD)],
    ['a block', '/v1/blocks/1', block, (client) => client.block(1)],
    ['validators', '/v1/validators', validators, (client) => client.validators()],
    ['the members', '/v1/members', members, (client) => client.members()],
    ['the logs', '/v1/journal/logs', logs, (client) => client.journalLogs()],
    [
      'an id that is a path',
      '/v1/records/..%2Fstatus',
      record,
      (client) => client.record('../status'),
    ],
  ])('asks for %s', async (_name, url, value, call) => {
    const { client, asked } = await fakeNode(json({ ...(value as object), newer_field: 1 }));
    expect(await call(client)).toMatchObject(value as object);
    expect(asked).toMatchObject([{ method: 'GET', url }]);
  });

  it('submits canonical bytes and pairs the results', async () => {
    const results = [{ id: HASH, hash: HASH, status: 'committed', code: 0, height: 8, index: 0 }];
    const { client, asked } = await fakeNode(json({ results }));
    const item: PoolItem = {
      transaction: Uint8Array.of(1, 2),
      attachments: [{ salt: new Uint8Array(32), content: Uint8Array.of(3) }],
    };
    const answer = await client.submit([item], { wait: 'committed', waitMs: 2000 });
    expect(answer.results[0]?.status).toBe('committed');
    const url = '/v1/transactions?wait=committed&timeout_ms=2000';
    expect(asked).toMatchObject([
      { method: 'POST', url, headers: { 'content-type': 'application/x-protobuf' } },
    ]);
    const sent = submitRequestCodec.parse(asked[0]?.body ?? new Uint8Array());
    expect(sent.ok && sent.value.items[0]?.transaction).toEqual(Buffer.from([1, 2]));
    expect(await failureOf(client.submit([item, item]))).toMatchObject({ code: 'BAD_ANSWER' });
    const many = Array.from({ length: 1001 }, () => item);
    await expect(client.submit(many)).rejects.toThrow('1000 transactions');
  });

  it('gives the salt beside the bytes of an attachment', async () => {
    const salt = '0f'.repeat(32);
    const { client } = await fakeNode(bytes(Uint8Array.of(1, 2), { 'mingjing-salt': salt }));
    const answer = await client.attachment(HASH);
    expect([Buffer.from(answer.salt).toString('hex'), [...answer.content]]).toEqual([salt, [1, 2]]);
  });

  it('gives the genesis as its text', async () => {
    const genesis = genesisToJson({
      version: 1,
      suite: 1,
      name: 'test',
      time: 1,
      parameters: defaultParameters,
      organisations: [{ id: 'org-a', region: 'CN' }],
      authorities: [],
      nodes: [],
      officers: [],
      verifiers: [],
      users: [],
    });
    const { client } = await fakeNode(bytes(Buffer.from(genesis)));
    expect(await client.genesis()).toBe(genesis);
  });

  it('gives a retention certificate as its canonical bytes, and takes nothing else', async () => {
    const parts = { statement: Uint8Array.of(8, 1), signature: new Uint8Array(64) };
    const certificate = retentionCertificateCodec.encode(parts);
    const { client } = await fakeNode(bytes(certificate));
    expect(Buffer.from(await client.retentionCertificate())).toEqual(Buffer.from(certificate));
    const other = await fakeNode(bytes(certificate.subarray(0, 9)));
    await expect(other.client.retentionCertificate()).rejects.toMatchObject({ code: 'BAD_ANSWER' });
  });

  it('gives a receipt as its canonical bytes', async () => {
    const receipt = receiptCodec.encode({ ...emptyReceipt(), version: 1, index: 2 });
    const { client } = await fakeNode(bytes(receipt));
    expect(Buffer.from(await client.receipt(HASH))).toEqual(Buffer.from(receipt));
  });

  it('takes a fetch of the caller, and asks in his language', async () => {
    const seen: [string, RequestInit | undefined][] = [];
    const client = createClient({
      baseUrl: 'https://node.example/api/',
      language: 'en',
      fetch: async (url, init) => {
        seen.push([String(url), init]);
        return Response.json(status);
      },
    });
    expect((await client.status()).height).toBe(7);
    expect(seen[0]?.[0]).toBe('https://node.example/api/v1/status');
    expect(seen[0]?.[1]).toMatchObject({ headers: { 'accept-language': 'en' }, redirect: 'error' });
  });

  it('reads answers where a stream cannot be iterated', async () => {
    const fetch = async () => {
      const response = Response.json(status);
      Object.defineProperty(response.body, Symbol.asyncIterator, { value: undefined });
      return response;
    };
    const client = createClient({ baseUrl: 'https://node.example/', fetch });
    expect((await client.status()).height).toBe(7);
  });

  it('turns a problem into an error with its code', async () => {
    const problem = { code: 'taken-down', title: '已下架', detail: '见指令。', order: 'o9' };
    const { client } = await fakeNode(
      json(problem, 451, 'application/problem+json; charset=utf-8'),
    );
    expect(await failureOf(client.attachment(HASH))).toMatchObject({
      name: 'ClientError',
      code: 'taken-down',
      status: 451,
      title: '已下架',
      detail: '见指令。',
      problem: { order: 'o9' },
    });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['no JSON', bytes(Buffer.from('<html>'))],
    ['no UTF-8', bytes(Uint8Array.of(0xff, 0xfe))],
    ['nothing', bytes(new Uint8Array())],
    ['a list', json([status])],
    ['null', json(null)],
    ['a missing field', json({ ...status, height: undefined })],
    ['a number as text', json({ ...status, height: '7' })],
    ['a number beyond 2^53', json({ ...status, height: 2 ** 53 })],
    ['a negative number', json({ ...status, peers: -1 })],
    ['a hash in capitals', json({ ...status, block_id: HASH.toUpperCase() })],
    ['a hash too short', json({ ...status, block_id: 'ab' })],
    ['a bad level of room', json({ ...status, journal_space: { level: 'fine' } })],
    ['a bad field inside', json({ ...status, mempool: { transactions: 0 } })],
    ['an error without a problem', json({ error: 'x' }, 500)],
    ['a problem without a code', json({ title: 'x' }, 500, 'application/problem+json')],
    [
      'a problem that is no JSON',
      (response) =>
        void response.writeHead(502, { 'content-type': 'application/problem+json' }).end('oops'),
    ],
    ['no end', (response) => endless(response)],
  ])('does not take %s for an answer', async (_name, answer) => {
    const { client } = await fakeNode(answer);
    expect(await failureOf(client.status())).toMatchObject({ code: 'BAD_ANSWER' });
  });

  it.each<[string, (client: Client) => Promise<unknown>]>([
    ['an attachment without its salt', (client) => client.attachment(HASH)],
    ['a receipt that is not canonical', (client) => client.receipt(HASH)],
    ['a genesis that is none', (client) => client.genesis()],
    ['a list of records', (client) => client.records()],
    ['a block', (client) => client.block(1)],
    ['a submission', (client) => client.submit([])],
  ])('does not take garbage for %s', async (_name, call) => {
    const { client } = await fakeNode(bytes(Buffer.from('{"x":1}')));
    expect(await failureOf(call(client))).toMatchObject({ code: 'BAD_ANSWER', status: 200 });
  });

  it('says when nobody answers in time, whether headers or body are late', async () => {
    for (const answer of [
      () => {},
      (response: ServerResponse) => void response.writeHead(200).write('{'),
    ]) {
      const { client } = await fakeNode(answer, { timeoutMs: 50 });
      expect(await failureOf(client.status())).toMatchObject({ code: 'TIMEOUT', status: 0 });
    }
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['is not answered', () => {}],
    ['is answered by a proxy', json('<html>', 502)],
    ['is refused', json({ code: 'x' }, 503, 'application/problem+json')],
    ['is answered with something else', bytes(Buffer.from('{}'))],
  ])('names the method of a call that %s', async (_name, answer) => {
    const { client } = await fakeNode(answer, { timeoutMs: 50 });
    expect(await failureOf(client.status())).toMatchObject({ method: 'GET' });
    expect(await failureOf(client.submit([]))).toMatchObject({ method: 'POST' });
  });

  it('waits longer when it asked the node to wait', async () => {
    const signals: AbortSignal[] = [];
    const client = createClient({
      baseUrl: 'http://x',
      timeoutMs: 1,
      fetch: async (_url, init) => {
        const { signal } = init as { signal: AbortSignal };
        signals.push(signal);
        await once(signal, 'abort').then(() => {});
        throw signal.reason;
      },
    });
    const wait = { wait: 'committed', waitMs: 30 } as const;
    expect((await failureOf(client.submit([], wait))).message).toContain('31 ms');
    expect((await failureOf(client.status())).message).toContain('within 1 ms');
  });

  it('says when there is no way to the node, or it sends elsewhere', async () => {
    const { client } = await fakeNode((response) => void response.destroy());
    expect(await failureOf(client.status())).toMatchObject({ code: 'UNREACHABLE' });
    const away = await fakeNode(
      (response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    );
    expect(await failureOf(away.client.status())).toMatchObject({ code: 'UNREACHABLE' });
    const nowhere = createClient({ baseUrl: 'http://127.0.0.1:1' });
    const failure = await failureOf(nowhere.status());
    expect([failure.code, failure.cause instanceof Error]).toEqual(['UNREACHABLE', true]);
  });
});

/** More than any answer may have; stops when the client has had enough. */
function endless(response: ServerResponse): void {
  response.writeHead(200);
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

function emptyReceipt() {
  const none = new Uint8Array();
  return {
    version: 0,
    genesis: none,
    transaction: none,
    index: 0,
    count: 0,
    transactionProof: [],
    result: none,
    resultProof: [],
    header: none,
    certificate: none,
    steps: [],
    attachments: [],
  };
}
