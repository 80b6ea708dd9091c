import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { typedCommand } from '../command.ts';
import { type Block, seconds } from '../printing.ts';
import { addressOf, type Stage, type Step } from '../stage.ts';

export const end: Step = {
  name: 'end',
  needs: [],
  async run(stage, block) {
    for (const { step, seconds: took } of stage.times) {
      block.fact('stepTook', { step: block.text(`title.${step}`), seconds: took });
    }
    block.fact('total', { seconds: seconds(stage.startedAt) });
    addresses(stage, block);
    const first = stage.network?.validators[0];
    if (first?.isRunning) {
      block.fact('tryCommands');
      block.detail(typedCommand('status', '--home', first.home));
      const key = stage.network?.testnet.users[0] ?? '';
      const folder = join(stage.folder, 'receipts');
      const more = ['--home', first.home, '--key', key, '--receipts', folder];
      block.detail(typedCommand('publish', 'README.md', ...more));
    }
    block.fact(stage.options.isOnce ? 'endsNow' : 'stopBy');
    block.fact(stage.options.keep === undefined ? 'removed' : 'kept', { folder: stage.folder });
  },
};

/** What can be opened while the programs run. */
function addresses({ network, page }: Stage, block: Block): void {
  const programs = network === undefined ? [] : [network.supervision, ...network.validators];
  for (const program of programs) {
    // One that ended has no address; its step said so.
    if (program.reachedAt === undefined) continue;
    const address = addressOf(program.reachedAt);
    const isConsole = program === network?.supervision;
    const key = isConsole ? 'openSupervision' : 'openApi';
    const path = isConsole ? '/' : '/v1/status';
    block.fact(key, { node: program.nodeId, address: `${address}${path}` });
    if (program === network?.validators[0]) {
      block.fact('openConsole', { node: program.nodeId, address: `${address}/console/` });
    }
  }
  if (page !== undefined) block.fact('openPage', { address: pathToFileURL(page).href });
}
