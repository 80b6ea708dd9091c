import { readdir, readFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { bytesToHex, equalBytes, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { type Check, check, chosenBy, footing, mostly } from '@mingjing/inspection';
import { verifyReceipt } from '@mingjing/proofs';
import {
  blockCodec,
  blockId,
  genesisCodec,
  genesisHash,
  headerCodec,
  SOURCE_NAMES,
  transactionCodec,
  transactionId,
} from '@mingjing/protocol';
import { verifyInclusion } from '@mingjing/tlog';
import { keyFilesIn } from '../../assurance/inventory/key-files.ts';
import type { InspectionWorld } from '../world.ts';
import { configFooting, drillEntry, type Find, type Finders } from './collecting.ts';

const BLOCKS = 32;
const ENTRIES_OF_LOG = 16;
const RECEIPTS = 16;
/** A listener that says nothing for so long has closed its ears. */
const PROBE_MS = 2000;
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
const PROBES = 'inspection-probes';
/** Files of the sealed shelf that are searched; one of its tables has 2 MB. */
const SEARCHED_BYTES_MAX = 512 * 1024 * 1024;

const integrity: Find = async (world, { phrase }) => {
  const { host } = world;
  const blocks = await checkedBlocks(world, phrase);
  const receipts = await checkedReceipts(world, blocks.transactions);
  const entries = await checkedEntries(world, phrase);
  return {
    checks: [
      check(blocks.good === blocks.of, 'facts.integrity.blocks', {
        ...{ good: blocks.good, of: blocks.of, height: host.replica.chain.height },
        first: blocks.bad ?? '-',
      }),
      check(receipts.good === receipts.of, 'facts.integrity.receipts', receipts),
      check(entries.good === entries.of && entries.of > 0, 'facts.integrity.entries', {
        ...{ good: entries.good, of: entries.of, first: entries.bad ?? '-' },
      }),
    ],
    standsOn: [
      ...blocks.ids.map(({ height, id }) => footing('block', id, String(height))),
      ...entries.roots.map(({ root, place }) => footing('log', root, place)),
    ],
  };
};

/** Blocks that the phrase chooses: each has the hash that the next one names as its parent. */
async function checkedBlocks({ host }: InspectionWorld, phrase: string) {
  const { chain } = host.replica;
  const count = Math.max(0, chain.height - 1);
  const heights = chosenBy(phrase, 'blocks', count, BLOCKS).map((index) => index + 1);
  const ids: { height: number; id: Uint8Array }[] = [];
  const transactions: Uint8Array[] = [];
  let bad: number | undefined;
  for (const height of heights) {
    const [own, next] = [await host.store.block(height), await host.store.block(height + 1)];
    const read = own && next && linked(chain.chainId, own.block, next.block);
    if (read === undefined) bad ??= height;
    else {
      ids.push({ height, id: read.id });
      transactions.push(...read.transactions);
    }
  }
  return { good: ids.length, of: heights.length, bad, ids: ids.slice(0, 2), transactions };
}

function linked(chainId: string, own: Uint8Array, next: Uint8Array) {
  try {
    const block = blockCodec.decode(own);
    const id = blockId(chainId, block.header);
    const { parentId } = headerCodec.decode(blockCodec.decode(next).header);
    if (!equalBytes(id, parentId)) return undefined;
    const transactions = block.transactions.map((bytes) => {
      return transactionId(chainId, transactionCodec.decode(bytes).body);
    });
    return { id, transactions };
  } catch {
    // What does not parse is not what was written.
    return undefined;
  }
}

/** Receipts as anybody is given them: header, certificate, inclusion, verified anew. */
async function checkedReceipts({ host }: InspectionWorld, ids: readonly Uint8Array[]) {
  const trustedGenesisHash = genesisHash(genesisCodec.encode(host.genesis));
  const chosen = ids.slice(0, RECEIPTS);
  let good = 0;
  for (const id of chosen) {
    const receipt = await host.replica.receipt(id);
    if (receipt && verifyReceipt(receipt, { trustedGenesisHash, verify }).ok) good += 1;
  }
  return { good, of: chosen.length };
}

/** Entries that the phrase chooses, each proved in its log and with the body it commits to. */
async function checkedEntries({ host }: InspectionWorld, phrase: string) {
  const { journal } = host;
  let [good, of] = [0, 0];
  let bad: string | undefined;
  const roots: { root: Uint8Array; place: string }[] = [];
  for (const source of SOURCE_NAMES) {
    const size = journal.durableSize(source);
    if (size === 0) continue;
    const root = await journal.rootAt(source, size);
    roots.push({ root, place: `${source}/${size}` });
    for (const index of chosenBy(phrase, source, size, ENTRIES_OF_LOG)) {
      of += 1;
      if (await isEntryGood(host, source, index, { size, root })) good += 1;
      else bad ??= `${source}/${index}`;
    }
  }
  return { good, of, bad, roots };
}

async function isEntryGood(
  { journal }: InspectionWorld['host'],
  source: (typeof SOURCE_NAMES)[number],
  index: number,
  { root, size }: { readonly root: Uint8Array; readonly size: number },
): Promise<boolean> {
  try {
    // Reading holds the body against the commitments of its stub.
    const entry = await journal.read(source, index);
    const isWhole = entry?.body !== undefined || index < journal.bodiesFrom(source);
    const leafHash = await journal.stubLeafHash(source, index);
    const proof = await journal.inclusionProof(source, index, size);
    return isWhole && verifyInclusion({ index, size, leafHash, proof, root }).ok;
  } catch (error) {
    if ((error as { code?: string }).code === 'JOURNAL_DAMAGED') return false;
    throw error;
  }
}

const encryption: Find = async (world, { phrase }) => {
  const { host, program } = world;
  const outside = program.listeners.filter(({ host: at }) => !LOOPBACK.includes(at));
  const clear = outside.filter(({ isTls }) => !isTls);
  const handshakes = await Promise.all(
    program.listeners
      .filter(({ isTls }) => isTls)
      .map(({ host: at, port }) => tlsVersion(at, port)),
  );
  const old = handshakes.filter((version) => version !== 'TLSv1.3');
  const spoken = await plaintextAnswer(host.network.address);
  const found = await markerOnDisk(world, phrase);
  const files = keyFilesIn(host.paths.keys);
  const open = files.filter(({ isPrivate }) => !isPrivate);
  const checks: Check[] = [
    check(clear.length === 0 && old.length === 0, 'facts.encryption.listeners', {
      ...{ listeners: program.listeners.length, outside: outside.length, clear: clear.length },
      ...{ tls: handshakes.length, old: old.length },
    }),
    check(!spoken.isAdmitted, 'facts.encryption.peers', { bytes: spoken.bytes }),
    check(found.hits === 0 && found.files > 0, 'facts.encryption.disk', found),
    mostly(open.length === 0, 'facts.encryption.keys', { files: files.length, open: open.length }),
  ];
  const isGood = checks.every(({ level }) => level !== 'not-met');
  const entry = await drillEntry(
    world,
    'encryption-in-transit-at-rest',
    isGood ? 'done' : 'failed',
    [...[found.files, found.hits]],
  );
  return { checks, standsOn: [configFooting(world), entry] };
};

/** The version that a listener of this program agrees to; its certificate others judge. */
function tlsVersion(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const at = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    const socket = connectTls({ host: at, port, rejectUnauthorized: false }, () => {
      resolve(socket.getProtocol() ?? '-');
      socket.destroy();
    });
    socket.setTimeout(PROBE_MS, () => socket.destroy(new Error('TIMEOUT')));
    socket.once('error', () => resolve('-'));
    socket.once('close', () => resolve('-'));
  });
}

