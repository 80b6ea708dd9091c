import { type CommandRow, nodeOptions } from './command-row.ts';

/** Commands about what an organisation filed. */
export const FILING_COMMANDS: readonly CommandRow[] = [
  {
    ...{ group: 'filing', act: { asksNode: true } },
    signature: 'declare <number>',
    about: '在链上声明已办理的备案 · declare on the chain what was filed',
    options: [
      ...nodeOptions,
      {
        flags: '--key <file>',
        about: '安全管理员的密钥文件 · key file of the security administrator',
        required: true,
      },
      { flags: '--kind <kind>', about: 'service | police | icp | mlps', required: true },
      { flags: '--granted <day>', about: '备案日期 · day on which it was granted', required: true },
      {
        flags: '--facts <hash>',
        about: '管理节点所示的备案内容哈希 · hash of what was filed, as the node shows it',
        required: true,
      },
      { flags: '--ended', about: '已注销或失效 · cancelled, or expired' },
    ],
    run: async (options, number = '') =>
      (await import('./filing.ts')).declareFilingCommand(number, options),
  },
];
