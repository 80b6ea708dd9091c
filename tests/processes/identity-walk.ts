// What the walk through the commands needs of users and their officers.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSeed, saveKeyFile } from '@mingjing/crypto/node';
import type { TestNetwork } from './network.ts';

const NOBODY = 'f'.repeat(64);
const FAR = '2099-01-01T00:00:00Z';

/** Outcomes of the commands about users, as they are run below. */
export const USER_OUTCOMES: Readonly<Record<string, string>> = {
  'user show': 'done',
  'user accept': 'NO_AGREEMENT',
  'user envelope-key': 'done',
  'user rotate': 'done',
  'user appeal': 'REFUSED',
  'sanction impose': 'done',
  'sanction confirm': 'REFUSED',
  'sanction lift': 'REFUSED',
  'sanction decide': 'REFUSED',
  'agreement list': 'done',
  'agreement publish': 'done',
};

/** What each command about users is run with; the last user of the network changes his key. */
export function userRuns(network: TestNetwork, home: string) {
  const folder = join(network.testnet.genesisFile, '..');
  const text = join(network.folder, 'agreement.txt');
  writeFileSync(text, '服务协议');
  const newKey = join(network.folder, 'user-4-next.json');
  if (!existsSync(newKey)) saveKeyFile(newKey, { purpose: 'user', seed: generateSeed() });
  const keyOf = (number: number) => join(folder, 'users', `user-${number}.json`);
  const user = { home, key: keyOf(4) };
  const security = { home, key: join(folder, 'officers', 'jia-security-admin.json') };
  const reason = '1';
  return {
    'user show': { args: ['user-4'], options: { home } },
    'user accept': { args: ['user-4'], options: { ...user, text } },
    'user envelope-key': { args: ['user-3'], options: { home, key: keyOf(3) } },
    'user rotate': { options: { ...user, newKey } },
    'user appeal': { args: [NOBODY], options: { home, key: keyOf(3), reason } },
    'sanction impose': {
      args: ['user-4'],
      options: { ...security, grade: 'warn', reason, basis: '16', expires: FAR },
    },
    'sanction confirm': { args: [NOBODY], options: security },
    'sanction lift': { args: [NOBODY], options: { ...security, reason } },
    'sanction decide': { args: [NOBODY], options: { ...security, reason, uphold: true } },
    'agreement list': { options: { home } },
    'agreement publish': { args: ['jia'], options: { ...security, text } },
  };
}
