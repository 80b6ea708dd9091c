import { equalBytes, type VerifySignature } from '@mingjing/crypto';
import { keyOf, type RegistryReader } from '@mingjing/execution';
import type { HeldCopy, Journal } from '@mingjing/journal';
import {
  type Checked,
  copyStatementCodec,
  type JournalCosigned,
  type JournalSourceName,
  KeyPurpose,
  logOrigin,
  type Node,
  passed,
  refused,
  type SignedCopy,
  signedStatement,
  Tag,
  witnessName,
} from '@mingjing/protocol';
import {
  formatNote,
  noteKey,
  parseNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  type VerifyCheckpointRefusal,
  verifyCheckpoint,
} from '@mingjing/tlog';
import { sourceName } from './source-name.ts';

export type CosignedRefusal =
  | VerifyCheckpointRefusal
  | 'note-size'
  | 'unknown-witness'
  | 'no-cosignature'
  | 'beyond-log'
  | 'other-root'
  | 'copy-not-canonical'
  | 'copy-of-another-log'
  | 'copy-signature';

export interface IntakePorts {
  readonly chainId: string;
  readonly nodeId: string;
  readonly journal: Journal;
  readonly registry: () => RegistryReader;
  readonly verify: VerifySignature;
}

/** A checkpoint has three lines, a signature line less than 300 characters. */
const NOTE_BYTES_MAX = 2048;

/**
 * Takes what a witness gave back for a log of this node: its own checkpoint with that witness's
 * cosignature, and a statement of the copy it holds. Each is verified as a stranger would, and kept
 * beside the checkpoint; nothing of a message is kept when any part of it is refused.
 */
export async function takeCosigned(
  ports: IntakePorts,
  peer: string,
  source: JournalSourceName,
  { note, copy }: JournalCosigned,
): Promise<Checked<undefined, CosignedRefusal>> {
  const witness = ports.registry().get('node', peer);
  const own = ports.registry().get('node', ports.nodeId);
  if (witness === undefined || own === undefined) return refused('unknown-witness');
  const checked = await checkNote(ports, { witness, own, source }, note);
  if (!checked.ok) return checked;
  const held = copy ? await checkCopy(ports, witness, source, copy) : passed(undefined);
  if (!held.ok) return held;
  await ports.journal.cosigned.keep(source, {
    witness: peer,
    note: checked.value,
    ...(held.value === undefined ? {} : { copy: held.value }),
  });
  return passed(undefined);
}

interface Parties {
  readonly witness: Node;
  readonly own: Node;
  readonly source: JournalSourceName;
}

/** The note with the two signatures that were verified, and no other. */
async function checkNote(
  { chainId, nodeId, journal, verify }: IntakePorts,
  { witness, own, source }: Parties,
  note: Uint8Array,
): Promise<Checked<string, CosignedRefusal>> {
  if (note.length > NOTE_BYTES_MAX) return refused('note-size');
  const origin = logOrigin(chainId, nodeId, source);
  const name = witnessName(chainId, witness.id);
  const logKey = noteKey(origin, TYPE_ED25519, keyOf(own, KeyPurpose.journal));
  const witnessKey = noteKey(name, TYPE_COSIGNATURE, keyOf(witness, KeyPurpose.journal));
  const trust = { origin, logKeys: [logKey], witnessKeys: [witnessKey], verify };
  const checked = verifyCheckpoint(note, trust);
  if (!checked.ok) return checked;
  const { checkpoint, cosignatures, text } = checked.value;
  if (cosignatures.length === 0) return refused('no-cosignature');
  const fault = await rootFault(journal, source, checkpoint);
  if (fault !== undefined) return refused(fault);
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const signatures = [logKey, witnessKey].flatMap((key) => {
    const line = parsed.value.signatures.find(
      (each) => each.name === key.name && each.keyId === key.keyId,
    );
    return line === undefined ? [] : [line];
  });
  return passed(formatNote({ text, signatures }));
}

async function checkCopy(
  { chainId, nodeId, journal, verify }: IntakePorts,
  witness: Node,
  source: JournalSourceName,
  { statement, signature }: SignedCopy,
): Promise<Checked<HeldCopy, CosignedRefusal>> {
  const parsed = copyStatementCodec.parse(statement);
  if (!parsed.ok) return refused('copy-not-canonical');
  const { holder, nodeId: owner, source: number, size, root } = parsed.value;
  const isOfLog = holder === witness.id && owner === nodeId && sourceName(number) === source;
  if (!isOfLog) return refused('copy-of-another-log');
  const fault = await rootFault(journal, source, { size, root });
  if (fault !== undefined) return refused(fault);
  const key = keyOf(witness, KeyPurpose.statement);
  if (!verify(key, signedStatement(Tag.copy, chainId, statement), signature)) {
    return refused('copy-signature');
  }
  return passed({ size, statement, signature });
}

async function rootFault(
  journal: Journal,
  source: JournalSourceName,
  { size, root }: { readonly size: number; readonly root: Uint8Array },
): Promise<'beyond-log' | 'other-root' | undefined> {
  if (size === 0 || size > journal.durableSize(source)) return 'beyond-log';
  return equalBytes(await journal.rootAt(source, size), root) ? undefined : 'other-root';
}
