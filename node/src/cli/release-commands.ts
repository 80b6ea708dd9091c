import { type CommandRow, HOME, READS_FILES } from './command-row.ts';

const output = {
  flags: '--output <file>',
  about: '存到此新文件 · save it in this new file',
  required: true,
} as const;

/** Commands about the program itself and what is kept of it. */
export const RELEASE_COMMANDS: readonly CommandRow[] = [
  {
    signature: 'manifest',
    about: '程序文件的发布清单 · manifest of the files of this program',
    act: READS_FILES,
    options: [output],
    run: async (options) => (await import('./release.ts')).manifestCommand(options),
  },
  {
    signature: 'inventory',
    about: '程序所用依赖库清单（CycloneDX）· libraries of this program, as CycloneDX',
    act: READS_FILES,
    options: [output],
    run: async (options) => (await import('./release.ts')).inventoryCommand(options),
  },
  {
    signature: 'restore-drill',
    about: '把备份恢复到临时目录并核验 · restore a backup into a scratch folder and verify it',
    act: { asksNode: true },
    options: [
      { flags: HOME, about: '本机运行中的节点目录 · home of the running node', required: true },
      { flags: '--from <file>', about: '备份文件 · a backup', required: true },
    ],
    run: async (options) => (await import('./restore-drill.ts')).restoreDrillCommand(options),
  },
];
