import { openOffline, restore, rollback } from '@mingjing/host/offline';
import { homeFacts } from './home-facts.ts';
import { type CommonOptions, Output } from './output.ts';
import { progressLine } from './progress.ts';

export interface RollbackCommand extends CommonOptions {
  readonly home: string;
}

export interface RestoreCommand extends RollbackCommand {
  readonly from: string;
  readonly replace?: boolean;
}

/** Puts a backup into a home whose node does not run. */
export async function restoreCommand(options: RestoreCommand): Promise<void> {
  const output = new Output(options);
  const home = await openHome(options);
  try {
    const { height, attachments, takenDown, nodeId } = await restore(home, {
      from: options.from,
      replaces: options.replace === true,
      onProgress: progressLine(output, options),
    });
    output.line('cli.restored', { height, attachments, node: nodeId });
    if (takenDown > 0) output.line('cli.restoredWithout', { takenDown });
    output.json({ height, attachments, taken_down: takenDown, backup_of: nodeId });
  } finally {
    await home.release();
  }
}

/** Takes a home whose node does not run one height back. */
export async function rollbackCommand(options: RollbackCommand): Promise<void> {
  const output = new Output(options);
  const home = await openHome(options);
  try {
    const height = await rollback(home, progressLine(output, options));
    output.line('cli.rolledBack', { height });
    output.json({ height });
  } finally {
    await home.release();
  }
}

function openHome({ home }: RollbackCommand) {
  const { nodeId } = homeFacts(home);
  const passphrase = process.env['MINGJING_PASSPHRASE'];
  return openOffline({ home, nodeId, ...(passphrase === undefined ? {} : { passphrase }) });
}
