import type { CommandAct } from '@mingjing/host';
import { LOOK_THROUGH_COMMANDS } from './look-through-commands.ts';
import { ofAllChains } from './of-all-chains.ts';
import type { CommonOptions } from './output.ts';
import { SEALED_COPY_COMMANDS } from './sealed-copy-commands.ts';

/** A command of `mingjing-supervisor` on a home, and what the journal says of it. */
export interface CommandRow {
  /** The command that this one stands under. */
  readonly group?: 'account' | 'look-through' | 'sealed-copy';
  readonly signature: string;
  readonly act: CommandAct;
  /** Flags, and the key of what they mean below `cli.about`. */
  readonly options?: readonly (readonly [flags: string, about: string])[];
  /** Throws coded errors; `false` is exit code 1. */
  readonly run: (options: never, ...args: readonly string[]) => Promise<unknown>;
  /** The same on the home of a service of several chains, when none of them is named. */
  readonly runForAll?: (options: never) => Promise<unknown>;
}

/** Every command. What it needs is loaded by its command alone: that may bring much along. */
export const COMMANDS: readonly CommandRow[] = [
  {
    signature: 'start',
    act: { source: 'maintenance', event: 'program-started' },
    options: [
      ['--console-port <port>', 'consolePort'],
      ['--join <how>', 'join'],
      // Given by the service of several chains to its followers.
      ['--served-as <name>', 'servedAs'],
      ['--genesis <hash>', 'genesis'],
      ['--origins <sites>', 'origins'],
    ],
    run: async (options) => (await import('./start.ts')).startCommand(options),
    runForAll: async (options) => (await import('./start-chains.ts')).startChainsCommand(options),
  },
  {
    signature: 'doctor',
    act: { notAnAct: 'looks at a home and its surroundings, and changes nothing' },
    run: async (options) => (await import('./doctor.ts')).doctorCommand(options),
    runForAll: async (options) => ofAllChains(options, (await import('./doctor.ts')).doctorCommand),
  },
  {
    signature: 'status',
    act: { asksNode: true },
    run: async (options) => (await import('./status.ts')).statusCommand(options),
    runForAll: async (options) => ofAllChains(options, (await import('./status.ts')).statusCommand),
  },
  {
    signature: 'check <record>',
    act: { asksNode: true },
    run: async (options, id = '') => (await import('./check.ts')).checkCommand(id, options),
  },
  {
    group: 'account',
    signature: 'invite <officer>',
    act: { asksNode: true },
    run: async (options, officer = '') =>
      (await import('./invite.ts')).inviteCommand(officer, options),
  },
  ...LOOK_THROUGH_COMMANDS,
  ...SEALED_COPY_COMMANDS,
];

export type { CommonOptions };
