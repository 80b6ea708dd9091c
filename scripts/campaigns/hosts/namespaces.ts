// One network namespace for each node, joined by a bridge in a namespace of its own. Nothing is
// made outside of them, so whoever deletes the namespaces has deleted everything.
import { existsSync } from 'node:fs';
import { command } from './machine.ts';
import { clearWeather, rateArguments, type Weather, weatherArguments } from './weather.ts';

/** In front of the name of every namespace: then the process that made it, then the node. */
const PREFIX = 'mingjing-hosts';
const SUBNET = '10.77.0';
const BRIDGE = 'bridge0';
const UPLINK = 'uplink';
/** Numbers in the rule that loses packets: hundredths of a percent. */
const LOSS_SCALE = 10_000;

/** A host of the virtual network. */
export interface VirtualHost {
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  /** Its port of the switch. */
  readonly port: string;
}

/** From whom to whom no packet passes. */
export type Cut = readonly [from: string, to: string];

/** The hosts with a switch between them; `remove` takes all of it away again. */
export class VirtualNetwork {
  readonly hosts: readonly VirtualHost[];
  /** Whether the kernel can delay packets itself. */
  readonly hasNetem: boolean;
  readonly #switch = `${PREFIX}-${process.pid}-switch`;
  readonly #weather = new Map<string, Weather>();
  #cuts: readonly Cut[] = [];

  /** Makes namespaces, bridge and links; what was made is removed when that fails. */
  constructor(names: readonly string[]) {
    this.hosts = names.map((name, at) => ({
      name,
      namespace: `${PREFIX}-${process.pid}-${name}`,
      address: `${SUBNET}.${at + 1}`,
      port: `port${at + 1}`,
    }));
    try {
      this.#make();
      this.hasNetem = this.#triesNetem();
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  host(name: string): VirtualHost {
    const found = this.hosts.find((host) => host.name === name);
    if (found === undefined) throw new Error(`there is no host ${name}`);
    return found;
  }

  weatherOf(name: string): Weather {
    return this.#weather.get(name) ?? clearWeather;
  }

  /** What a host's packets meet on their way to the switch. */
  setWeather(name: string, weather: Weather): void {
    this.#weather.set(name, weather);
    const { namespace } = this.host(name);
    const root = ['qdisc', 'replace', 'dev', UPLINK, 'root'];
    const args = this.hasNetem ? weatherArguments(weather) : rateArguments(weather);
    if (args.length > 0) command('tc', ['-n', namespace, ...root, ...args]);
    else this.#resetQueue(namespace);
    // Without netem the switch loses what is to be lost.
    if (!this.hasNetem) this.#writeRules();
  }

  /** From now on exactly these cuts are in force. */
  cut(cuts: readonly Cut[]): void {
    this.#cuts = cuts;
    this.#writeRules();
  }

  /** Deletes the namespaces, and with them everything else; says nothing of what is not there. */
  remove(): void {
    const made = new Set(namespaces());
    for (const name of [...this.hosts.map(({ namespace }) => namespace), this.#switch]) {
      if (made.has(name)) command('ip', ['netns', 'delete', name]);
    }
  }

  #make(): void {
    this.#makeNamespace(this.#switch);
    command('ip', ['-n', this.#switch, 'link', 'add', 'name', BRIDGE, 'type', 'bridge']);
    command('ip', ['-n', this.#switch, 'link', 'set', BRIDGE, 'up']);
    for (const { namespace, address, port } of this.hosts) {
      this.#makeNamespace(namespace);
      const peer = ['peer', 'name', port, 'netns', this.#switch];
      command('ip', ['link', 'add', UPLINK, 'netns', namespace, 'type', 'veth', ...peer]);
      command('ip', ['-n', this.#switch, 'link', 'set', port, 'master', BRIDGE, 'up']);
      command('ip', ['-n', namespace, 'address', 'add', `${address}/24`, 'dev', UPLINK]);
      command('ip', ['-n', namespace, 'link', 'set', UPLINK, 'up']);
    }
  }

  #makeNamespace(name: string): void {
    command('ip', ['netns', 'add', name]);
    command('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
  }

  #triesNetem(): boolean {
    const { namespace = '' } = this.hosts[0] ?? {};
    try {
      command('tc', ['-n', namespace, 'qdisc', 'add', 'dev', UPLINK, 'root', 'netem']);
    } catch {
      // A kernel that was built without it.
      return false;
    }
    this.#resetQueue(namespace);
    return true;
  }

  #resetQueue(namespace: string): void {
    const shown = command('tc', ['-n', namespace, 'qdisc', 'show', 'dev', UPLINK]);
    if (!/^qdisc (netem|tbf)/m.test(shown)) return;
    command('tc', ['-n', namespace, 'qdisc', 'delete', 'dev', UPLINK, 'root']);
  }

  #writeRules(): void {
    const cuts = this.#cuts.map(([from, to]) => {
      return `iifname "${this.host(from).port}" oifname "${this.host(to).port}" drop`;
    });
    const losses = this.hosts.flatMap(({ name, port }) => {
      const below = Math.round(this.weatherOf(name).lossPercent * (LOSS_SCALE / 100));
      if (this.hasNetem || below === 0) return [];
      return [`iifname "${port}" numgen random mod ${LOSS_SCALE} < ${below} drop`];
    });
    const hook = 'type filter hook forward priority 0; policy accept;';
    const chain = ['chain forward {', hook, ...cuts, ...losses, '}'];
    const table = ['table bridge faults', 'delete table bridge faults', 'table bridge faults {'];
    const rules = [...table, ...chain, '}', ''].join('\n');
    command('ip', ['netns', 'exec', this.#switch, 'nft', '-f', '-'], rules);
  }
}

/** What stands before a command that is to run on a host. */
export function onHost({ namespace }: VirtualHost): readonly string[] {
  return ['ip', 'netns', 'exec', namespace];
}

/** Removes the namespaces of campaigns whose process is gone; returns their names. */
export function removeLeftovers(): string[] {
  const left = namespaces().filter((name) => {
    const pid = new RegExp(`^${PREFIX}-(\\d+)-`).exec(name)?.[1];
    return pid !== undefined && !existsSync(`/proc/${pid}`);
  });
  for (const name of left) command('ip', ['netns', 'delete', name]);
  return left;
}

function namespaces(): string[] {
  const listed = command('ip', ['netns', 'list']);
  return listed.split('\n').flatMap((line) => line.split(' ')[0] || []);
}
