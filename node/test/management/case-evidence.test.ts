// What a takedown and the end of a period leave of evidence and of held submissions.
import { bytesToHex, x25519PublicKey } from '@mingjing/crypto';
import { openCopy } from '@mingjing/host';
import { commitmentOf, sealedCopyCodec } from '@mingjing/protocol';
import { MemoryDisk, Shelf } from '@mingjing/storage';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaseFile } from '../../src/management/cases/case.ts';
import { CaseDesk } from '../../src/management/cases/case-desk.ts';
import type { ManagementContext } from '../../src/management/context.ts';
import type { Review } from '../../src/management/review/review.ts';
import { ReviewDesk } from '../../src/management/review/review-desk.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 2);
const CASE = '0'.repeat(24);
const chainId = 'test-0123456789abcdef';
const secretKey = new Uint8Array(32).fill(3);
const authorityKey = bytesToHex(x25519PublicKey(secretKey));
const orderId = new Uint8Array(32).fill(9);
const salt = new Uint8Array(32).fill(1);
const content = Buffer.from('planted marker of what was taken down');
const commitment = bytesToHex(commitmentOf(chainId, salt, content));
const doer = { by: 'jia-duty', at: NOW };
const file: CaseFile = {
  form: {
    ...{ found_by: 'review', reference: 'r', found_at: NOW, basis: 'b', description: 'd' },
    ...{ records: [], users: ['user-1'] },
  },
  ...{ opened: doer, evidence: [], actions: [], report: null, closing: null },
};

let context: ManagementContext;
let isTakenDown = false;
const entries: { event: string; object: string }[] = [];

beforeEach(async () => {
  isTakenDown = false;
  entries.length = 0;
  const shelf = await Shelf.openInMemory(new MemoryDisk(), 'management', {
    ...{ chainId, key: () => new Uint8Array(32).fill(5) },
  });
  const registry = {
    get: (kind: string) => (isTakenDown && kind === 'tombstone' ? { orderId } : undefined),
  };
  const host = {
    ...{ nodeId: 'jia-1', replica: { chain: { chainId, height: 7, state: { registry } } } },
    journal: { append: async (entry: (typeof entries)[number]) => void entries.push(entry) },
  };
  context = { host: host as never, shelf, now: () => NOW };
});

/** A case with an attachment of the chain and a letter. */
async function opened(key = authorityKey): Promise<CaseDesk> {
  const desk = new CaseDesk(context, { authority_key: key, evidence_days: 184 });
  await fill(desk, CASE);
  return desk;
}

async function fill(desk: CaseDesk, id: string): Promise<void> {
  await context.shelf.change(desk.opening(id, file));
  const attachment = { name: 'attachment', commitment, salt, content, ...doer };
  const one = await desk.evidence.addition(id, file, attachment);
  await context.shelf.change(one.changes);
  const letter = { name: 'letter', commitment: '', salt: new Uint8Array(0), ...doer };
  const two = await desk.evidence.addition(id, one.file, { ...letter, content });
  await context.shelf.change(two.changes);
}

async function close(desk: CaseDesk, id: string): Promise<void> {
  const before = (await desk.cases.get(id)) as CaseFile;
  const closing = { form: { outcome: 'handled', reason: 'done' }, ...doer } as const;
  await context.shelf.change(desk.closing(id, { ...before, closing }, NOW));
}

async function evidence(desk: CaseDesk, index = 0, id = CASE) {
  const found = (await desk.cases.get(id))?.evidence[index];
  if (found === undefined) throw new Error('no evidence');
  return { found, bytes: await desk.evidence.read(id, found) };
}

const idsOf = async (collection: string) =>
  (await context.shelf.list(collection, { limit: 100 })).map(({ id }) => id);

