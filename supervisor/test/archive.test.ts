// Closed segments of a supervision node in an archive: what is in them, and what is believed.
import { join } from 'node:path';
import { type Archive, FilesystemArchive } from '@mingjing/archive';
import { bytesToHex, sha256 } from '@mingjing/crypto';
import { verify } from '@mingjing/crypto/node';
import { Archiver, type ArchiverOptions } from '@mingjing/host';
import { genesisValidatorSet, verifyCommitCertificate } from '@mingjing/proofs';
import { archiveSigningBytes, blockCodec, blockId, KeyPurpose } from '@mingjing/protocol';
import { leafHash, noteKey, TYPE_ED25519, verifyCheckpoint, verifyRange } from '@mingjing/tlog';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestChain, until } from './chain.ts';

/** By then everything that is there is closed. */
const LATER_MS = 2 * 24 * 3_600_000;
const now = () => Date.now() + LATER_MS;

let chain: TestChain;
let archive: FilesystemArchive;

beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startValidators();
  await chain.startSupervisor();
  await chain.publish('one', 'two');
  archive = new FilesystemArchive({ folder: join(chain.folder, 'archive'), now });
  await until(() =>
    chain.supervisor.observer.witness
      .copies()
      .some((copied) => (copied.verified('publish')?.size ?? 0) > 0),
  );
});
afterAll(async () => {
  await chain?.stop();
  expect(chain?.failures).toEqual([]);
});

function archiver(part: Partial<ArchiverOptions> = {}): Archiver {
  const { host, observer } = chain.supervisor;
  return new Archiver(host, {
    ...{ archive, retentionDays: 184, now, copies: () => observer.witness.copies() },
    onError: (error) => chain.failures.push(error),
    ...part,
  });
}

const read = async (name: string) => (await archive.read(name)) ?? new Uint8Array(0);
const linesOf = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
async function objects(prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const name of archive.list(prefix)) {
    if (!name.endsWith('.manifest')) names.push(name);
  }
  return names;
}

/** What the manifest of an object states, once its signature and hash hold. */
async function stated(name: string) {
  const { signature, statement } = JSON.parse(
    Buffer.from(await read(`${name}.manifest`)).toString(),
  );
  const { chainId, registry } = chain.supervisor.host.replica.chain.state;
  const node = registry.get('node', 'supervision');
  const key = node?.keys.find(({ purpose }) => purpose === KeyPurpose.statement)?.publicKey;
  const signing = archiveSigningBytes(chainId, new TextEncoder().encode(statement));
  expect(verify(key ?? new Uint8Array(0), signing, bytesOf(signature))).toBe(true);
  const said = JSON.parse(statement);
  expect(said).toMatchObject({ name, sha256: bytesToHex(sha256(await read(name))) });
  return said;
}

it('archives blocks with their certificates, kept as long as it says', async () => {
  await archiver().round();
  const [name = ''] = await objects('blocks/');
  const { from, until: kept, archived_at: at } = await stated(name);
  expect(from).toBe(1);
  expect(kept - at).toBe(184 * 24 * 3_600_000);
  expect(await archive.remove(name)).toBe('retained');
  const { genesis, replica } = chain.supervisor.host;
  const set = genesisValidatorSet(genesis);
  if (!set.ok) throw new Error(set.reason);
  const blocks = linesOf(await read(name));
  expect(blocks.map(({ height }) => height)).toEqual(blocks.map((_, at) => at + 1));
  for (const { block, certificate, height } of blocks) {
    const { header } = blockCodec.decode(bytesOf(block));
    const { chainId } = replica.chain;
    const claim = { chainId, set: set.value, verify, height, blockId: blockId(chainId, header) };
    expect(verifyCommitCertificate({ ...claim, certificate: bytesOf(certificate) }).ok).toBe(true);
  }
});

