import {
  commitCertificateCodec,
  type SnapshotChunk,
  SnapshotKind,
  type SnapshotManifest,
  type SnapshotProof,
  snapshotChunkCodec,
  snapshotChunkHash,
  snapshotHash,
  snapshotManifestCodec,
  snapshotProofCodec,
} from '@mingjing/protocol';
import type { Request, Response } from '@mingjing/replica';
import { FOLLOWER } from '@mingjing/simulator';
import { describe, expect, it } from 'vitest';
import { carry } from './carry.ts';
import { SnapshotWorld } from './snapshot-world.ts';

/** A snapshot taken apart, for changing. */
interface Parts {
  manifest: SnapshotManifest;
  proof: SnapshotProof;
  chunks: { kind: number; chunk: SnapshotChunk }[];
}

interface Forged {
  readonly height: number;
  readonly manifestHash: Uint8Array;
  readonly manifest: Uint8Array;
  readonly proof: Uint8Array;
  readonly chunks: readonly Uint8Array[];
}

/** Validators that all offer one forged snapshot, whose hashes are right. */
class ForgingWorld extends SnapshotWorld {
  forged: Forged | undefined;

  constructor() {
    super({
      answered: (_node, request, response) =>
        this.forged === undefined ? response : (answerOf(this.forged, request) ?? response),
    });
  }

  async forge(change: (parts: Parts) => void): Promise<void> {
    const shelf = this.shelf('node-a');
    const [offer] = shelf.list();
    const parts = offer && (await shelf.parts(offer.manifestHash));
    if (offer === undefined || parts === undefined) throw new Error('there is no snapshot');
    const manifest = snapshotManifestCodec.decode(parts.manifest);
    const chunks: Parts['chunks'] = [];
    for (const [index, { kind }] of manifest.chunks.entries()) {
      const bytes = await shelf.chunk(offer.manifestHash, index);
      chunks.push({ kind, chunk: snapshotChunkCodec.decode(bytes ?? new Uint8Array(0)) });
    }
    const apart = { manifest, proof: snapshotProofCodec.decode(parts.proof), chunks };
    change(apart);
    this.forged = together(apart, offer.height, this.world.chainId);
  }
}

function together({ manifest, proof, chunks }: Parts, height: number, chainId: string): Forged {
  const encoded = chunks.map(({ chunk }) => snapshotChunkCodec.encode(chunk));
  const refs = encoded.map((bytes, index) => ({
    kind: chunks[index]?.kind ?? 0,
    sizeBytes: bytes.length,
    hash: snapshotChunkHash(chainId, bytes),
  }));
  const bytes = snapshotManifestCodec.encode(Object.assign(manifest, { chunks: refs }));
  return {
    height,
    manifestHash: snapshotHash(chainId, bytes),
    manifest: bytes,
    proof: snapshotProofCodec.encode(proof),
    chunks: encoded,
  };
}

function answerOf(forged: Forged, request: Request): Omit<Response, 'id'> | undefined {
  const { height, manifestHash, manifest, proof, chunks } = forged;
  if (request.snapshots) return { snapshots: { offers: [{ height, manifestHash }] } };
  if (request.snapshot) return { snapshot: { manifest, proof } };
  if (!request.snapshotChunk) return undefined;
  const chunk = chunks[request.snapshotChunk.index];
  return chunk && { snapshotChunk: { chunk } };
}

function chunkOf({ chunks }: Parts, kind: keyof typeof SnapshotKind): SnapshotChunk {
  const found = chunks.find((each) => each.kind === SnapshotKind[kind]);
  if (found === undefined) throw new Error(`there is no ${kind}`);
  return found.chunk;
}