/** How each end of a connection between peers begins, and what would be one in the clear. */
const GREETING = '\x13/multistream/1.0.0\n';
const IN_THE_CLEAR = '\x11/plaintext/2.0.0\n';
const REFUSED = '\x03na\n';

/** Asks the port of the peers to speak in the clear, and says whether it agreed. */
function plaintextAnswer(address: string): Promise<{ isAdmitted: boolean; bytes: number }> {
  const [, host = '127.0.0.1', port = '0'] = /\/ip[46]\/([^/]+)\/tcp\/(\d+)/.exec(address) ?? [];
  const at = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return new Promise((resolve) => {
    let said = '';
    const socket = createConnection({ host: at, port: Number(port) }, () => {
      socket.write(Buffer.from(GREETING + IN_THE_CLEAR, 'latin1'));
    });
    socket.setTimeout(PROBE_MS, () => socket.destroy());
    socket.on('data', (part) => {
      said += part.toString('latin1');
      if (said.includes(REFUSED)) socket.destroy();
    });
    socket.once('error', () => undefined);
    // Only the greeting and a refusal are what a port of peers says to a stranger in the clear.
    socket.once('close', () => {
      const rest = said.replace(GREETING, '').replaceAll(REFUSED, '');
      resolve({ isAdmitted: rest !== '', bytes: said.length });
    });
  });
}

/** What the phrase makes is put on the sealed shelf, looked for in its files, and removed. */
async function markerOnDisk(
  { host, shelf }: InspectionWorld,
  phrase: string,
): Promise<{ files: number; hits: number }> {
  const marker = bytesToHex(sha256(Buffer.from(`inspection marker\n${phrase}`)));
  await shelf.change([{ collection: PROBES, id: 'marker', bytes: Buffer.from(marker) }]);
  try {
    const files = await readdir(host.paths.management);
    let [hits, read] = [0, 0];
    for (const name of files) {
      if (read > SEARCHED_BYTES_MAX) break;
      const bytes = await contentOf(join(host.paths.management, name));
      read += bytes.length;
      if (bytes.includes(marker)) hits += 1;
    }
    return { files: files.length, hits };
  } finally {
    await shelf.purge(PROBES, ['marker']);
  }
}

// A table that was merged away meanwhile holds nothing any more.
async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT' || code === 'EISDIR') return Buffer.alloc(0);
    throw error;
  }
}

/** Section four of the form, as far as it looks at what is stored and travels. */
export const INTEGRITY: Finders = {
  'data-integrity': integrity,
  'encryption-in-transit-at-rest': encryption,
};
