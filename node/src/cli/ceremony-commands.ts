import { type CommandRow, HOME, READS_FILES } from './command-row.ts';

/** Commands that deal the keys of look-through, and bring a custodian's share into its home. */
export const CEREMONY_COMMANDS: readonly CommandRow[] = [
  {
    group: 'ceremony',
    signature: 'deal',
    about: '分发一个密钥期的份额并记录在案 · deal the shares of an epoch, on record',
    act: { notAnAct: 'makes files for their holders, on a machine that holds no home' },
    options: [
      { flags: '--name <name>', about: '链名 · name of the chain', required: true },
      { flags: '--authority <id>', about: '监管机关 · the authority', required: true },
      { flags: '--epoch <n>', about: '密钥期序号 · number of the epoch', required: true },
      {
        flags: '--officers <list>',
        about: '监管人员=接收公钥，逗号分隔 · officer=receiving key, by commas',
        required: true,
      },
      {
        flags: '--custodians <list>',
        about: '托管组织=接收公钥，逗号分隔 · organisation=receiving key, by commas',
        required: true,
      },
      { flags: '--officer-threshold <n>', about: '所需监管人数 · officers needed', otherwise: '3' },
      {
        flags: '--custodian-threshold <n>',
        about: '所需托管方数，默认逾三分之一 · custodians needed, more than a third by default',
      },
      {
        flags: '--witness <file...>',
        about: '在场者的密钥文件 · key files of who is there',
        required: true,
      },
      { flags: '--output <dir>', about: '空目录 · an empty folder', required: true },
    ],
    run: async (options) => (await import('./ceremony.ts')).dealCommand(options),
  },
  {
    group: 'ceremony',
    signature: 'check <file>',
    about: '核对仪式记录及其签名 · check the record of a ceremony',
    act: READS_FILES,
    options: [
      { flags: '--epoch-file <file>', about: '仪式给出的密钥期文件 · the epoch that it dealt' },
    ],
    run: async (options, file = '') => (await import('./ceremony.ts')).checkCommand(file, options),
  },
  {
    group: 'ceremony',
    signature: 'take <share>',
    about: '将托管份额放入节点目录 · take a custody share into the home of its node',
    act: { source: 'maintenance', event: 'custody-share-taken' },
    options: [
      { flags: HOME, about: '节点目录 · home of a node', required: true },
      {
        flags: '--epoch-file <file>',
        about: '仪式给出的密钥期文件 · the epoch that it is of',
        required: true,
      },
      { flags: '--organisation <id>', about: '托管组织 · the custodian', required: true },
    ],
    run: async (options, file = '') => (await import('./ceremony.ts')).takeCommand(file, options),
  },
];
