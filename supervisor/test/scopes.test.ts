// An officer of one jurisdiction and the subjects of another, at every route of a running console:
// refused with its reason, without a byte of the subject, and journalled before the answer.
import { EntryResult, frameGroupCodec } from '@mingjing/protocol';
import { mayEnter } from '@mingjing/service';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CONSOLE_ACCESS } from '../src/http/access-table.ts';
import { until } from './chain.ts';
import {
  type Asked,
  LEFT_OUT,
  OTHER_ROUTES,
  SEEN,
  SUBJECT_ROUTES,
  UNASKED,
} from './subject-routes.ts';
import { ELSEWHERE, ORGANISATION, OTHER_ORGANISATION, THERE, TwoRegions } from './two-regions.ts';

let regions: TwoRegions;
beforeAll(async () => {
  regions = await TwoRegions.start();
});
afterAll(async () => {
  if (regions === undefined) return;
  await regions.stop();
  expect(regions.chain.failures).toEqual([]);
});

const all = Object.entries(SUBJECT_ROUTES).flatMap(([route, { asked, isRead }]) =>
  asked.map((each) => ({ label: `${route} about ${each.name}`, each, isRead })),
);
const reads = all.filter(({ isRead }) => isRead);
const seen = all.filter(({ each }) => each.own === SEEN);

const REGION_OF: Readonly<Record<string, string>> = {
  [ELSEWHERE]: OTHER_ORGANISATION,
  [THERE]: ORGANISATION,
};
/** All that a stream tells of. */
const NUMBERS_AND_ALARMS = new Set(['situation', 'day', 'alarm', 'alarm-cleared']);

interface Told {
  readonly status: number;
  readonly bytes: Buffer;
  /** Of a problem; empty for an answer. */
  readonly code: string;
}

async function ask(officer: string, { body, path }: Asked, purpose = true): Promise<Told> {
  const { subject } = regions;
  const own = REGION_OF[officer] ?? '';
  const asked = { path: path(subject, own), body: body?.(subject, own) };
  const answer = await regions.ask(officer, asked, purpose);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const code = answer.ok ? '' : (JSON.parse(bytes.toString()) as { code: string }).code;
  return { status: answer.status, bytes, code };
}

const tellsOf = ({ bytes }: Told, { mark }: Asked) =>
  (mark === undefined ? regions.marks : [mark]).some((each) => bytes.includes(each));

interface StreamEvent {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: an event is looked into as a reader sees it
  readonly data: any;
}

/** What a stream tells until the situation of a height; then it is left. */
async function toldUpTo(height: number, answer: Response): Promise<StreamEvent[]> {
  let text = '';
  for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    const events = eventsOf(text);
    if (events.some(({ type, data }) => type === 'situation' && data.height >= height)) {
      return events;
    }
  }
  throw new Error(`the stream ended after ${text}`);
}

function eventsOf(text: string): StreamEvent[] {
  const whole = text.split('\n\n').slice(0, -1);
  return whole.flatMap((each) => {
    const [, type, data] = /^event: (.+)\ndata: (.+)$/m.exec(each) ?? [];
    return type === undefined ? [] : [{ type, data: JSON.parse(data ?? '') }];
  });
}

/** Entries about reads since an index, as they are on the disk. */
async function entriesSince(from: number) {
  const { journal } = regions.chain.supervisor.host;
  const entries = await journal.readRange('supervision', from, journal.durableSize('supervision'));
  return entries.map(({ body }) => {
    const { event, reason, result } = frameGroupCodec.decode(body?.frame.stored ?? Buffer.of());
    return { event, reason, result };
  });
}
const durable = () => regions.chain.supervisor.host.journal.durableSize('supervision');

describe('the routes that officers may use', () => {
  it('stand in the one list or the other, each once', () => {
    const rules = Object.entries(CONSOLE_ACCESS);
    const officers = rules.flatMap(([name, rule]) =>
      mayEnter(rule, 'supervision-officer') && !mayEnter(rule, 'nobody') ? [name] : [],
    );
    const listed = [...Object.keys(SUBJECT_ROUTES), ...Object.keys(OTHER_ROUTES)];
    expect(listed.toSorted()).toEqual(officers.toSorted());
  });
});