function flipped(bytes: Uint8Array, at = 0): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe('a snapshot that every peer offers, with hashes that are right, is refused', () => {
  it.each<[string, string, (parts: Parts) => void]>([
    [
      'an entry of the registry altered',
      'state-root-differs',
      (parts) => {
        const [entry] = chunkOf(parts, 'registry').registry;
        if (entry) entry.value = flipped(entry.value, entry.value.length - 1);
      },
    ],
    [
      'an entry of the registry left out',
      'state-root-differs',
      (parts) => chunkOf(parts, 'registry').registry.splice(3, 1),
    ],
    [
      'entries of the registry in another order',
      'registry-order',
      (parts) => chunkOf(parts, 'registry').registry.reverse(),
    ],
    [
      'a replay bucket left out',
      'state-root-differs',
      (parts) => {
        const filled = chunkOf(parts, 'replay').replay.find(({ ids }) => ids.length > 0);
        if (filled) filled.ids = new Uint8Array(0);
      },
    ],
    [
      'a replay record left out',
      'replay-order',
      (parts) => chunkOf(parts, 'replay').replay.splice(1, 1),
    ],
    [
      'all of the replay set left out',
      'replay-order',
      (parts) => {
        parts.chunks = parts.chunks.filter(({ kind }) => kind !== SnapshotKind.replay);
      },
    ],
    [
      'a record leaf altered',
      'record-leaves-differ',
      (parts) => {
        const chunk = chunkOf(parts, 'leaves');
        chunk.leaves = flipped(chunk.leaves);
      },
    ],
    [
      'the record leaves left out',
      'record-leaves-differ',
      (parts) => {
        parts.chunks = parts.chunks.filter(({ kind }) => kind !== SnapshotKind.leaves);
      },
    ],
    [
      'record leaves that are no whole hashes',
      'chunk-malformed',
      (parts) => {
        const chunk = chunkOf(parts, 'leaves');
        chunk.leaves = chunk.leaves.subarray(1);
      },
    ],
    [
      'another frontier of the record tree',
      'state-root-differs',
      ({ manifest }) => {
        manifest.stateSummary = flipped(manifest.stateSummary, 12);
      },
    ],
    [
      'another block',
      'block-differs',
      (parts) => {
        const chunk = chunkOf(parts, 'block');
        chunk.block = flipped(chunk.block, chunk.block.length - 1);
      },
    ],
    [
      'another result',
      'block-differs',
      (parts) => {
        chunkOf(parts, 'block').results = Uint8Array.of(0, 11);
      },
    ],
    [
      'chunks of kinds in another order',
      'manifest-malformed',
      (parts) => {
        parts.chunks.reverse();
      },
    ],
    [
      'a newer format',
      'newer-format',
      ({ manifest }) => {
        manifest.version = 2;
      },
    ],
    [
      'another chain',
      'other-chain',
      ({ manifest }) => {
        manifest.chainId = 'simulated-0000000000000000';
      },
    ],
    [
      'a height that is not above the local one',
      'not-newer',
      ({ manifest }) => {
        manifest.height = 0;
      },
    ],
    [
      'another block id than the certified',
      'other-block',
      ({ manifest }) => {
        manifest.blockId = flipped(manifest.blockId);
      },
    ],
    [
      'a certificate of too few',
      'proof-certificate-no-quorum',
      ({ proof }) => {
        const { height, round, blockId, signatures } = commitCertificateCodec.decode(
          proof.certificate,
        );
        const few = { height, round, blockId, signatures: signatures.slice(0, 2) };
        proof.certificate = commitCertificateCodec.encode(few);
      },
    ],
    [
      'a missing change of the validator set',
      'proof-header-other-validators',
      ({ proof }) => proof.steps.splice(0, 1),
    ],
    [
      'a change of the validator set without its quorum',
      'proof-step-no-quorum',
      ({ proof }) => {
        const [step] = proof.steps;
        const [height, round] = [1, 0];
        if (step) {
          const { blockId } = commitCertificateCodec.decode(step.certificate);
          step.certificate = commitCertificateCodec.encode({
            ...{ height, round, blockId },
            signatures: [],
          });
        }
      },
    ],
  ])('%s: %s', async (_what, reason, change) => {
    const quiet = new ForgingWorld();
    await quiet.history(1);
    const at = await carry(quiet, { setVotingPower: { nodeId: 'node-c', power: 12 } });
    expect(at).toBeLessThan(5);
    await quiet.history(6);
    await quiet.forge(change);
    quiet.join();
    await quiet.until(() => quiet.journal.length > 0, 5000);
    expect(quiet.journal[0]).toMatchObject({ event: 'snapshot-joined', result: 'refused', reason });
    expect(quiet.joining?.chain.height).toBe(0);
    expect(new Set(quiet.accusations.map((each) => each.split(' ')[2]))).toEqual(
      new Set([`snapshot-${reason}`]),
    );
    // Nothing of it is left: an honest snapshot goes in.
    quiet.forged = undefined;
    await quiet.untilJoined();
    expect(quiet.blocks(quiet.joiner).map(({ executed }) => executed.header.height)).toEqual([6]);
  });
});

