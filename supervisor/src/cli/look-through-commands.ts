import type { CommandRow } from './commands.ts';

const act = { asksNode: true } as const;
const node = ['--node <urls>', 'nodes'] as const;
const key = ['--key <file>', 'officerKey'] as const;

/** Access orders, by the officers' own keys. What runs is loaded by its command alone. */
export const LOOK_THROUGH_COMMANDS: readonly CommandRow[] = [
  {
    ...{ group: 'look-through', act },
    signature: 'order <subject>',
    options: [
      ...[node, key],
      ['--ceremony <file>', 'ceremony'],
      ['--basis <code>', 'basis'],
      ['--notice <number>', 'notice'],
      ['--days <n>', 'days'],
      ['--sealed <file>', 'sealed'],
      ['--open-days <n>', 'openDays'],
      ['--reading', 'reading'],
    ],
    run: async (options, subject = '') =>
      (await import('./look-through/order.ts')).orderCommand(subject, options),
  },
  {
    ...{ group: 'look-through', act, options: [node, key] },
    signature: 'approve <order>',
    run: async (options, order = '') =>
      (await import('./look-through/order.ts')).approveCommand(order, options),
  },
  {
    ...{ group: 'look-through', act },
    signature: 'show <order>',
    run: async (options, order = '') =>
      (await import('./look-through/opening.ts')).showCommand(order, options),
  },
  {
    ...{ group: 'look-through', act },
    signature: 'contribute <order>',
    options: [key, ['--share <file>', 'share'], ['--secret <file>', 'secret']],
    run: async (options, order = '') =>
      (await import('./look-through/opening.ts')).contributeCommand(order, options),
  },
  {
    ...{ group: 'look-through', act },
    signature: 'open <order>',
    options: [['--output <file>', 'output']],
    run: async (options, order = '') =>
      (await import('./look-through/opening.ts')).openCommand(order, options),
  },
  {
    ...{ group: 'look-through', act },
    signature: 'disclose <order>',
    options: [node, key, ['--secret <file>', 'secret']],
    run: async (options, order = '') =>
      (await import('./look-through/order.ts')).discloseCommand(order, options),
  },
];
