// What is looked at all the time while a soak runs: the file of alarms, and every program's memory.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AlarmEvent } from '@mingjing/oversight';
import type { TestNetwork } from '../../../tests/processes/network.ts';
import { machineTime, ownBytes } from '../../bench/processes.ts';
import type { SeenAlarm } from './judge.ts';
import type { MemorySample } from './memory.ts';

const LOOK_MS = 500;
/** Looks between two of memory. */
const MEMORY_EVERY = 10;

export class Watching {
  readonly memory: MemorySample[] = [];
  readonly #alarms = new Map<string, SeenAlarm>();
  readonly #network: TestNetwork;
  readonly #timer: NodeJS.Timeout;
  readonly #begun = machineTime();
  #looks = 0;
  #lines = 0;

  constructor(network: TestNetwork) {
    this.#network = network;
    this.#timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** As they were raised. */
  get alarms(): readonly SeenAlarm[] {
    return [...this.#alarms.values()];
  }

  /** CPU time of the whole machine since the beginning, microseconds. */
  get busyUs(): number {
    return machineTime().busyUs - this.#begun.busyUs;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.look();
  }

  /** Reads on in the file; its last line may still be on its way. */
  look(): void {
    const file = join(this.#network.supervision?.home ?? '', 'data', 'alarms.jsonl');
    if (existsSync(file)) {
      const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      for (const line of lines.slice(this.#lines)) this.#take(JSON.parse(line) as AlarmEvent);
      this.#lines = lines.length;
    }
    if (this.#looks % MEMORY_EVERY === 0) this.#measure();
    this.#looks += 1;
  }

  #take(event: AlarmEvent): void {
    if (event.type === 'cleared') {
      const known = this.#alarms.get(event.id);
      if (known !== undefined) this.#alarms.set(event.id, { ...known, isOpen: false });
      return;
    }
    if (event.type === 'updated') return;
    const { id, rule, since, subject } = event.alarm;
    this.#alarms.set(id, { id, rule, since, subject, seenAt: Date.now(), isOpen: true });
    console.log(`   ${id}: ${rule} ${subject}`);
  }

  #measure(): void {
    for (const program of this.#network.programs) {
      if (!program.isUp) continue;
      const { nodeId, pid } = program;
      this.memory.push({ program: nodeId, pid, at: Date.now(), bytes: ownBytes(pid) });
    }
  }
}
