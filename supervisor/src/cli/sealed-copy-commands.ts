import type { CommandRow } from './commands.ts';

/** Sealed copies of what was taken down: the authority's key to them, and opening one. */
export const SEALED_COPY_COMMANDS: readonly CommandRow[] = [
  {
    group: 'sealed-copy',
    act: { notAnAct: 'makes a key file on the machine of whoever will hold it' },
    signature: 'key',
    options: [['--output <file>', 'newKey']],
    run: async (options) => (await import('./sealed-copy/key.ts')).keyCommand(options),
  },
  {
    group: 'sealed-copy',
    act: { asksNode: true },
    signature: 'open <order>',
    options: [
      ['--copy <file>', 'copy'],
      ['--key <file>', 'copyKey'],
      ['--output <file>', 'output'],
    ],
    run: async (options, order = '') =>
      (await import('./sealed-copy/open.ts')).openCopyCommand(order, options),
  },
];
