import { bytesToHex } from '@mingjing/crypto';
import type { Host } from '@mingjing/host';
import { currencyRules, type RuleSet, ruleSetHash } from '@mingjing/screening';
import { Problem } from '@mingjing/service';
import { type Collection, type DocumentChange, LISTED_MAX, type Shelf } from '@mingjing/storage';
import { judgedTexts } from './back-test.ts';
import type { JudgedText } from './judgement.ts';
import { type RuleSetVersion, versionId, versionsOn } from './rule-set-version.ts';
import { ScreeningSettings } from './settings.ts';
import { RuleDays } from './statistics.ts';
import type { SubmittedText } from './submitted-texts.ts';
import { JudgeBusyError, TextJudge } from './text-judge.ts';

const BUILT_IN = currencyRules();

/** The rule sets in force, what they did, and how this node reviews. */
export class Screening {
  readonly settings: ScreeningSettings;
  readonly days: RuleDays;
  readonly versions: Collection<RuleSetVersion>;
  readonly #judge: TextJudge;
  readonly #host: Host;
  #active: ReadonlyMap<string, RuleSetVersion>;

  private constructor(
    host: Host,
    shelf: Shelf,
    settings: ScreeningSettings,
    active: readonly RuleSetVersion[],
  ) {
    this.#host = host;
    this.settings = settings;
    this.days = new RuleDays(shelf);
    this.versions = versionsOn(shelf);
    this.#active = new Map(active.map((version) => [version.ruleSet.id, version]));
    this.#judge = new TextJudge(this.inForce());
  }

  static async open(host: Host, shelf: Shelf): Promise<Screening> {
    const settings = await ScreeningSettings.open(shelf);
    const found = await versionsOn(shelf).list({ limit: LISTED_MAX });
    const active = found.map(({ value }) => value).filter(({ state }) => state === 'active');
    return new Screening(host, shelf, settings, active);
  }

  /** The set that comes with the program first: it holds whatever an operator adds. */
  inForce(): RuleSet[] {
    return [BUILT_IN, ...[...this.#active.values()].map(({ ruleSet }) => ruleSet)];
  }

  active(name: string): RuleSetVersion | undefined {
    return this.#active.get(name);
  }

  isBuiltIn(name: string): boolean {
    return name === BUILT_IN.id;
  }

  /** Verdicts on the texts of several transactions; refuses when they cannot be judged. */
  async judge(groups: readonly (readonly SubmittedText[])[]): Promise<JudgedText[][]> {
    try {
      const judged = await judgedTexts(groups.flat(), this.#judge);
      let next = 0;
      return groups.map(({ length }) => {
        next += length;
        return judged.slice(next - length, next);
      });
    } catch (cause) {
      const isBusy = cause instanceof JudgeBusyError;
      const code = isBusy ? 'screening-busy' : 'screening-failed';
      throw new Problem(503, code, { cause, ...(isBusy && { headers: { 'retry-after': '1' } }) });
    }
  }

  /** The changes that put a version in force in place of the one before it. */
  activation(version: RuleSetVersion, now: number): DocumentChange[] {
    const { id: name, version: number } = version.ruleSet;
    const before = this.#active.get(name);
    const changes = [this.versions.put(versionId(name, number), version)];
    if (before === undefined) return changes;
    const replaced: RuleSetVersion = { ...before, state: 'replaced', replacedAt: now };
    return [...changes, this.versions.put(versionId(name, before.ruleSet.version), replaced)];
  }

  /** Judges by a version from now on, once its activation is durable. */
  async activate(version: RuleSetVersion): Promise<void> {
    this.#active = new Map([...this.#active, [version.ruleSet.id, version]]);
    await this.#judge.use(this.inForce());
    await this.declare();
  }

  /** States on the chain by which rule sets this node judges, if the chain knows others. */
  async declare(): Promise<void> {
    const { replica, nodeId } = this.#host;
    const stated = replica.chain.state.registry.get('screeningRules', nodeId)?.ruleSets ?? [];
    const ruleSets = this.inForce()
      .map((ruleSet) => {
        return { id: ruleSet.id, version: ruleSet.version, hash: ruleSetHash(ruleSet) };
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const isSame =
      stated.length === ruleSets.length &&
      ruleSets.every(({ hash }, index) => {
        return bytesToHex(hash) === bytesToHex(stated[index]?.hash ?? new Uint8Array(0));
      });
    if (isSame) return;
    await replica.submitOwn({ type: 'screeningRules', value: { nodeId, ruleSets } });
  }

  close(): Promise<void> {
    return this.#judge.close();
  }
}
