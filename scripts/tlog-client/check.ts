// `node scripts/tlog-client/check.ts`: a trial network writes its journals, and a Go client that
// knows nothing of us verifies every log over HTTP, and refuses one with a changed byte. Needs Go;
// no part of `npm test`.
import { randomBytes } from '@mingjing/crypto/node';
import { type JournalSourceName, KeyPurpose, logOrigin, SOURCE_NAMES } from '@mingjing/protocol';
import { formatVerifierKey, noteKey, TYPE_ED25519 } from '@mingjing/tlog';
import { TestNetwork } from '../../tests/processes/network.ts';
import type { ProgramProcess } from '../../tests/processes/program-process.ts';
import { documentItem, submit } from '../../tests/processes/submissions.ts';
import { until } from '../../tests/processes/until.ts';
import { run } from '../commands.ts';
import { startAltering } from './altering.ts';

/** More than one tile of entries, so that full tiles, partial ones and a second level are read. */
const READS = 600;

const network = await TestNetwork.start({ hasSupervision: true });
try {
  const node = network.validator(0);
  for (let i = 0; i < 5; i++) {
    await submit(node, documentItem(network, network.user(1), randomBytes(500)));
  }
  for (let i = 0; i < READS; i++) await (await fetch(`${node.url}/v1/status`)).arrayBuffer();
  await network.supervision?.ask('/v1/situation');
  let checked = await checkAll(node, 'access', READS);
  checked += await checkAll(network.supervision as ProgramProcess, 'supervision', 1);
  const refused = await refuseAltered(node);
  console.log(`${checked} logs verified by filippo.io/torchwood, ${refused} changes refused`);
  process.exitCode = checked > 0 ? 0 : 1;
} finally {
  await network.remove();
}

/** Verifies every signed log of a program once the busiest has so many entries; how many. */
async function checkAll(
  { nodeId, url }: ProgramProcess,
  busiest: JournalSourceName,
  atLeast: number,
): Promise<number> {
  // Logs are signed within seconds of their first entry, and all together.
  const isSigned = async () => ((await signedSize(`${url}/journal/${busiest}`)) ?? 0) >= atLeast;
  await until(`${nodeId} signed its logs`, isSigned);
  let checked = 0;
  for (const source of SOURCE_NAMES) {
    const prefix = `${url}/journal/${source}`;
    if ((await signedSize(prefix)) === undefined) continue;
    if (!(await verifies(prefix, nodeId, source))) throw new Error(`${prefix} does not verify`);
    checked++;
  }
  return checked;
}

/** Shows the client what no honest log shows, one thing at a time; how many it refused. */
async function refuseAltered({ nodeId, url }: ProgramProcess): Promise<number> {
  const parts = ['checkpoint', 'tile/0/', 'tile/entries/'];
  for (const part of parts) {
    const altering = await startAltering(url, part);
    const isTaken = await verifies(`${altering.url}/journal/access`, nodeId, 'access');
    await altering.stop();
    if (isTaken || altering.altered() === 0) throw new Error(`a changed ${part} is not refused`);
  }
  const other = network.validator(1).nodeId;
  const isTaken = await verifies(`${url}/journal/access`, other, 'access', nodeId);
  if (isTaken) throw new Error('a checkpoint is taken under the key of another node');
  return parts.length + 1;
}

/** Whether the client verifies a log under the registered key of a node. */
async function verifies(
  prefix: string,
  keyOf: string,
  source: JournalSourceName,
  nodeId = keyOf,
): Promise<boolean> {
  const keys = network.genesis.nodes.find(({ id }) => id === keyOf)?.keys ?? [];
  const publicKey = keys.find(({ purpose }) => purpose === KeyPurpose.journal)?.publicKey;
  if (publicKey === undefined) throw new Error(`the genesis has no journal key of ${keyOf}`);
  const key = noteKey(logOrigin(network.chainId, nodeId, source), TYPE_ED25519, publicKey);
  const args = ['-C', 'scripts/tlog-client', '.', prefix, formatVerifierKey(key)];
  return (await run('go', ['run', ...args])) === 0;
}

/** Entries that the checkpoint of a log covers; undefined when it has none yet. */
async function signedSize(prefix: string): Promise<number | undefined> {
  const answer = await fetch(`${prefix}/checkpoint`);
  const [, size] = (await answer.text()).split('\n');
  return answer.status === 200 ? Number(size) : undefined;
}
