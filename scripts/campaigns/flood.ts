// A minute of refusals at a thousand a second, while members publish: bounded entries, and nobody
// of the members notices more than that the machine is busy.

import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readJournal } from '../../tests/processes/journal-lines.ts';
import { TestNetwork } from '../../tests/processes/network.ts';
import { bareRecord, submit, transactionOf } from '../../tests/processes/submissions.ts';
import type { CampaignOptions } from '../campaign.ts';
import { ROOT, run } from '../commands.ts';

const SECONDS = 60;
const PER_SECOND = 1000;
/** Loopback has many addresses: as many visitors as are told apart in a minute, and more. */
const ADDRESSES = 600;
/** Connections are opened in this many bursts a second. */
const BURSTS = 20;
/** Connections at once: below the descriptors of a usual account. */
const PENDING_MAX = 400;
const MEMBERS = 4;
/** Between two publishes of a member. */
const MEMBER_PAUSE_MS = 100;
const FOLDER = join(ROOT, 'docs', 'measurements');

interface Members {
  readonly waits: number[];
  refused: number;
}

/** Runs the flood once and writes the result; false when something did not hold. */
export async function floodCampaign({ count }: CampaignOptions): Promise<boolean> {
  const seconds = count ?? SECONDS;
  const network = await TestNetwork.start();
  try {
    const quiet = await publishWhile(network, () => pause(seconds * 250));
    const port = Number(new URL(network.validator(0).url).port);
    let knocks = { opened: 0, answered: 0, ms: 0 };
    const flooded = await publishWhile(network, async () => {
      knocks = await flood(port, seconds);
    });
    const node = network.validator(0);
    await node.terminate();
    const { verdict, lines } = await readJournal(network, node);
    const security = lines.filter(({ source }) => source === 'security');
    const summaries = security.filter(({ event }) => event === 'strangers-summary');
    const counted = summaries.reduce((sum, { counts }) => sum + (counts[0] ?? 0), 0);
    const entries = security.length - summaries.length;
    const result = {
      seconds,
      ...{ refusals: knocks.opened, answered: knocks.answered },
      refusals_per_s: Math.round((knocks.opened / knocks.ms) * 1000),
      ...{ entries, summaries: summaries.length, counted_in_summaries: counted },
      ...membersOf('quiet', quiet),
      ...membersOf('flood', flooded),
      ...{ cores: availableParallelism(), node: process.versions.node },
    };
    await write(result);
    const minutes = 1 + Math.ceil(knocks.ms / 60_000);
    const isBounded = security.length <= minutes * (2000 + 512 + 1);
    // A connection that was cut before it was read is no act; of the answered none is missing.
    const isComplete = entries + counted >= knocks.answered;
    const isUndisturbed = flooded.refused === 0 && flooded.waits.length > 0;
    console.log(JSON.stringify(result));
    return verdict.ok && isBounded && isComplete && isUndisturbed;
  } finally {
    await network.remove();
  }
}

/** Members publish one record after the other until `work` is done. */
async function publishWhile(network: TestNetwork, work: () => Promise<void>): Promise<Members> {
  const members: Members = { waits: [], refused: 0 };
  let isOver = false;
  const publish = async (number: number) => {
    const user = network.user(number);
    while (!isOver) {
      const transaction = transactionOf(network, user, bareRecord());
      const begun = performance.now();
      const { status } = await submit(network.validator(0), { transaction, attachments: [] });
      if (status === 'committed') members.waits.push(performance.now() - begun);
      else members.refused++;
      await pause(MEMBER_PAUSE_MS);
    }
  };
  const all = Promise.all(Array.from({ length: MEMBERS }, (_, i) => publish(i + 1)));
  await work();
  isOver = true;
  await all;
  return members;
}

/** Opens connections at the rate and asks each for what there is not. */
async function flood(port: number, seconds: number) {
  const counts = { opened: 0, answered: 0 };
  const started = performance.now();
  const pending = new Set<Promise<void>>();
  for (let burst = 0; burst < seconds * BURSTS; burst++) {
    for (let i = 0; i < PER_SECOND / BURSTS; i++) {
      if (pending.size >= PENDING_MAX) await Promise.race(pending);
      const visitor = knock(port, counts.opened % ADDRESSES).then((isAnswered) => {
        if (isAnswered) counts.answered++;
      });
      counts.opened++;
      pending.add(visitor);
      void visitor.finally(() => pending.delete(visitor));
    }
    await pause(Math.max(0, started + ((burst + 1) * 1000) / BURSTS - performance.now()));
  }
  const ms = performance.now() - started;
  await Promise.all(pending);
  return { ...counts, ms };
}

function knock(port: number, visitor: number): Promise<boolean> {
  const localAddress = `127.0.${1 + Math.floor(visitor / 250)}.${1 + (visitor % 250)}`;
  return new Promise((resolve) => {
    let isAnswered = false;
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    socket.on('data', () => {
      isAnswered = true;
      socket.destroy();
    });
    socket.on('error', () => socket.destroy()).on('close', () => resolve(isAnswered));
    socket.write('GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n');
  });
}

function membersOf(name: string, { waits, refused }: Members) {
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round(waits[Math.floor(waits.length * share)] ?? 0);
  return {
    [`${name}_publishes`]: waits.length,
    [`${name}_refused`]: refused,
    [`${name}_p50_ms`]: at(0.5),
    [`${name}_p95_ms`]: at(0.95),
  };
}

async function write(result: Readonly<Record<string, number | string>>): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'flood.json'), `${JSON.stringify(result, null, 2)}\n`);
  const rows = Object.entries(result).map(([name, value]) => `| \`${name}\` | ${value} |`);
  const page = `# A flood of strangers

\`npm run campaign -- flood\`. Visitors of ${ADDRESSES} addresses opened connections to one
of four validators, at most ${PER_SECOND} a second and ${PENDING_MAX} at once, and asked for
what there is not; meanwhile ${MEMBERS} members published one record after the other through
the same validator, as they did before it began (\`quiet\`). All programs and the visitors
shared the cores, so the rate falls and waiting grows with the load of the machine; what
counts is that no member is refused.

| measured | |
| --- | --- |
${rows.join('\n')}
`;
  writeFileSync(join(FOLDER, 'flood.md'), page);
  const code = await run('biome', ['format', '--write', 'docs/measurements']);
  if (code !== 0) throw new Error('the result was written, but not formatted');
}