describe('evidence of a case', () => {
  it('is sealed to the authority once taken down, and opens here no longer', async () => {
    const desk = await opened();
    await desk.watch.tick(NOW);
    expect((await evidence(desk)).bytes).toEqual(new Uint8Array(content));
    isTakenDown = true;
    expect((await evidence(desk)).bytes).toBe('taken-down');
    await desk.watch.tick(NOW + 1);
    const { found, bytes } = await evidence(desk);
    const copy = bytes as Uint8Array;
    expect(bytesToHex(sealedCopyCodec.decode(copy).orderId)).toBe(bytesToHex(orderId));
    const held = await openCopy(chainId, copy, secretKey);
    expect(held.ok && Buffer.from(held.value.content).equals(content)).toBe(true);
    expect(found.copy).toMatchObject({ orderId: bytesToHex(orderId), recipientKey: authorityKey });
    expect(await idsOf('case-files')).toEqual([`${CASE}.1.sealed.0000`, `${CASE}.2.0000`]);
    expect((await evidence(desk, 1)).bytes).toEqual(new Uint8Array(content));
    await desk.watch.tick(NOW + 2);
    expect(entries.map(({ event }) => event)).toEqual(['case-evidence-sealed-to-authority']);
  });

  it('without a key is shown to nobody, and waits on the agenda until there is one', async () => {
    const desk = await opened('');
    expect(await desk.agenda.due(NOW)).toMatchObject([{ kind: 'running' }]);
    isTakenDown = true;
    await desk.watch.tick(NOW);
    expect((await evidence(desk)).bytes).toBe('taken-down');
    const due = await desk.agenda.due(NOW);
    expect(due).toMatchObject([{ kind: 'to-seal', reference: CASE }, { kind: 'running' }]);
    const later = new CaseDesk(context, { authority_key: authorityKey, evidence_days: 184 });
    await later.watch.tick(NOW);
    expect((await evidence(later)).bytes).toBeInstanceOf(Uint8Array);
    expect(await later.agenda.due(NOW)).toMatchObject([{ kind: 'running' }]);
  });

  it('is removed with its key when its period is over, also after a stop meanwhile', async () => {
    const desk = await opened();
    await close(desk, CASE);
    await desk.watch.tick(NOW + 184 * DAY_MS - 1);
    expect((await evidence(desk)).bytes).toEqual(new Uint8Array(content));
    const purge = vi.spyOn(context.shelf, 'purge').mockRejectedValueOnce(new Error('disk'));
    await expect(desk.watch.tick(NOW + 184 * DAY_MS)).rejects.toThrow('disk');
    purge.mockRestore();
    expect((await evidence(desk)).bytes).toBe('removed');
    await desk.watch.tick(NOW + 184 * DAY_MS + 5000);
    for (const name of ['case-files', 'case-keys', 'evidence-closed', 'evidence-readable']) {
      expect(await idsOf(name)).toEqual([]);
    }
    expect(entries).toMatchObject([{ event: 'case-evidence-removed', object: CASE }]);
    expect((await evidence(desk)).found).toMatchObject({ name: 'attachment', commitment });
  });
});

