import type { EntryInput } from '@mingjing/journal';
import { type Checked, refused } from '@mingjing/protocol';
import { Chain } from '@mingjing/replica';
import { openError } from '../checks.ts';
import { EXPORT_ACT, exportNotes } from '../export/export-act.ts';
import {
  Exporter,
  type ExportFailure,
  type IssuedExport,
  type ReadExport,
  readExport,
} from '../export/exporter.ts';
import { KeyRing } from '../key-ring.ts';
import { openHomeJournal } from '../open-home-journal.ts';
import { statementSignerOf } from '../signer.ts';
import { nativeVerifier } from '../verification/native-verifier.ts';
import { type OfflineHome, openOfflineStore } from './open-offline.ts';

/** An export of a journal whose program does not run, and the block that it is judged by. */
export interface OfflineExport {
  readonly issued: Checked<IssuedExport, ExportFailure | 'malformed'>;
  readonly height: number;
  /** Block time, ms. */
  readonly time: number;
}

/**
 * Makes a lawful export from the journal of a home, by the same rules as its running program:
 * judged by the last block in the home, and an entry of the journal before the bytes are given.
 */
export async function exportJournal(
  home: OfflineHome,
  bytes: Uint8Array,
  passphrase?: string,
): Promise<OfflineExport> {
  const { paths, genesis, chainId, nodeId } = home;
  const store = await openOfflineStore(home);
  try {
    const opened = await Chain.open(genesis, store, nativeVerifier);
    if (!opened.ok) throw openError(opened.reason);
    const chain = opened.value;
    const { journal, personKeys } = await openHomeJournal(chainId, nodeId, home);
    try {
      const exporter = new Exporter({
        ...{ journal, personKeys, replica: { chain }, store, nodeId, now: () => Date.now() },
        statementSigner: statementSignerOf(KeyRing.ofHome(paths, passphrase)),
      });
      const asked = readExport(bytes);
      const notes = asked === undefined ? {} : notesOf(asked, home);
      const note = (entry: EntryInput) =>
        journal.append({ ...entry, ...notes, blockHeight: chain.height });
      const issued = await issue(exporter, asked).catch(async (error: unknown) => {
        await note({ ...EXPORT_ACT, result: 'failed' });
        throw error;
      });
      await note(entryOf(issued));
      return { issued, height: chain.height, time: chain.state.time };
    } finally {
      await journal.close();
    }
  } finally {
    await store.close();
  }
}

async function issue(
  exporter: Exporter,
  asked: ReadExport | undefined,
): Promise<OfflineExport['issued']> {
  return asked === undefined ? refused('malformed') : exporter.issue(asked);
}

function entryOf(issued: OfflineExport['issued']): EntryInput {
  if (!issued.ok) return { ...EXPORT_ACT, result: 'refused', reason: `export-${issued.reason}` };
  const { stubs, bodies } = issued.value;
  return { ...EXPORT_ACT, result: 'done', counts: [stubs, bodies] };
}

function notesOf(asked: ReadExport, { chainId, nodeId }: OfflineHome): Partial<EntryInput> {
  const { actor, object, subject } = exportNotes(asked, chainId, nodeId);
  return { actor, object, personal: { sourceAddress: '', sourcePort: 0, subject } };
}
