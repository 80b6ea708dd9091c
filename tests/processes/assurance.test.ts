// The security centre of real programs: a clock that is off, an altered file, code that connects
// elsewhere, a node that stops.
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, watch, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { homePaths, manifestHash, manifestText, measureProgram } from '@mingjing/host';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runHere } from './command-here.ts';
import { govern } from './governing.ts';
import { TestNetwork } from './network.ts';
import type { ProgramProcess } from './program-process.ts';
import { documentItem, submit } from './submissions.ts';
import { until } from './until.ts';

const CLOCK = fileURLToPath(new URL('./clock-ahead.ts', import.meta.url));
const STRAY = fileURLToPath(new URL('./stray-connection.ts', import.meta.url));
const SKEW_MS = 7000;
/** Asked every second and raised the second time; the rest is a busy machine's. */
const SEEN_MS = 10_000;
const CONTENT = Buffer.from('assessment');
let network: TestNetwork;
let seen: ProgramProcess;
let odd: ProgramProcess;
let altered = '';

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-assurance-'));
  const clock = join(folder, 'clock-ahead');
  writeFileSync(clock, String(SKEW_MS));
  const imports = `NODE_OPTIONS=--import=${CLOCK} --import=${STRAY}`;
  const prefix = ['env', `CLOCK_AHEAD=${clock}`, imports];
  network = await TestNetwork.create({
    ...{ folder, users: 2, parameters: { emptyBlockMs: 1000 } },
    launch: (nodeId) => (nodeId.startsWith('ding') ? { prefix } : undefined),
  });
  [seen, odd] = [network.validator(0), network.validator(3)];
  for (const { home } of network.validators) {
    appendFileSync(homePaths(home).config, 'assurance:\n  ask_seconds: 1\n');
  }
  const { version, files } = await measureProgram();
  const [first, ...rest] = files;
  altered = first?.path ?? '';
  const other = [{ path: altered, hash: '0'.repeat(64) }, ...rest];
  writeFileSync(homePaths(odd.home).releaseManifest, manifestText({ version, files: other }));
  await network.startAll();
});
afterAll(() => network?.remove());

interface Found {
  readonly kind: string;
  readonly subject: string;
  readonly details: readonly (string | number)[];
  readonly raised: boolean;
}

async function ask<T>({ url, control }: ProgramProcess, path: string): Promise<T> {
  const answer = await fetch(url + path, { headers: { 'mingjing-control': control } });
  return (await answer.json()) as T;
}

/** What was raised at a node about a subject. */
function raised(at: ProgramProcess, kind: string, subject: string): Promise<Found> {
  return until(
    `${kind} of ${subject} is raised`,
    async () => {
      const { findings } = await ask<{ findings: Found[] }>(at, '/v1/management/assurance');
      return findings.find((each) => each.kind === kind && each.subject === subject && each.raised);
    },
    SEEN_MS,
  );
}

it('names the node whose clock is off, and by how much', async () => {
  const { details } = await raised(seen, 'clock-off', odd.nodeId);
  expect(Number(details[0])).toBeGreaterThan(SKEW_MS - 1500);
  expect(Number(details[0])).toBeLessThan(SKEW_MS + 1500);
});

it('names the node and the file that differ from its release', async () => {
  expect((await raised(seen, 'files-differ', odd.nodeId)).details).toEqual([1, altered]);
});

it('refuses code in the program what is not listed, and tells of it', async () => {
  const found = await raised(odd, 'outbound-refused', odd.nodeId);
  expect(found.details).toEqual([1, '127.0.0.9:4444']);
  const { guarded, allowed, destinations } = await ask<{
    guarded: boolean;
    allowed: { purpose: string }[];
    destinations: { host: string; refused: boolean; purpose: string | null }[];
  }>(odd, '/v1/management/assurance/outbound');
  expect(guarded).toBe(true);
  const purposes = allowed.map(({ purpose }) => purpose).sort();
  // The three others and the supervision node, which is also asked for what it measured.
  expect(purposes).toEqual(['inspection', 'peer', 'peer', 'peer', 'peer']);
  expect(destinations.filter(({ refused }) => refused)).toMatchObject([{ host: '127.0.0.9' }]);
});

it('names a port that code in the program listens on and nobody declared', async () => {
  const { details } = await raised(seen, 'port-undeclared', odd.nodeId);
  expect(details).toHaveLength(1);
  // It is the stray one, and open.
  const socket = connect(Number(details[0]), '127.0.0.9').setEncoding('utf8');
  const [said] = await once(socket, 'data');
  expect(said).toBe('stray');
  socket.destroy();
});

it('is silent about programs that are well', async () => {
  const wrong = async () => {
    const { findings, nodes } = await ask<{ findings: Found[]; nodes: { id: string }[] }>(
      seen,
      '/v1/management/assurance',
    );
    const ids = nodes.map(({ id }) => id).filter((id) => id !== odd.nodeId);
    return findings.filter(
      ({ subject, kind }) => ids.includes(subject) && kind !== 'release-none-declared',
    );
  };
  // One that answers late on a busy machine is well again with its next answer.
  const found = await until('nothing is found about programs that run', async () => {
    const all = await wrong();
    return new Set(all.map(({ subject }) => subject)).size === 1 && all;
  });
  // The supervision node of this network was never started.
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['node-silent', 'clock-unknown']));
});