describe('evidence that is damaged on the disk', () => {
  const OTHER = '1'.repeat(24);
  const OVER = '2'.repeat(24);
  const DAMAGED = { code: 'STORE_CORRUPT' };
  const bytes = Buffer.from('damaged');
  const damage = (collection: string, id: string) =>
    context.shelf.change([{ collection, id, bytes }]);
  const kinds = async (desk: CaseDesk) =>
    (await desk.agenda.due(NOW)).map(({ kind, reference }) => `${kind} ${reference[0]}`);

  async function damaged(): Promise<CaseDesk> {
    const desk = await opened();
    for (const id of [OTHER, OVER]) await fill(desk, id);
    await close(desk, OVER);
    await damage('case-files', `${CASE}.1.0000`);
    isTakenDown = true;
    return desk;
  }

  it('stops neither the sealing nor the end of any other, and waits on the agenda', async () => {
    const desk = await damaged();
    const end = NOW + 184 * DAY_MS;
    await expect(desk.watch.tick(end)).rejects.toMatchObject(DAMAGED);
    expect((await evidence(desk, 0, OTHER)).found.copy).not.toBeNull();
    expect((await evidence(desk, 0, OVER)).bytes).toBe('removed');
    expect(await idsOf('case-files')).toEqual([
      ...[`${CASE}.1.0000`, `${CASE}.2.0000`],
      ...[`${OTHER}.1.sealed.0000`, `${OTHER}.2.0000`],
    ]);
    expect(await kinds(desk)).toEqual(expect.arrayContaining(['to-mend 0', 'running 1']));
    expect(await kinds(desk)).not.toContain('to-seal 0');
    await close(desk, CASE);
    await expect(desk.watch.tick(end)).rejects.toMatchObject(DAMAGED);
    expect((await evidence(desk)).bytes).toBe('removed');
    await desk.watch.tick(end);
    expect(await kinds(desk)).toEqual(['running 1']);
  });

  it('stops no bundle of another case, which seals its own evidence alone', async () => {
    const desk = await damaged();
    await desk.evidence.sealCase(OTHER, NOW);
    expect((await evidence(desk, 0, OTHER)).bytes).toBeInstanceOf(Uint8Array);
    expect((await evidence(desk, 0, OVER)).bytes).toBe('taken-down');
    await expect(desk.evidence.sealCase(CASE, NOW)).rejects.toMatchObject(DAMAGED);
  });

  it('or a case that is, keeps no other period from its end', async () => {
    const desk = await opened();
    await fill(desk, OTHER);
    for (const id of [CASE, OTHER]) await close(desk, id);
    await damage('cases', CASE);
    await expect(desk.watch.tick(NOW + 184 * DAY_MS)).rejects.toMatchObject(DAMAGED);
    expect((await evidence(desk, 0, OTHER)).bytes).toBe('removed');
    expect([...desk.evidence.stuck]).toEqual([CASE]);
  });
});

