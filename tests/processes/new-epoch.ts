import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex, receivingKeyOf } from '@mingjing/crypto';
import { loadKeyFile } from '@mingjing/crypto/node';
import { homePaths } from '@mingjing/host';
import { actionFromJson } from '@mingjing/protocol';
import { runHere } from './command-here.ts';
import { govern } from './governing.ts';
import type { TestNetwork } from './network.ts';
import type { OfficersDesk } from './officers-desk.ts';
import { until } from './until.ts';

const OFFICERS = [1, 2, 3, 4, 5];

/** Where an epoch's papers lie: what an order needs of it, and an officer's share. */
export interface EpochFiles {
  readonly ceremony: string;
  share(officer: number): string;
}

/**
 * A new epoch on a running network: its keys are dealt by the command, the members decide that it
 * begins, and each custodian takes its share into its home.
 */
export async function startEpoch(
  network: TestNetwork,
  desk: OfficersDesk,
  number: number,
): Promise<EpochFiles> {
  const output = join(network.folder, `epoch-${number}`);
  const receiving = (file: string) => bytesToHex(receivingKeyOf(loadKeyFile(file).seed).publicKey);
  const officers = OFFICERS.map((n) => `inspector-${n}=${receiving(desk.officerFile(n))}`);
  const custodians = network.validators.map(({ home, organisation }) => {
    return `${organisation}=${receiving(homePaths(home).key('custody'))}`;
  });
  const witness = [desk.officerFile('jia-security-admin'), desk.officerFile('yi-security-admin')];
  await done('ceremony deal', {
    ...{ name: network.genesis.name, authority: 'authority', epoch: String(number), output },
    ...{ officers: officers.join(','), custodians: custodians.join(','), witness },
    officerThreshold: '3',
  });
  const epochFile = join(output, 'epoch.json');
  const action = actionFromJson(readFileSync(epochFile, 'utf8'));
  if (!action.ok) throw new Error(action.reason);
  await govern(network, network.validator(0), action.value);
  for (const { home, organisation } of network.validators) {
    const share = join(output, 'custodians', `${organisation}.share`);
    await done('ceremony take', { home, epochFile, organisation }, share);
  }
  await until('every node has the epoch', async () => {
    const known = await Promise.all(network.validators.map((node) => node.client().epochs()));
    return known.every(({ epochs }) => epochs.some((epoch) => epoch.number === number));
  });
  return {
    ceremony: join(output, 'ceremony.record'),
    share: (n) => join(output, 'officers', `inspector-${n}.share`),
  };
}

async function done(name: string, options: object, ...args: string[]): Promise<void> {
  const { outcome } = await runHere(name, options, ...args);
  if (outcome !== 'done') throw new Error(`${name} ended with ${outcome}`);
}
