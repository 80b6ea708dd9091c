// The steps of a soak, one after the other, while callers publish as much as the network takes.
import { setTimeout as pause } from 'node:timers/promises';
import { type AlarmRule, JOURNAL_STALL_MS } from '@mingjing/oversight';
import type { ProgramProcess } from '../../../tests/processes/program-process.ts';
import { holdings } from '../../../tests/processes/submissions.ts';
import { until } from '../../../tests/processes/until.ts';
import { goesOn, highestOf } from '../hosts/checks.ts';
import type { HostsNetwork } from '../hosts/network.ts';
import { begin, heal, type Trouble } from '../hosts/steps.ts';
import { type Cause, causesOf, causesOfRestarts, type Nodes } from './causes.ts';
import { drawStep, type Plant, type SoakStep, START_MS_MAX } from './plan.ts';
import { DISTURBING, type Ground, plant, TRAITOR } from './plants.ts';
import { type Tally, type Throughput, throughputOf } from './throughput.ts';
import { QUIET, RULE_IDS } from './watch-rules.ts';
import type { Watching } from './watching.ts';

/** Between two steps the network does nothing but publish. */
const BETWEEN_MS = 6000;
const SILENT_MS = 120_000;
const SILENT_NODE = 'bing-validator';
/** Beyond every bound of what is heard of others: and nobody else was silent. */
const STILL_MS = JOURNAL_STALL_MS + 15_000;
/** Saturated, and beside other work: a machine at rest needs seconds. */
const LEVEL_MS_MAX = 240_000;
/** One call in so many goes to a node that cannot answer now: callers do not know. */
const BLIND_EVERY = 24;

export interface SoakOutcome {
  readonly step: number;
  readonly what: string;
  /** When it was one of what is planted. */
  readonly plant?: Plant;
  readonly seconds: number;
  /** From the end of a trouble until every program had made or verified new blocks. */
  readonly recoveryMs: number;
}

export class Soaking {
  readonly causes: Cause[] = [];
  readonly outcomes: SoakOutcome[] = [];
  readonly #ground: Omit<Ground, 'alarmed'> & { readonly watching: Watching };
  readonly #seed: number;
  readonly #tallies: Tally[] = [];
  #trouble: Trouble | undefined;
  #calls = 0;

  constructor(ground: Omit<Ground, 'alarmed'> & { readonly watching: Watching }, seed: number) {
    this.#ground = ground;
    this.#seed = seed;
  }

  get nodes(): Nodes {
    const validators = this.#hosts.network.validators.map(({ nodeId }) => nodeId);
    return { validators, supervision: this.#supervision };
  }

  get throughput(): Throughput {
    return throughputOf(this.#tallies);
  }

  /** Through whom callers publish at the moment. */
  reachable(): readonly ProgramProcess[] {
    const { validators } = this.#hosts.network;
    this.#calls += 1;
    const trouble = this.#trouble;
    if (trouble === undefined || !('name' in trouble)) return validators;
    if (this.#calls % BLIND_EVERY === 0) return validators;
    return validators.filter(({ nodeId }) => nodeId !== trouble.name);
  }

  /** Goes on until the time is over; the step that is under way then is the last. */
  async run(ms: number): Promise<void> {
    const endsAt = Date.now() + ms;
    await this.#tally();
    this.#quietOrganisation();
    for (let step = 1; Date.now() < endsAt; step += 1) {
      await pause(BETWEEN_MS);
      const begunAt = Date.now();
      const drawn = drawStep(this.#hosts.names, this.#supervision, this.#seed, step);
      const { what, recoveryMs } = await this.#perform(drawn);
      const seconds = Math.round((Date.now() - begunAt) / 1000);
      const planted = 'plant' in drawn.does ? { plant: drawn.does.plant } : {};
      this.outcomes.push({ step, what, ...planted, seconds, recoveryMs });
      const tally = await this.#tally();
      console.log(
        `${step}. ${what}, ${seconds} s, height ${tally.height}, ${tally.records} records`,
      );
    }
    await pause(BETWEEN_MS);
    await this.#tally();
  }

  get #hosts(): HostsNetwork {
    return this.#ground.hosts;
  }

  get #supervision(): string {
    return this.#hosts.network.supervision?.nodeId ?? '';
  }

  #perform({ does, step }: SoakStep): Promise<Omit<SoakOutcome, 'step' | 'seconds'>> {
    if ('trouble' in does) return this.#suffer(step, does.trouble, does.lastsMs);
    switch (does.plant) {
      case 'node silent for two minutes':
        return this.#suffer(step, { kind: 'paused', name: SILENT_NODE }, SILENT_MS);
      case 'supervision node that stands still':
        return this.#suffer(step, { kind: 'paused', name: this.#supervision }, STILL_MS);
      default:
        return this.#plant(step, does.plant);
    }
  }

  async #plant(step: number, name: Parameters<typeof plant>[0]) {
    const { watching, ...ground } = this.#ground;
    const known = watching.alarms.length;
    const alarmed = async (rule: AlarmRule) => {
      await until(`an alarm of ${rule}`, () =>
        watching.alarms.slice(known).some((alarm) => alarm.rule === rule),
      );
    };
    const begunAt = Date.now();
    this.causes.push(...(await plant(name, step, { ...ground, alarmed })));
    const recoveryMs = await this.#level();
    if (DISTURBING.includes(name)) {
      this.causes.push(...causesOfRestarts({ step, begunAt, levelAt: Date.now() }, TRAITOR));
    }
    return { what: name, recoveryMs };
  }

  async #suffer(step: number, trouble: Trouble, lastsMs: number) {
    const begunAt = Date.now();
    this.#trouble = trouble;
    await begin(this.#hosts, trouble);
    await pause(lastsMs);
    await heal(this.#hosts, trouble, START_MS_MAX);
    const healedAt = Date.now();
    this.#trouble = undefined;
    const recoveryMs = await this.#level();
    const levelAt = Date.now();
    this.causes.push(...causesOf({ step, trouble, begunAt, healedAt, levelAt }, this.nodes));
    const about = 'name' in trouble ? trouble.name : 'two and two';
    return { what: `${trouble.kind}: ${about} for ${Math.round(lastsMs / 1000)} s`, recoveryMs };
  }

  /** Until every program goes on above where the best of them is now. */
  async #level(): Promise<number> {
    const { programs } = this.#hosts.network;
    return goesOn('all go on', programs, await highestOf(programs), LEVEL_MS_MAX);
  }

  /** Nobody publishes for one organisation, from the beginning on: that is found once. */
  #quietOrganisation(): void {
    const { organisation, quietMs } = QUIET;
    const now = Date.now();
    this.causes.push({
      ...{ step: 0, what: 'organisation that is quiet', rule: 'watch-rule', isOwed: true },
      subject: `v1/${RULE_IDS.quiet}/${organisation}`,
      ...{ from: now, to: now + 2 * quietMs },
    });
  }

  async #tally(): Promise<Tally> {
    const { height, records } = await holdings(this.#hosts.network.validator(0));
    const { busyUs } = this.#ground.watching;
    const tally = { at: Date.now(), height, records, busyUs };
    this.#tallies.push(tally);
    return tally;
  }
}
