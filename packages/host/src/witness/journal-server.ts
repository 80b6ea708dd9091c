import type { SignedCheckpoint, StoredEntry } from '@mingjing/journal';
import type { Sight } from '@mingjing/oversight';
import {
  JOURNAL_PAGE_ENTRIES_MAX,
  type JournalCosigned,
  type JournalHeadRequest,
  type JournalPageRequest,
  type JournalSourceName,
  RefusalCode,
  type Request,
  type Response,
} from '@mingjing/protocol';
import type { NetworkHandler } from '@mingjing/replica';
import { type IntakePorts, takeCosigned } from './cosigned-intake.ts';
import { mayBeUntimely, sightOf } from './sight.ts';
import { sourceName } from './source-name.ts';

/** Bytes after which a page takes no further entry: one of them always fits the bulk stream. */
const PAGE_BYTES = 4 * 1024 * 1024;

type Answer = Omit<Response, 'id'>;
const badRequest: Answer = { refusal: { code: RefusalCode.badRequest } };

export interface ServerPorts extends IntakePorts {
  /** A question that this peer may not ask, or that no correct peer asks. */
  readonly refused: (peer: string, reason: string) => void;
}

/**
 * Answers other nodes' questions about this node's journal. Witnessing is no act of a person, so an
 * answer leaves no entry: entries that are read would make entries to be read. A refusal does, as
 * misbehaviour of the peer.
 */
export class JournalServer {
  readonly #ports: ServerPorts;
  readonly #heads = new Map<JournalSourceName, SignedCheckpoint>();

  constructor(ports: ServerPorts) {
    this.#ports = ports;
  }

  /** A handler that answers what is about the journal and leaves the rest to another one. */
  before(handler: NetworkHandler): NetworkHandler {
    return {
      envelope: (peer, envelope) => handler.envelope(peer, envelope),
      connected: (peer) => handler.connected(peer),
      disconnected: (peer) => handler.disconnected(peer),
      request: async (peer, request) =>
        (await this.answer(peer, request)) ?? (await handler.request(peer, request)),
    };
  }

  /** The answer to a question about the journal; undefined for any other question. */
  async answer(peer: string, request: Request): Promise<Answer | undefined> {
    const { journalHead, journalPage, journalCosigned } = request;
    const asked = journalHead ?? journalPage ?? journalCosigned;
    if (!asked) return undefined;
    const { registry, nodeId, refused } = this.#ports;
    const sight = sightOf(registry(), peer, nodeId);
    if (sight === undefined) {
      if (!mayBeUntimely(registry(), peer, nodeId)) refused(peer, 'journal-not-permitted');
      return { refusal: { code: RefusalCode.notPermitted } };
    }
    const source = sourceName(asked.source);
    if (source === undefined) {
      refused(peer, 'journal-no-such-log');
      return badRequest;
    }
    if (journalHead) return this.#head(source, journalHead);
    if (journalPage) return this.#page(peer, source, journalPage, sight);
    return this.#cosigned(peer, source, journalCosigned as JournalCosigned);
  }

  /** After a roll-back a witness asks from a size that the log does not reach: it sees the head. */
  async #head(source: JournalSourceName, { from }: JournalHeadRequest): Promise<Answer> {
    const { note, size } = await this.#freshHead(source);
    const isPartOf = from > 0 && from < size;
    const { journal } = this.#ports;
    const proof = isPartOf ? await journal.consistencyProof(source, from, size) : [];
    return { journalHead: { note: Buffer.from(note), proof } };
  }

  /** Covers all that is durable now: signed anew only when the log grew. */
  async #freshHead(source: JournalSourceName): Promise<SignedCheckpoint> {
    const { journal } = this.#ports;
    const known = this.#heads.get(source);
    if (known !== undefined && known.size === journal.durableSize(source)) return known;
    const signed = await journal.checkpoint(source);
    this.#heads.set(source, signed);
    return signed;
  }

  async #page(
    peer: string,
    source: JournalSourceName,
    { from, to, size }: JournalPageRequest,
    sight: Sight,
  ): Promise<Answer> {
    const { journal, refused } = this.#ports;
    const isPage = from < to && to - from <= JOURNAL_PAGE_ENTRIES_MAX && to <= size;
    if (!isPage) {
      refused(peer, 'journal-page-bounds');
      return badRequest;
    }
    if (size > journal.durableSize(source)) return { refusal: { code: RefusalCode.notHeld } };
    const entries = fitting(await journal.readRange(source, from, to));
    const proof = await journal.rangeProof(source, from, from + entries.length, size);
    const stubs = entries.map(({ stubBytes }) => stubBytes);
    const bodies = sight === 'stubs' ? [] : entries.map(({ bodyBytes }) => bodyBytes ?? NO_BYTES);
    return { journalPage: { stubs, bodies, proof } };
  }

  async #cosigned(
    peer: string,
    source: JournalSourceName,
    given: JournalCosigned,
  ): Promise<Answer> {
    const taken = await takeCosigned(this.#ports, peer, source, given);
    if (taken.ok) return { journalCosigned: {} };
    this.#ports.refused(peer, `cosignature-${taken.reason}`);
    return badRequest;
  }
}

const NO_BYTES = new Uint8Array(0);

function fitting(entries: readonly StoredEntry[]): readonly StoredEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ stubBytes, bodyBytes }, index) => {
    bytes += stubBytes.length + (bodyBytes?.length ?? 0);
    return index > 0 && bytes > PAGE_BYTES;
  });
  return end < 0 ? entries : entries.slice(0, end);
}
