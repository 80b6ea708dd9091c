import { join } from 'node:path';
import { accountRuns } from './account-walk.ts';
import { exportRuns } from './export-request.ts';
import { userRuns } from './identity-walk.ts';
import type { TestNetwork } from './network.ts';
import { orderRuns } from './order-walk.ts';
import type { ProgramProcess } from './program-process.ts';
import { decisionRuns } from './proposal-walk.ts';

interface Walked {
  /** The node that the commands ask, or whose home they work on. */
  readonly program: ProgramProcess;
  /** Ids of what is there. */
  readonly record: string;
  readonly proposal: string;
  readonly order: string;
}

/** Entries that the commands leave once each. */
export const ONCE = [
  ...['program-started', 'start-refused', 'program-stopped', 'keys-shown', 'certificate-made'],
  ...['journal-searched', 'retention-certificate-issued'],
];

/** What each command is run with; a command that is not here fails the test. */
export function commandRuns(
  network: TestNetwork,
  { program, record, proposal, order }: Walked,
): Record<string, { readonly args?: string[]; readonly options: object }> {
  const { home } = program;
  const file = (name: string) => join(network.folder, name);
  const { genesisFile } = network.testnet;
  const key = join(genesisFile, '..', 'users', 'user-3.json');
  const officer = join(genesisFile, '..', 'officers', 'jia-security-admin.json');
  const admitted = { organisation: 'jia', role: 'full', listen: '/ip4/127.0.0.1/tcp/0' };
  const node = { node: 'jia-second', apiPort: '0', ...admitted };
  const net = { name: 'other', organisations: '4', users: '0' };
  return {
    testnet: { options: { output: file('other-network'), ...net } },
    start: { options: { home } },
    init: { options: { home: file('new-home'), genesis: genesisFile, ...node } },
    found: { args: [file('no-plan')], options: { output: file('founded.json') } },
    keys: { options: { home } },
    certificate: { options: { home, names: 'localhost', days: '30' } },
    publish: { args: [genesisFile], options: { key, home } },
    get: { args: [record], options: { home } },
    verify: { args: [file('no-receipt')], options: {} },
    screen: { args: [file('no-text')], options: {} },
    retention: { options: { home, output: file('commanded.retention') } },
    fsck: { options: { home } },
    backup: { options: { home, output: file('commanded.backup') } },
    restore: { options: { home, from: file('no-backup') } },
    rollback: { options: { home } },
    doctor: { options: { home } },
    manifest: { options: { output: file('commanded.manifest') } },
    inventory: { options: { output: file('commanded.inventory') } },
    'restore-drill': { options: { home, from: file('no-backup') } },
    'journal verify': { args: [file('no-journal')], options: { genesis: genesisFile } },
    'journal repair': { options: { home, from: file('no-copy') } },
    'journal search': { options: { home, text: '目录' } },
    ...exportRuns(network, program, file),
    ...accountRuns(network, home, file),
    status: { options: { home } },
    ...decisionRuns(network, { home, proposal }),
    ...orderRuns(network, { home, record, order }),
    ...userRuns(network, home),
    'filing declare': {
      args: ['京网信备11000000000000000011号'],
      options: {
        home,
        key: officer,
        kind: 'service',
        granted: '2026-02-09',
        facts: '07'.repeat(32),
      },
    },
  };
}
