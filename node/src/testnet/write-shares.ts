import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { receivingKeyOf } from '@mingjing/crypto';
import { generateSeed, saveKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { CUSTODY_PURPOSE, homePaths } from '@mingjing/host/home';
import { type HeldCeremony, holdCeremony } from '@mingjing/host/look-through';
import { OfficerRole } from '@mingjing/protocol';
import { createFile } from '@mingjing/storage';
import type { TestnetHome } from './create-testnet.ts';
import type { PlannedTestnet } from './plan.ts';

interface Places {
  readonly homes: readonly TestnetHome[];
  /** Folder of the officers' key files: their shares lie beside them. */
  readonly people: string;
}

/**
 * Brings the shares of epoch 1 to their holders: an officer's is sealed to the key that his own key
 * file gives, a custodian's to one in the home of its node. Security administrators are witnesses.
 */
export async function writeShares(
  planned: PlannedTestnet,
  { homes, people }: Places,
): Promise<void> {
  const { look, genesis, officers } = planned;
  if (look === undefined) return;
  const holders = new Set(look.epoch.officers.holders.map(({ holder }) => holder));
  const own = officers.filter(({ id }) => holders.has(id));
  const custody = custodyKeys(homes);
  const ids = genesis.officers
    .filter(({ role }) => role === OfficerRole.securityAdmin)
    .map(({ id }) => id);
  const held = await holdCeremony(look, {
    ...{ chainName: genesis.name, time: genesis.time },
    receiving: {
      officers: new Map(own.map(({ id, key }) => [id, receivingKeyOf(key.seed).publicKey])),
      custodians: new Map(custody.map((each) => [each.organisation, each.publicKey])),
    },
    witnesses: officers
      .filter(({ id }) => ids.includes(id))
      .map(({ key }) => signerFromSeed(key.seed)),
  });
  writeFileSync(join(people, 'epoch-1.ceremony'), held.record);
  await bringShares(held, { homes, people });
}

function custodyKeys(homes: readonly TestnetHome[]) {
  return homes
    .filter(({ role }) => role === 'validator')
    .map(({ organisation, home }) => {
      const seed = generateSeed();
      saveKeyFile(homePaths(home).key(CUSTODY_PURPOSE), { purpose: CUSTODY_PURPOSE, seed });
      return { organisation, publicKey: receivingKeyOf(seed).publicKey };
    });
}

async function bringShares({ shares }: HeldCeremony, { homes, people }: Places): Promise<void> {
  for (const { side, holder, bytes } of shares) {
    if (side === 'officers') {
      await createFile(join(people, `${holder}.share`), bytes);
      continue;
    }
    const home = homes.find(({ organisation, role }) => {
      return organisation === holder && role === 'validator';
    });
    if (home === undefined) continue;
    const { custodyShares } = homePaths(home.home);
    mkdirSync(custodyShares, { recursive: true, mode: 0o700 });
    await createFile(join(custodyShares, 'epoch-1.share'), bytes);
  }
}