describe('a chunk that is not the one of the manifest', () => {
  const lies: [
    string,
    (chunk: Uint8Array, index: number, all: readonly Uint8Array[]) => unknown,
  ][] = [
    ['truncated', (chunk) => chunk.subarray(0, chunk.length - 1)],
    ['altered', (chunk) => flipped(chunk, chunk.length >> 1)],
    ['of another place', (_chunk, index, all) => all[(index + 1) % all.length]],
  ];
  it.each(lies)('%s: its sender is named and asked no more', async (_what, lie) => {
    const all: Uint8Array[] = [];
    const quiet = new SnapshotWorld({
      answered: (node, request, response) => {
        const { snapshotChunk } = response;
        if (!snapshotChunk || !request.snapshotChunk || node !== 'node-b') return response;
        const { index } = request.snapshotChunk;
        return { snapshotChunk: { chunk: lie(snapshotChunk.chunk, index, all) as Uint8Array } };
      },
    });
    await quiet.history();
    const [offer] = quiet.shelf('node-a').list();
    for (let index = 0; index < 4; index += 1) {
      const chunk = offer && (await quiet.shelf('node-a').chunk(offer.manifestHash, index));
      if (chunk) all.push(chunk);
    }
    quiet.join();
    await quiet.untilJoined();
    expect(quiet.journal[0]).toMatchObject({ event: 'snapshot-joined', result: 'done' });
    expect(quiet.accusations).toEqual(['node-f node-b snapshot-chunk-differs']);
  });

  it('that never comes: its holder is named, and another is asked', async () => {
    const quiet = new SnapshotWorld({
      ports: (node, ports) => {
        if (node !== FOLLOWER) return ports;
        const { network } = ports;
        const silent: typeof network = {
          peers: () => network.peers(),
          send: (peer, envelope) => network.send(peer, envelope),
          request: (peer, request) =>
            peer === 'node-c' && request.snapshotChunk
              ? new Promise(() => undefined)
              : network.request(peer, request),
        };
        return { ...ports, network: silent };
      },
    });
    await quiet.history(6);
    quiet.join();
    await quiet.until(() => quiet.journal.some(({ event }) => event === 'snapshot-joined'), 20_000);
    expect(quiet.journal).toMatchObject([
      { event: 'sync-peer-stalled', peer: 'node-c' },
      { event: 'snapshot-joined', result: 'done' },
    ]);
    expect(quiet.accusations).toEqual([]);
  });

  it('from everybody: the snapshot is given up, and the blocks are taken', async () => {
    const quiet = new SnapshotWorld({
      answered: (_node, _request, response) =>
        response.snapshotChunk
          ? { snapshotChunk: { chunk: response.snapshotChunk.chunk.subarray(1) } }
          : response,
    });
    await quiet.history();
    quiet.join();
    await quiet.untilJoined(30_000);
    expect(quiet.journal[0]).toMatchObject({ result: 'refused', reason: 'chunk-missing' });
    expect(quiet.blocks(quiet.joiner).at(0)?.executed.header.height).toBe(1);
    expect(new Set(quiet.accusations)).toEqual(
      new Set(['a', 'b', 'c', 'd'].map((name) => `node-f node-${name} snapshot-chunk-differs`)),
    );
  });
});
