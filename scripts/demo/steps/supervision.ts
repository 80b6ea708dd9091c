import { readFileSync } from 'node:fs';
import { type Client, composePublish } from '@mingjing/client';
import { homePaths } from '@mingjing/host';
import { submitRequestCodec } from '@mingjing/protocol';
import { CONTROL_HEADER } from '@mingjing/service';
import { addressOf, clientOf, composing, made, type Stage, type Step } from '../stage.ts';
import { until } from '../waiting.ts';

/** Heights whose roots are compared, evenly over the chain. */
const SAMPLES = 60;
/** Most roots that the supervision node answers at once. */
const PAGE = 500;
const TIMEOUT_MS = 30_000;

interface Situation {
  readonly height: number;
  readonly coverage: { readonly lag: number | null; readonly gaps: number };
  readonly heads: { readonly agreeing: number; readonly of: number };
}
interface Roots {
  readonly items: readonly { readonly height: number; readonly state_root: string }[];
}
interface Alarms {
  readonly items: readonly {
    readonly rule: string;
    readonly state: string;
    readonly severity: string;
    readonly nodes: readonly string[];
  }[];
}

export const supervision: Step = {
  name: 'supervision',
  needs: ['start'],
  async run(stage, block) {
    const { supervision: program, validators } = made(stage.network);
    const announced = await program.announced();
    const console = addressOf(announced);
    const ask = askingAt(console, announced.control);
    const submission = signedByStatementKey(stage);
    const onItself = await post(`${console}/v1/transactions`, submission);
    block.check('noWritingRoute', { status: onItself.status }, onItself.status, 404);
    const { accounts, found, reading } = await writingRoutes(ask);
    block.check('routes', { reading, accounts }, found.join(' ') || '0', '0');
    const validator = addressOf(await made(validators[0]).announced());
    const elsewhere = await post(`${validator}/v1/transactions`, submission);
    block.check('signerRefused', {}, elsewhere.reason, 'signer-not-allowed');

    const clients = await Promise.all(validators.map(clientOf));
    const situation = await caughtUp(ask, clients);
    const { height } = situation;
    const compared = await compareRoots(ask, clients, height);
    const expected = compared.sampled;
    block.check('ownRoots', { count: expected, height }, compared.equal, expected);
    block.check('lag', { height, gaps: situation.coverage.gaps }, situation.coverage.lag ?? '?', 0);
    const { agreeing, of } = situation.heads;
    block.check('heads', { agreeing, of }, agreeing, of);
    const { items } = await ask<Alarms>('/v1/alarms');
    const open = items.filter(({ state }) => state === 'open');
    block.fact('alarms', { count: items.length, open: open.length });
    for (const line of alarmLines(items)) block.detail(line);
    block.look(`${console}/`);
  },
};

/** A publication that is right in everything but who signed it: the supervision node's own key. */
function signedByStatementKey(stage: Stage): Uint8Array {
  const network = made(stage.network);
  const key = homePaths(network.supervision.home).key('statement');
  const { path, name } = made(made(stage.documents).files[0]);
  const document = { fileName: name, mediaType: 'text/plain', content: readFileSync(path) };
  const composed = composePublish([document], composing(network, key));
  if (!composed.ok) throw new Error(`the attempt cannot be composed: ${composed.reason}`);
  return submitRequestCodec.encode({ items: [...made(composed.value.requests[0])] });
}

async function post(url: string, body: Uint8Array): Promise<{ status: number; reason: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf' },
    body: body as Uint8Array<ArrayBuffer>,
  });
  const answer = (await response.json()) as {
    code?: string;
    results?: readonly { status: string; reason?: string }[];
  };
  const result = answer.results?.[0];
  return { status: response.status, reason: result?.reason ?? answer.code ?? result?.status ?? '' };
}

/** Takes an approved request and hands out what it asks for: it reads, too. */
const READING = ['post /v1/journal/export'];
/** Logging its officers in and out writes into its own home, and nowhere else. */
const OF_ACCOUNTS = /^\w+ \/v1\/(accounts|enrolment|sessions?)(\/|$)/;

/** Routes of the supervision node's own description that are for anything else but reading. */
async function writingRoutes(
  ask: Ask,
): Promise<{ reading: number; accounts: number; found: string[] }> {
  const document = await ask<{ paths: Record<string, Record<string, unknown>> }>(
    '/v1/openapi.json',
  );
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const others = routes.filter((route) => !OF_ACCOUNTS.test(route));
  const found = others.filter((route) => !route.startsWith('get ') && !READING.includes(route));
  return { reading: others.length, accounts: routes.length - others.length, found };
}

/** Waits until the supervision node has verified as far as the validators are, and agrees. */
function caughtUp(ask: Ask, clients: readonly Client[]): Promise<Situation> {
  return until('the supervision node at the height of the validators', TIMEOUT_MS, async () => {
    const heights = await Promise.all(
      clients.map(async (client) => (await client.status()).height),
    );
    const situation = await ask<Situation>('/v1/situation');
    const { coverage, heads, height } = situation;
    const isThere = height >= Math.max(...heights) && coverage.lag === 0;
    return isThere && heads.agreeing === heads.of ? situation : undefined;
  });
}

/** Roots computed by the supervision node against those in the blocks of all validators in turn. */
async function compareRoots(ask: Ask, clients: readonly Client[], height: number) {
  const count = Math.min(height, SAMPLES);
  const heights = Array.from({ length: count }, (_, index) => {
    return count === 1 ? height : 1 + Math.floor((index * (height - 1)) / (count - 1));
  });
  const own = new Map<number, string>();
  for (let from = 1; from <= height; from += PAGE) {
    const to = Math.min(height, from + PAGE - 1);
    const { items } = await ask<Roots>(`/v1/state-roots?from=${from}&to=${to}`);
    for (const item of items) own.set(item.height, item.state_root);
  }
  let equal = 0;
  for (const [index, at] of heights.entries()) {
    const block = await made(clients[index % clients.length]).block(at);
    if (own.get(at) === block.header.state_root) equal += 1;
  }
  return { sampled: heights.length, equal };
}

/** One line for alarms of the same kind, with the nodes that they name. */
function alarmLines(alarms: Alarms['items']): string[] {
  const kinds = Map.groupBy(alarms, ({ rule, severity, state }) => {
    return `${rule} (${severity}, ${state})`;
  });
  return [...kinds].map(([kind, same]) => {
    const nodes = [...new Set(same.flatMap((alarm) => alarm.nodes))];
    return `${same.length} × ${kind} ${nodes.join(' ')}`.trimEnd();
  });
}

type Ask = <T>(path: string) => Promise<T>;

/** Asks as whoever may read the home: without a session nobody else is answered. */
function askingAt(console: string, control: string): Ask {
  return async <T>(path: string) => {
    const response = await fetch(console + path, { headers: { [CONTROL_HEADER]: control } });
    if (!response.ok) throw new Error(`${console}${path}: ${response.status}`);
    return (await response.json()) as T;
  };
}