it('restores a backup as a drill, and keeps on record that it makes the same state', async () => {
  const backup = join(network.folder, 'drilled.mjbackup');
  expect(await runHere('backup', { home: seen.home, output: backup })).toMatchObject({
    outcome: 'done',
  });
  const drilled = await runHere('restore-drill', { home: seen.home, from: backup });
  expect(drilled).toMatchObject({ outcome: 'done', json: { backup_of: seen.nodeId } });
  const { items } = await ask<{ items: { height: number; state_root: string }[] }>(
    seen,
    '/v1/management/assurance/drills',
  );
  const [drill] = items;
  const block = await ask<{ header: { state_root: string } }>(
    network.validator(1),
    `/v1/blocks/${drill?.height}`,
  );
  expect(drill).toMatchObject({ result: 'passed', state_root: block.header.state_root });
});

it('holds every node against the release that members declared', async () => {
  const [program, document] = [
    await measureProgram(),
    documentItem(network, network.user(1), CONTENT),
  ];
  const { id } = await submit(seen, document);
  const assessment = Uint8Array.from(Buffer.from(`${id}00000000`, 'hex'));
  const declare = (version: string, hash: Uint8Array) =>
    govern(network, seen, {
      declareRelease: { version, manifestHash: hash, assessment, height: 0, withdrawn: false },
    });
  await declare('9.0.0', new Uint8Array(32).fill(9));
  const found = await raised(seen, 'release-undeclared', odd.nodeId);
  expect(found.details).toEqual([program.version, altered]);
  expect((await raised(seen, 'release-undeclared', seen.nodeId)).details).toHaveLength(1);
  await declare('9.1.0', manifestHash(program));
  await until('all run what is declared', async () => {
    const { nodes } = await ask<{ nodes: { report: { release: object | null } | null }[] }>(
      seen,
      '/v1/management/assurance',
    );
    return nodes.filter(({ report }) => report?.release != null).length === 4;
  });
  await govern(network, seen, { withdrawRelease: { version: '9.1.0' } });
  expect((await raised(seen, 'release-withdrawn', seen.nodeId)).details).toEqual(['9.1.0']);
});

it('pauses the service on every node, reads on, and goes on', async () => {
  const said = async (node: ProgramProcess, user = 2) => {
    const { status, code, reason } = await submit(
      node,
      documentItem(network, network.user(user), CONTENT),
    );
    return status === 'committed' ? code : reason;
  };
  await govern(network, seen, { setPause: { paused: true, sinceHeight: 0 } });
  const { height } = await seen.client().status();
  for (const node of network.validators) {
    await until(`${node.nodeId} has the pause`, async () => {
      return (await node.client().status()).height >= height;
    });
    expect(await said(node)).toBe('result-servicePaused');
    const { records } = await ask<{ records: object[] }>(node, '/v1/records?limit=1');
    expect(records).toHaveLength(1);
  }
  await govern(network, seen, { setPause: { paused: false, sinceHeight: 0 } });
  expect(await said(seen)).toBe(0);
});

const RUNS = '/v1/inspection/runs';
const DELETION = 'tamper-and-deletion-proof';
const SCRATCH = 'inspection-scratch-';
const scratchIn = (data: string) => readdirSync(data).filter((name) => name.startsWith(SCRATCH));

/** Resolves as soon as something of that name is made in a folder. */
function madeIn(folder: string, prefix: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_event, name) => {
      if (name?.startsWith(prefix) !== true) return;
      watcher.close();
      resolve();
    });
  });
}

/** Begins an inspection over one item by whoever may read the home; its id. */
async function inspected({ control, url }: ProgramProcess): Promise<string> {
  const answer = await fetch(url + RUNS, {
    ...{ method: 'POST', body: JSON.stringify({ phrase: '海上生明月', only: [DELETION] }) },
    headers: { 'mingjing-control': control, 'content-type': 'application/json' },
  });
  return ((await answer.json()) as { id: string }).id;
}

it('marks an inspection as stopped when the program was killed in a drill', async () => {
  const { data } = homePaths(seen.home);
  const before = readdirSync(data).sort();
  const drilled = madeIn(data, SCRATCH);
  const broken = await inspected(seen);
  await drilled;
  await seen.kill();
  expect(scratchIn(data)).toHaveLength(1);
  seen.start();
  await seen.ready();
  expect(readdirSync(data).sort()).toEqual(before);
  interface Run {
    readonly state: string;
    readonly answers: readonly { readonly verdict: string }[];
  }
  const read = (id: string) => ask<Run>(seen, `${RUNS}/${id}`);
  expect(await read(broken)).toMatchObject({ state: 'stopped', answers: [] });
  const again = await inspected(seen);
  await until('another run ends', async () => (await read(again)).state === 'done');
  expect((await read(again)).answers).toMatchObject([{ verdict: 'met' }]);
  expect(scratchIn(data)).toEqual([]);
  await network.connected();
});

it('shows a node that stops within ten seconds', async () => {
  const stopped = network.validator(2);
  await stopped.kill();
  await raised(seen, 'node-silent', stopped.nodeId);
});
