import { bytesToHex, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { statementSigningBytes } from '@mingjing/protocol';
import { type Collection, type DocumentChange, LISTED_MAX, type Shelf } from '@mingjing/storage';
import type { AgendaSource, DueItem } from '../agenda.ts';
import { dayOf, endOf } from '../calendar/shanghai-days.ts';
import type { Watch } from '../clockwork.ts';
import { newId } from '../new-id.ts';
import type { Appointing } from '../officers.ts';
import { type ActWriter, recordProgramAct } from '../own-act.ts';
import { type DocumentForm, type DocumentVersion, SLOTS, versionsOn } from './document.ts';
import {
  attestationStatement,
  type KnownVersion,
  type SlotStanding,
  standingOfSlots,
} from './document-rules.ts';
import { piecesOf, readFile } from './stored-file.ts';

/** Versions of one slot: four a year for fifty years, or the letters of everybody. */
const VERSIONS_MAX = 200;
/** Files together: they lie in the database of the forms. */
const STORED_BYTES_MAX = 2 * 1024 * 1024 * 1024;
/** Each file is read and held against its hash so often. */
const CHECK_MS = 24 * 60 * 60 * 1000;
const MANAGERS = ['security-admin', 'system-admin', 'audit-admin', 'disclosure'] as const;

/** The attested documents: what they say in memory, their files sealed on the shelf. */
export class DocumentDesk implements AgendaSource, Watch {
  readonly area = 'documents';
  readonly #shelf: Shelf;
  readonly #host: Appointing & ActWriter;
  readonly #onShelf: Collection<DocumentVersion>;
  readonly #known = new Map<string, KnownVersion>();
  readonly #checkedAt = new Map<string, number>();

  private constructor(shelf: Shelf, host: Appointing & ActWriter) {
    this.#shelf = shelf;
    this.#host = host;
    this.#onShelf = versionsOn(shelf);
  }

  static async open(shelf: Shelf, host: Appointing & ActWriter): Promise<DocumentDesk> {
    const desk = new DocumentDesk(shelf, host);
    for (const { id: slot } of SLOTS) {
      const found = await desk.#onShelf.list({ start: `${slot}.`, limit: LISTED_MAX });
      for (const { id, value } of found) desk.#know(id, value);
    }
    return desk;
  }

  find(id: string): KnownVersion | undefined {
    return this.#known.get(id);
  }

  /** Versions of a slot, latest first. */
  versions(slot: string): KnownVersion[] {
    return [...this.#known.values()].filter(({ value }) => value.slot === slot).reverse();
  }

  standing(now: number): SlotStanding[] {
    return standingOfSlots([...this.#known.values()], dayOf(now));
  }

  /** Whether there is room for another version of a slot with a file of a size. */
  hasRoom(slot: string, size: number): boolean {
    const stored = [...this.#known.values()].reduce((sum, { value }) => sum + value.size, size);
    return stored <= STORED_BYTES_MAX && this.versions(slot).length < VERSIONS_MAX;
  }

  /** A new version of a form that was judged. */
  versionOf(form: DocumentForm, file: Uint8Array, by: string, now: number): KnownVersion {
    const { example, expires_on, issued_on, issuer, owner } = form;
    const value: DocumentVersion = {
      ...{ slot: form.slot, fileName: form.file_name, mediaType: form.media_type },
      ...{ size: file.length, sha256: bytesToHex(sha256(file)) },
      facts: { example, expires_on, issued_on, issuer, owner },
      ...{ uploadedBy: by, uploadedAt: now, attestation: null, withdrawn: null, damagedAt: null },
    };
    return { id: `${form.slot}.${newId(now)}`, value, isSignatureGood: false };
  }

  /** Keeps a version, with its file when it is new: all of it or nothing. */
  async keep(id: string, value: DocumentVersion, file?: Uint8Array): Promise<KnownVersion> {
    const changes: DocumentChange[] = file === undefined ? [] : piecesOf(id, file);
    await this.#shelf.change([...changes, this.#onShelf.put(id, value)]);
    return this.#know(id, value);
  }

  /** Whether a signature states what an attestation of a version states. */
  isAttestation(
    { id, value }: Pick<KnownVersion, 'id' | 'value'>,
    { officer, publicKey, signature }: Signed,
  ): boolean {
    const { nodeId, replica } = this.#host;
    const statement = attestationStatement(nodeId, { id, value }, officer);
    const bytes = statementSigningBytes(replica.chain.chainId, statement);
    return verify(publicKey, bytes, signature);
  }

  /** The file, or that it is not what it was, which is then told and kept. */
  async read(id: string, now: number): Promise<Uint8Array | 'damaged'> {
    const known = this.#known.get(id);
    if (known === undefined) return 'damaged';
    const file = await readFile(this.#shelf, id, known.value);
    this.#checkedAt.set(id, now);
    if (file === 'damaged' && known.value.damagedAt === null) {
      await recordProgramAct(this.#host, { event: 'document-damaged', object: id });
      await this.keep(id, { ...known.value, damagedAt: now });
    }
    return file;
  }

  /** Reads one file that was not read for a day: they all have their turn. */
  tick(now: number): Promise<void> {
    return this.#shelf.inTurn(async () => {
      for (const { id, value } of this.#known.values()) {
        const age = now - (this.#checkedAt.get(id) ?? Number.NEGATIVE_INFINITY);
        if (age < CHECK_MS || value.damagedAt !== null) continue;
        await this.read(id, now);
        return;
      }
    });
  }

  due(now: number): DueItem[] {
    return this.standing(now).flatMap((standing) => dueItem(standing) ?? []);
  }

  #know(id: string, value: DocumentVersion): KnownVersion {
    const { attestation } = value;
    const isSignatureGood =
      attestation !== null &&
      this.isAttestation(
        { id, value },
        {
          officer: attestation.officer,
          publicKey: Buffer.from(attestation.publicKey, 'hex'),
          signature: Buffer.from(attestation.signature, 'hex'),
        },
      );
    const known = { id, value, isSignatureGood };
    this.#known.set(id, known);
    return known;
  }
}

interface Signed {
  readonly officer: string;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

function dueItem({ expiresOn, faults, level, slot }: SlotStanding): DueItem | undefined {
  const [kind] = faults;
  if (kind === undefined || level === 'none') return undefined;
  const dueAt = kind === 'due-soon' && expiresOn !== null ? endOf(expiresOn) : null;
  return { area: 'documents', kind, reference: slot.id, roles: MANAGERS, dueAt };
}
