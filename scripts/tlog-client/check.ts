// `node scripts/tlog-client/check.ts`: a trial network writes its journals, and a Go client that
// knows nothing of us verifies every log over HTTP. Needs Go; no part of `npm test`.
import { randomBytes } from '@mingjing/crypto/node';
import { KeyPurpose, logOrigin, SOURCE_NAMES } from '@mingjing/protocol';
import { formatVerifierKey, noteKey, TYPE_ED25519 } from '@mingjing/tlog';
import { TestNetwork } from '../../tests/processes/network.ts';
import type { ProgramProcess } from '../../tests/processes/program-process.ts';
import { documentItem, submit } from '../../tests/processes/submissions.ts';
import { until } from '../../tests/processes/until.ts';
import { run } from '../commands.ts';

/** More than one tile of entries, so that full tiles, partial ones and a second level are read. */
const READS = 600;

const network = await TestNetwork.start({ hasSupervision: true });
try {
  const node = network.validator(0);
  for (let i = 0; i < 5; i++) {
    await submit(node, documentItem(network, network.user(1), randomBytes(500)));
  }
  for (let i = 0; i < READS; i++) await (await fetch(`${node.url}/v1/status`)).arrayBuffer();
  await (await fetch(`${network.supervision?.url}/v1/situation`)).arrayBuffer();
  let checked = 0;
  for (const program of [node, network.supervision as ProgramProcess]) {
    checked += await checkAll(program);
  }
  console.log(`${checked} logs verified by filippo.io/torchwood`);
  process.exitCode = checked > 0 ? 0 : 1;
} finally {
  await network.remove();
}

/** Verifies every log of a program that has entries; how many. */
async function checkAll({ nodeId, url }: ProgramProcess): Promise<number> {
  const keys = network.genesis.nodes.find(({ id }) => id === nodeId)?.keys ?? [];
  const publicKey = keys.find(({ purpose }) => purpose === KeyPurpose.journal)?.publicKey;
  if (publicKey === undefined) throw new Error(`the genesis has no journal key of ${nodeId}`);
  // Logs are signed within seconds of their first entry, and all together.
  const first = `${url}/journal/maintenance`;
  await until(`${nodeId} signed its logs`, async () => (await head(first)) === 200);
  let checked = 0;
  for (const source of SOURCE_NAMES) {
    const prefix = `${url}/journal/${source}`;
    if ((await head(prefix)) !== 200) continue;
    const key = noteKey(logOrigin(network.chainId, nodeId, source), TYPE_ED25519, publicKey);
    const args = ['-C', 'scripts/tlog-client', '.', prefix, formatVerifierKey(key)];
    if ((await run('go', ['run', ...args])) !== 0) throw new Error(`${prefix} does not verify`);
    checked++;
  }
  return checked;
}

async function head(prefix: string): Promise<number> {
  const answer = await fetch(`${prefix}/checkpoint`);
  await answer.arrayBuffer();
  return answer.status;
}
