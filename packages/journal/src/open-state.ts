import type { Signer } from '@mingjing/crypto/node';
import type { JournalSourceName } from '@mingjing/protocol';
import { JournalError } from './errors.ts';
import type { JournalPlace } from './place.ts';
import { checkpointFault } from './writer/checkpoints.ts';
import { CommitWriter, defaultWriterLimits, type WriterLimits } from './writer/commit-writer.ts';
import { closeLogs, type LogStores, loadJournal } from './writer/load-journal.ts';

/** All that is read from disk and starts anew with `reopen`. */
export interface OpenState {
  readonly logs: LogStores;
  readonly writer: CommitWriter;
  /** Index of the next entry built, per source; ahead of the durable size. */
  readonly next: Map<JournalSourceName, number>;
  readonly checkpoints: Map<JournalSourceName, { size: number; time: number }>;
}

/** Brings a folder to its last durable state, and holds each log against its checkpoint. */
export async function openState(
  options: { readonly signer: Signer; readonly writerLimits?: Partial<WriterLimits> },
  place: JournalPlace,
): Promise<OpenState> {
  const { logs, tail } = await loadJournal(place);
  try {
    await assertCheckpoints(place, logs, options.signer.publicKey);
  } catch (cause) {
    await tail.close();
    await closeLogs(logs);
    throw cause;
  }
  const limits = { ...defaultWriterLimits, ...options.writerLimits };
  return {
    logs,
    writer: new CommitWriter(place, logs, tail, limits),
    next: new Map([...logs].map(([source, log]) => [source, log.size])),
    checkpoints: new Map(),
  };
}

async function assertCheckpoints(
  place: JournalPlace,
  logs: LogStores,
  publicKey: Uint8Array,
): Promise<void> {
  for (const log of logs.values()) {
    const fault = await checkpointFault(place, log, publicKey);
    // After the journal key was replaced the last checkpoint is still by the old one.
    if (fault === undefined || fault === 'unknown-key') continue;
    const message = `log ${log.source} does not agree with its checkpoint: ${fault}`;
    throw new JournalError('JOURNAL_DAMAGED', message);
  }
}
