// The rules of the authority in a soak: proposed, tested and let in by its officers at their desk,
// and judged again over all the history when it is over.
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import type { WatchSet } from '@mingjing/oversight';
import { type StatementKind, statementSigningBytes } from '@mingjing/protocol';
import { currencyRules, type RuleSet } from '@mingjing/screening';
import { TestOfficer } from '../../../node/test/logged-in.ts';
import type { TestNetwork } from '../../../tests/processes/network.ts';

/** Callers write less in ten seconds; the burst that is planted is more. */
const RATE = { count: 2000, windowMs: 10_000 };
/** Records of the burst: more than the rate allows, in as few transactions as can be. */
export const BURST_RECORDS = 2400;
/** Nobody of it ever publishes: found once, and never again. */
export const QUIET = { organisation: 'yi', quietMs: 60_000 };
const ADMISSION = { count: 12, windowMs: 60_000 };
export const KNOCKS = 20;

/** The rules that something is planted for. */
export const RULE_IDS = {
  ...{ words: 'words', burst: 'burst', quiet: 'quiet', late: 'late', strangers: 'strangers' },
} as const;

/** What an authority looks for and an operator does not: a node refuses only what is a currency. */
const RELICS: RuleSet = {
  format: 1,
  ...{ id: 'relics', version: 1, title: { zh: '失窃文物', en: 'Stolen relics' } },
  rules: [
    {
      ...{ id: 'offer', category: 'relics', severity: 'hold' },
      ...{
        all: [
          ['失窃', '出土'],
          ['转让', '出售'],
        ],
        within: 20,
      },
      reason: { zh: '出售失窃文物', en: 'Offers a stolen relic' },
    },
  ],
};
/** A text that it names. */
export const BAD_TEXT = '失窃青铜鼎一件，急于转让，价格面议。';

const keyword = { kind: 'keyword', severity: 'critical', from: 'hold' } as const;
const RULES: WatchSet['rules'] = [
  { id: RULE_IDS.words, ...keyword, content: RELICS },
  { id: 'coins', ...keyword, content: currencyRules() },
  { id: RULE_IDS.burst, severity: 'major', kind: 'rate', per: 'user', ...RATE },
  { id: 'nobody', severity: 'critical', kind: 'unverified-writer' },
  {
    ...{ id: RULE_IDS.quiet, severity: 'minor', kind: 'silence' },
    ...{ organisations: [QUIET.organisation], quietMs: QUIET.quietMs },
  },
  { id: 'opened', severity: 'major', kind: 'look-through' },
  { id: RULE_IDS.late, severity: 'major', kind: 'overdue-order' },
  { id: RULE_IDS.strangers, severity: 'major', kind: 'admission', ...ADMISSION },
];

/** What a back-test found. */
export interface Tested {
  readonly from_height: number;
  readonly to_height: number;
  readonly blocks: number;
  readonly texts: number;
  readonly unread: number;
  readonly findings: number;
  /** `rule/subject@height`, the latest first. */
  readonly named: readonly string[];
  readonly digest: string;
  readonly whole: boolean;
}

const AUTHOR = 'inspector-1';
const SECOND = 'inspector-2';
const DESK = '/v1/desk/rules';

/** Two officers of the authority before the supervision node's desk. */
export class RuleOffice {
  readonly #network: TestNetwork;
  readonly #officers: ReadonlyMap<string, TestOfficer>;
  readonly #cookies = new Map<string, string>();

  constructor(network: TestNetwork) {
    this.#network = network;
    const folder = join(network.testnet.genesisFile, '..');
    this.#officers = new Map([AUTHOR, SECOND].map((id) => [id, new TestOfficer(folder, id)]));
  }

  /** Lets a first version in; answers the height from which it judges. */
  async begin(): Promise<number> {
    for (const [id, officer] of this.#officers) {
      this.#cookies.set(id, await officer.login(this.#reached));
    }
    const { hash } = await this.#say<{ hash: string }>(AUTHOR, '', { version: 1, rules: RULES });
    await this.#say(AUTHOR, '/1/back-test', {});
    const facts = [['version', '1'] as const, ['sha256', hash] as const];
    const signature = this.#signed(SECOND, 'watch-activation', [...facts, ['approve', 'true']]);
    const decision = { approve: true, reason: 'soak', signature };
    const decided = await this.#say<{ active_from: number }>(SECOND, '/1/decision', decision);
    return decided.active_from;
  }

  /** Whether the rules have judged up to a height. */
  async hasJudged(height: number): Promise<boolean> {
    const { supervision } = this.#network;
    const answer = await supervision?.ask<{ judged_height: number }>(DESK);
    return (answer?.judged_height ?? 0) >= height;
  }

  /** Judges all the history by the same rules under another number, as often as is said. */
  async again(times: number): Promise<Tested[]> {
    await this.#resume(AUTHOR);
    await this.#say(AUTHOR, '', { version: 2, rules: RULES });
    const tested: Tested[] = [];
    for (let time = 0; time < times; time += 1) {
      const { back_test: test } = await this.#say<{ back_test: Tested }>(
        ...([AUTHOR, '/2/back-test', {}] as const),
      );
      tested.push(test);
    }
    return tested;
  }

  /** A restart of the program ended the session. */
  async #resume(id: string): Promise<void> {
    const officer = this.#officers.get(id);
    if (officer === undefined) throw new Error(`there is no officer ${id}`);
    const proof = { sign: officer.sign, code: async () => officer.nextCode() };
    const { baseUrl } = this.#reached;
    this.#cookies.set(id, (await new AccountClient({ baseUrl }).login(id, proof)).cookie);
  }

  get #reached() {
    const { supervision } = this.#network;
    if (supervision === undefined) throw new Error('there is no supervision node');
    const { control, url } = supervision;
    return { baseUrl: url.replace('127.0.0.1', 'localhost'), control };
  }

  #signed(id: string, kind: StatementKind, facts: readonly (readonly [string, string])[]) {
    const statement = { kind, nodeId: 'supervision', officer: id, facts };
    const bytes = statementSigningBytes(this.#network.chainId, statement);
    return Buffer.from(this.#officers.get(id)?.sign(bytes) ?? []).toString('base64url');
  }

  async #say<T>(id: string, path: string, body: object): Promise<T> {
    const { baseUrl } = this.#reached;
    const headers = {
      ...{ origin: baseUrl, cookie: this.#cookies.get(id) ?? '' },
      'content-type': 'application/json',
    };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${baseUrl}${DESK}${path}`, sent);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${DESK}${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }
}
