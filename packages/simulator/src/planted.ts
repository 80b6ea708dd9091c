import { bytesToHex } from '@mingjing/crypto';
import {
  blockCodec,
  blockId,
  commitCertificateCodec,
  headerCodec,
  type SyncBlock,
} from '@mingjing/protocol';
import type { BlockCommit, Clock, Store, WriteAheadLog } from '@mingjing/replica';
import { worldKey } from './world/keys.ts';
import type { PlantedFault } from './world/world.ts';

// Defects put in on purpose, to see that some checker finds each: a check that cannot fail is
// none. All of them lie in ports and in the network; each call gives one of its own, with its own
// memory, for one run.

/** How long the write-ahead log keeps back what it says it wrote, ms. */
const WRITE_BACK_MS = 5000;

/** Votes leave before the write-ahead log is durable: it says so at once, and writes later. */
export function votesBeforeWriteAhead(): PlantedFault {
  return { ports: (_node, ports) => ({ ...ports, wal: hasty(ports.wal, ports.clock) }) };
}

/** Nothing stands between the key and what it signs, and the write-ahead log forgets. */
export function noSignGuard(): PlantedFault {
  return {
    ports: (node, ports, { options }) => {
      const vote = worldKey(node, 'vote', options.signatures);
      const { signer } = ports;
      const unguarded = signer && {
        ...signer,
        signVote: async (_vote: unknown, signing: Uint8Array) => vote.sign(signing),
        signProposal: async (_at: unknown, signing: Uint8Array) => vote.sign(signing),
      };
      const { wal } = ports;
      const forgetful: WriteAheadLog = {
        load: async () => [],
        append: (record) => wal.append(record),
        isLong: () => wal.isLong(),
        replace: (records) => wal.replace(records),
        clear: () => wal.clear(),
      };
      return { ...ports, signer: unguarded, wal: forgetful };
    },
  };
}

/** The store says that a height is durable before it is. */
export function hastyCommit(): PlantedFault {
  return {
    ports: (_node, ports) => {
      let writing = Promise.resolve();
      const commit = async (height: BlockCommit) => {
        // Begun and not waited for; what a crash does to it nobody hears.
        writing = writing.then(() => ports.store.commit(height)).catch(() => undefined);
        await ports.clock.yield();
      };
      return { ...ports, store: replaced(ports.store, { commit }) };
    },
  };
}

/** Attachments are never written. */
export function forgottenAttachments(): PlantedFault {
  return {
    ports: (_node, ports) => ({
      ...ports,
      store: replaced(ports.store, { putAttachments: async () => undefined }),
    }),
  };
}

/** What a node has sent to a peer once it never sends again. */
export function noResending(): PlantedFault {
  const sent = new Set<string>();
  return {
    passes: (from, to, frame) => {
      const key = `${from}>${to} ${bytesToHex(frame)}`;
      if (sent.has(key)) return false;
      sent.add(key);
      return true;
    },
  };
}

/** Whoever asks for blocks gets forged ones, and `believes` every signature. */
export function forgedBlocks(believes: boolean): PlantedFault {
  return {
    ports: (node, ports) => {
      if (node !== 'node-f' || !believes) return ports;
      const verifier = {
        verify: () => true,
        verifyMany: async (all: readonly unknown[]) => all.map(() => true),
        checkProofs: async (all: readonly unknown[]) => all.map(() => true),
      };
      return { ...ports, verifier };
    },
    answered: (_node, _request, response) => {
      const [first] = response.blocks?.blocks ?? [];
      return first === undefined ? response : { blocks: { blocks: [forged(first)] } };
    },
  };
}

/** Forged blocks, and nobody checks a signature. */
export function believedForgeries(): PlantedFault {
  return forgedBlocks(true);
}

/** A block travels with the certificate of the one before it. */
export function staleCertificates(): PlantedFault {
  const certificates = new Map<number, Uint8Array>();
  const staled = (sent: SyncBlock): SyncBlock => {
    const { height } = commitCertificateCodec.decode(sent.certificate);
    certificates.set(height, sent.certificate);
    return { ...sent, certificate: certificates.get(height - 1) ?? sent.certificate };
  };
  return {
    answered: (_node, _request, response) =>
      response.blocks ? { blocks: { blocks: response.blocks.blocks.map(staled) } } : response,
  };
}

/** One node deletes nothing of what is taken down. */
export function keptTakenDown(): PlantedFault {
  return {
    ports: (node, ports) => {
      if (node !== 'node-b') return ports;
      const deleteAttachments = async () => undefined;
      return { ...ports, store: replaced(ports.store, { deleteAttachments }) };
    },
  };
}

/** One node's store gives back a state that lacks an entry. */
export function lyingState(): PlantedFault {
  return {
    ports: (node, ports) => {
      if (node !== 'node-b') return ports;
      const loadState = async () => {
        const stored = await ports.store.loadState();
        return stored && { ...stored, registry: stored.registry.slice(1) };
      };
      return { ...ports, store: replaced(ports.store, { loadState }) };
    },
  };
}

function hasty(wal: WriteAheadLog, clock: Clock): WriteAheadLog {
  return {
    load: () => wal.load(),
    append: async (record) => {
      clock.schedule(WRITE_BACK_MS, () => void wal.append(record).catch(() => undefined));
    },
    isLong: () => false,
    replace: (records) => wal.replace(records),
    clear: () => wal.clear(),
  };
}

function replaced(store: Store, methods: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, key) => {
      const own = Reflect.get(methods, key);
      if (own !== undefined) return own;
      const member: unknown = Reflect.get(target, key);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

type Sent = Record<'block' | 'certificate' | 'results', Uint8Array> & { attachments: never[] };

// The same block under another time, with a certificate whose signatures say nothing.
function forged(sent: { block: Uint8Array; certificate: Uint8Array }): Sent {
  const block = blockCodec.decode(sent.block);
  const header = headerCodec.decode(block.header);
  const { version, rulesVersion, chainId, height, time, proposer, parentId } = header;
  const { parentCertificateHash, transactionsRoot, stateRoot, resultsRoot } = header;
  const { validatorsHash, nextValidatorsHash, parametersHash } = header;
  const changed = headerCodec.encode({
    version,
    rulesVersion,
    chainId,
    height,
    time: time + 1,
    proposer,
    parentId,
    parentCertificateHash,
    transactionsRoot,
    stateRoot,
    resultsRoot,
    validatorsHash,
    nextValidatorsHash,
    parametersHash,
  });
  const { round, signatures } = commitCertificateCodec.decode(sent.certificate);
  const { parentCertificate, transactions } = block;
  return {
    block: blockCodec.encode({ header: changed, parentCertificate, transactions }),
    certificate: commitCertificateCodec.encode({
      height,
      round,
      blockId: blockId(chainId, changed),
      signatures,
    }),
    attachments: [],
    results: new Uint8Array(0),
  };
}