it('archives entries of journals with the proof that none between them is missing', async () => {
  // More logs than objects of one round: the rest comes with the next.
  let name = '';
  await until(async () => {
    await archiver().round();
    const names = await objects('journals/');
    name = names.find((each) => each.includes('/publish/')) ?? '';
    return name !== '';
  });
  const { checkpoint, from, range_proof: proof } = await stated(name);
  const [, nodeId = '', source] = name.split('/');
  const { chainId, registry } = chain.supervisor.host.replica.chain.state;
  const origin = `${chainId}/${nodeId}/${source}/suite1`;
  const keys = registry.get('node', nodeId)?.keys ?? [];
  const key = keys.find(({ purpose }) => purpose === KeyPurpose.journal)?.publicKey;
  const logKeys = [noteKey(origin, TYPE_ED25519, key ?? new Uint8Array(0))];
  const trust = { origin, logKeys, witnessKeys: [], verify };
  const head = verifyCheckpoint(new TextEncoder().encode(checkpoint), trust);
  if (!head.ok) throw new Error(head.reason);
  const { root, size } = head.value.checkpoint;
  const entries = linesOf(await read(name));
  const leafHashes = entries.map(({ stub }) => leafHash(bytesOf(stub)));
  expect(verifyRange({ from, size, root, leafHashes, proof: proof.map(bytesOf) })).toEqual({
    ok: true,
  });
  expect(entries.every(({ body }) => typeof body === 'string')).toBe(true);
});

it('goes on where it ended, in another life too, and counts its own objects alone', async () => {
  const before = (await objects('blocks/')).length;
  const [, end] = (await objects('blocks/')).at(-1)?.match(/-(\d+)\.jsonl$/) ?? [];
  // Somebody else's object, further on than any block.
  await archive.put('blocks/000000000000001-000000999999999.jsonl', new Uint8Array(1), now());
  await archive.put(
    'blocks/000000000000001-000000999999999.jsonl.manifest',
    Buffer.from('{"statement":"{}","signature":""}'),
    now(),
  );
  await until(() => chain.supervisor.host.replica.chain.height > Number(end) + 1);
  await archiver().round();
  const names = (await objects('blocks/')).filter((name) => !name.includes('999999999'));
  expect(names).toHaveLength(before + 1);
  expect(names.at(-1)).toContain(`/${end}-`);
});

it('archives nothing in a store that is not believed, and says why', async () => {
  const put: string[] = [];
  const forgetful: Archive = {
    ...{ kind: 's3', isEnforced: true, async *list() {} },
    put: async (name) => void put.push(name),
    read: async () => undefined,
    retention: async () => ({ until: Number.MAX_SAFE_INTEGER }),
    remove: async () => 'removed',
  };
  const doubted = archiver({ archive: forgetful });
  await doubted.round();
  expect(put.every((name) => name.startsWith('probe/'))).toBe(true);
  expect(doubted.status()).toMatchObject({ tried: { reason: 'was-removed' }, groups: [] });
  await chain.supervisor.host.search.indexer.caughtUp();
  const noted = await chain.supervisor.host.search.search({
    event: 'archive-tried',
    result: 'refused',
  });
  expect(noted).toMatchObject({ hits: [{ opened: { frame: { reason: 'was-removed' } } }] });
});

it('is part of what the console is told, also when there is none', async () => {
  const ask = async () => {
    const headers = { 'mingjing-control': chain.supervisor.host.control };
    return (await fetch(chain.consoleUrl('/v1/archive'), { headers })).json();
  };
  expect(await ask()).toEqual({ is_configured: false });
  await chain.stopSupervisor();
  const folder = join(chain.folder, 'configured');
  await chain.startSupervisor({ archive: { folder, retention_days: 184 } });
  await until(async () => ((await ask()) as { is_believed?: boolean }).is_believed === true);
  expect(await ask()).toMatchObject({
    kind: 'filesystem',
    is_enforced: false,
    failure: null,
    failed: [],
  });
});