describe('a held submission', () => {
  const held: Review = {
    ...{ kind: 'held', state: 'waiting', digest: 'd', transactionId: 'ab', author: 'user-1' },
    ...{ categories: [1], validUntil: NOW, looks: [], use: null, approvedUntil: null },
    attachments: [{ record: 0, commitment, role: 1, sizeBytes: content.length }],
    findings: [
      {
        ...{ ruleSet: { id: 'a', version: 1, hash: 'h' }, rule: 'r', category: 'c' },
        ...{ severity: 'hold', reason: { zh: '一', en: 'one' }, count: 1, record: 0, part: 'p' },
        found: ['planted marker'],
      },
    ] as never,
    ...{ enteredAt: NOW, dueAt: NOW + DAY_MS },
    files: [{ name: '0', sizeBytes: content.length }],
  };

  it('loses copy and words when an order takes its content down, and names the order', async () => {
    const desk = await ReviewDesk.open(context.host, context.shelf, NOW);
    await context.shelf.change(desk.enter(CASE, held, [content], NOW));
    expect(desk.takenDown(() => null)).toEqual([]);
    const order = bytesToHex(orderId);
    const found = desk.takenDown((asked) => (asked === commitment ? order : null));
    expect(found).toEqual([[CASE, order]]);
    await desk.forget(CASE, order, NOW);
    expect(await idsOf('held-files')).toEqual([]);
    expect(desk.waiting()).toEqual([]);
    expect(desk.takenDown(() => order)).toEqual([]);
    const left = await desk.reviews.get(CASE);
    expect(left).toMatchObject({ state: 'lapsed', files: [], takenDownBy: order });
    expect(left?.findings.flatMap((each) => each.found)).toEqual([]);
  });

  type Stop = (desk: ReviewDesk) => Promise<unknown>;
  const refused: Review = { ...held, state: 'refused' };
  const full = new Error('disk');
  const stops: [what: string, stop: Stop][] = [
    ['before it was begun', (desk) => context.shelf.change([desk.update(CASE, refused, NOW)])],
    [
      'before the bytes are gone',
      (desk) => {
        vi.spyOn(context.shelf, 'purge').mockRejectedValueOnce(full);
        return expect(desk.discard(CASE, refused, NOW)).rejects.toThrow('disk');
      },
    ],
    [
      'before that is kept',
      (desk) => {
        const { change } = context.shelf;
        vi.spyOn(context.shelf, 'change')
          .mockImplementationOnce((changes) => change.call(context.shelf, changes))
          .mockRejectedValueOnce(full);
        return expect(desk.discard(CASE, refused, NOW)).rejects.toThrow('disk');
      },
    ],
  ];
  it.each(stops)(
    'leaves the disk after its refusal, also when a stop comes %s',
    async (_, stop) => {
      const desk = await ReviewDesk.open(context.host, context.shelf, NOW);
      await context.shelf.change(desk.enter(CASE, held, [content], NOW));
      await stop(desk);
      vi.restoreAllMocks();
      const after = await ReviewDesk.open(context.host, context.shelf, NOW);
      expect(await idsOf('held-files')).toEqual([]);
      const left = await after.reviews.get(CASE);
      expect(left).toEqual({ ...refused, files: [] });
    },
  );

  it('leaves the disk at the next sweep when the disk could not delete it', async () => {
    const desk = await ReviewDesk.open(context.host, context.shelf, NOW);
    await context.shelf.change(desk.enter(CASE, held, [content], NOW));
    const purge = vi.spyOn(context.shelf, 'purge').mockRejectedValueOnce(full);
    await expect(desk.discard(CASE, refused, NOW)).rejects.toThrow('disk');
    expect(await idsOf('held-files')).toEqual([`${CASE}.0.0000`]);
    await desk.sweep(NOW);
    expect(await idsOf('held-files')).toEqual([]);
    await desk.sweep(NOW);
    expect(purge).toHaveBeenCalledTimes(2);
    purge.mockRestore();
  });

  it('lapses when nobody decides in its period, with an entry before its copy goes', async () => {
    const desk = await ReviewDesk.open(context.host, context.shelf, NOW);
    await context.shelf.change(desk.enter(CASE, held, [content], NOW));
    await desk.sweep(NOW + 30 * DAY_MS);
    expect(entries).toEqual([]);
    const over = NOW + 30 * DAY_MS + 1;
    const append = vi.spyOn(context.host.journal, 'append').mockRejectedValueOnce(full);
    await expect(desk.sweep(over)).rejects.toThrow('disk');
    append.mockRestore();
    // Without its entry nothing of it goes.
    expect(await idsOf('held-files')).toEqual([`${CASE}.0.0000`]);
    expect((await desk.reviews.get(CASE))?.state).toBe('waiting');
    await desk.sweep(over);
    expect(await idsOf('held-files')).toEqual([]);
    expect(await desk.reviews.get(CASE)).toMatchObject({ state: 'lapsed', files: [] });
    await desk.sweep(over);
    expect(entries).toMatchObject([
      { event: 'review-lapsed', object: CASE, reason: 'period-over', counts: [1] },
    ]);
  });

  it('that was passed on before a stop counts as passed on, and is used up', async () => {
    const findTransaction = vi.fn(async () => undefined as object | undefined);
    Object.assign(context.host, { store: { findTransaction } });
    const approved: Review = { ...held, state: 'approved', approvedUntil: NOW + DAY_MS };
    const desk = await ReviewDesk.open(context.host, context.shelf, NOW);
    await context.shelf.change(desk.enter(CASE, approved, [content], NOW));
    findTransaction.mockResolvedValue({ height: 8 });
    const after = await ReviewDesk.open(context.host, context.shelf, NOW);
    const use = { transactionId: 'ab', validUntil: NOW };
    expect(await after.reviews.get(CASE)).toEqual({ ...approved, files: [], use });
    expect(await idsOf('held-files')).toEqual([]);
  });
});