describe('a subject of another jurisdiction', () => {
  it.each(all)('$label is not told, and that is an entry', async ({ each }) => {
    const before = durable();
    const told = await ask(ELSEWHERE, each);
    expect(told.code).toBe(each.other === LEFT_OUT ? '' : each.other);
    expect(told.status).toBe(statusOf(each.other));
    expect(regions.marks.filter((mark) => told.bytes.includes(mark))).toEqual([]);
    const result = each.other === LEFT_OUT ? EntryResult.done : EntryResult.refused;
    const reason = each.other === LEFT_OUT ? {} : { reason: each.other };
    expect(await entriesSince(before)).toContainEqual(
      expect.objectContaining({ result, ...reason }),
    );
  });

  it.each(all.filter(({ each }) => each.own !== UNASKED))(
    '$label is no matter of scope for who is there',
    async ({ each }) => {
      const told = await ask(THERE, each);
      expect(told.code).toBe(each.own === SEEN ? '' : each.own);
      if (each.own === SEEN) expect(tellsOf(told, each)).toBe(true);
    },
  );
});

describe('a stream of events', () => {
  it.each(['/v1/events', '/v1/events?wall=true'])(
    '%s asks for no purpose, and tells nothing of a record that is published meanwhile',
    async (path) => {
      const { chain, marks } = regions;
      const answer = await regions.ask(ELSEWHERE, { path }, false);
      expect(answer.status).toBe(200);
      const [published = ''] = await chain.publish('正在收听时的公告');
      await until(async () => (await chain.get(`/v1/records/${published}`)).badge === 'proved');
      // What a block brought is told before the situation two blocks on.
      const told = await toldUpTo(chain.supervisor.host.replica.chain.height + 2, answer);
      const others = told.filter(({ type }) => !NUMBERS_AND_ALARMS.has(type));
      expect(others.map(({ type }) => type)).toEqual([]);
      const bytes = Buffer.from(JSON.stringify(told));
      const texts = [...marks, Buffer.from(published)];
      expect(texts.filter((each) => bytes.includes(each))).toEqual([]);
    },
  );
});

describe('a read without a purpose', () => {
  it.each(reads)('$label is refused', async ({ each }) => {
    const before = durable();
    const told = await ask(THERE, each, false);
    expect([told.status, told.code]).toEqual([400, 'purpose-missing']);
    expect(await entriesSince(before)).toContainEqual(
      expect.objectContaining({ result: EntryResult.refused, reason: 'purpose-missing' }),
    );
  });
});

describe('before the entry is durable', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each(seen)('nothing of $label leaves, and nothing without it', async ({ each }) => {
    const disk = new StuckDisk();
    let told: Told | undefined;
    const asked = ask(THERE, each).then((answer) => {
      told = answer;
    });
    await until(() => disk.isAsked || told !== undefined);
    // Whatever was on its way to the caller would be there by now.
    await regions.chain.fetch('/livez');
    expect(told).toBeUndefined();
    disk.fail();
    await asked;
    expect(told).toMatchObject({ status: 503, code: 'journal-unwritable' });
    expect(regions.marks.filter((mark) => told?.bytes.includes(mark))).toEqual([]);
  });
});

/** Holds back what calls write into the journal, and then loses it. */
class StuckDisk {
  isAsked = false;
  #lose: () => void = () => undefined;
  readonly #lost = new Promise<void>((resolve) => {
    this.#lose = resolve;
  });

  constructor() {
    const { journal } = regions.chain.supervisor.host;
    const stuck = async (): Promise<never> => {
      this.isAsked = true;
      await this.#lost;
      throw Object.assign(new Error('the disk is gone'), { code: 'JOURNAL_UNWRITABLE' });
    };
    const { append, appendMany } = journal;
    // What the program writes of its own accord goes on.
    vi.spyOn(journal, 'append').mockImplementation((entry) =>
      entry.resource === undefined ? append.call(journal, entry) : stuck(),
    );
    vi.spyOn(journal, 'appendMany').mockImplementation((entries) =>
      entries.every(({ resource }) => resource === undefined)
        ? appendMany.call(journal, entries)
        : stuck(),
    );
  }

  fail = (): void => this.#lose();
}

function statusOf(code: string): number {
  if (code === LEFT_OUT) return 200;
  return code === 'trace-nothing' ? 404 : 403;
}
