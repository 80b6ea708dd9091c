// A trial network whose nodes live on hosts of their own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePaths } from '@mingjing/host';
import type { Testnet, TestnetHome } from '@mingjing/node';
import { TestNetwork } from '../../../tests/processes/network.ts';
import { type Launch, ProgramProcess } from '../../../tests/processes/program-process.ts';
import type { AgentSettings } from './agent-calls.ts';
import { AgentProcess } from './agent-process.ts';
import { type Cut, onHost, type VirtualHost, VirtualNetwork } from './namespaces.ts';
import { clearWeather, type Weather } from './weather.ts';

const PEER_PORT = 30_300;
const API_PORT = 20_200;
const RELAY_PORT = 41_000;

export interface HostsOptions {
  readonly folder: string;
  readonly testnet: Testnet;
  /** Whether packets will ever be delayed: then, without netem, nodes talk through relays. */
  readonly hasDelays: boolean;
  /**
   * Each program in a session of its own, as services are: Linux shares the cores by sessions, and
   * a busy machine would give all of them together what it gives to one.
   */
  readonly hasSessions?: boolean;
}

export class HostsNetwork {
  readonly network: TestNetwork;
  readonly #virtual: VirtualNetwork;
  readonly #agents: readonly AgentProcess[];
  readonly #urls: ReadonlyMap<string, string>;
  readonly #sockets: string;
  readonly #options: HostsOptions;

  private constructor(
    options: HostsOptions,
    parts: {
      virtual: VirtualNetwork;
      agents: readonly AgentProcess[];
      urls: ReadonlyMap<string, string>;
      sockets: string;
    },
  ) {
    this.#virtual = parts.virtual;
    this.#agents = parts.agents;
    this.#urls = parts.urls;
    this.#sockets = parts.sockets;
    this.#options = options;
    const { folder, testnet } = options;
    this.network = new TestNetwork(folder, testnet, true, (nodeId) => this.#launch(nodeId));
  }

  /** Makes the hosts and their agents, and starts no node; nothing is left on failure. */
  static async create(options: HostsOptions): Promise<HostsNetwork> {
    const { homes } = options.testnet;
    const virtual = new VirtualNetwork(homes.map(({ nodeId }) => nodeId));
    const sockets = mkdtempSync(join(tmpdir(), 'mingjing-hosts-'));
    const agents: AgentProcess[] = [];
    // When this process ends in the middle, by a signal or an error, nothing is left behind.
    process.once('exit', () => {
      for (const agent of agents) agent.kill();
      virtual.remove();
      rmSync(sockets, { recursive: true, force: true });
    });
    try {
      const isRelayed = options.hasDelays && !virtual.hasNetem;
      const urls = new Map<string, string>();
      for (const home of homes) {
        const settings = agentSettings(virtual, home.nodeId, { sockets, isRelayed });
        writeConfig(virtual, home, settings);
        const agent = new AgentProcess(prefixOf(virtual.host(home.nodeId), options), settings);
        agents.push(agent);
        urls.set(home.nodeId, await agent.start());
      }
      return new HostsNetwork(options, { virtual, agents, urls, sockets });
    } catch (error) {
      for (const agent of agents) await agent.stop();
      virtual.remove();
      rmSync(sockets, { recursive: true, force: true });
      throw error;
    }
  }

  get hasNetem(): boolean {
    return this.#virtual.hasNetem;
  }

  get names(): readonly string[] {
    return this.#virtual.hosts.map(({ name }) => name);
  }

  /** Another program on a node's host and home. */
  program(nodeId: string, launch: Pick<Launch, 'program' | 'flags'>): ProgramProcess {
    const home = this.network.testnet.homes.find((each) => each.nodeId === nodeId);
    if (home === undefined) throw new Error(`there is no node ${nodeId}`);
    return new ProgramProcess(home, { ...this.#launch(nodeId), ...launch });
  }

  /** What stands before a command that is to run on a node's host. */
  prefix(nodeId: string): readonly string[] {
    return onHost(this.#virtual.host(nodeId));
  }

  /** Where the peers of a node reach it. */
  peerAddress(nodeId: string): string {
    return `/ip4/${this.#virtual.host(nodeId).address}/tcp/${PEER_PORT}`;
  }

  setWeather(weather: Weather, names = this.names): void {
    for (const name of names) this.#virtual.setWeather(name, weather);
    const delays = Object.fromEntries(
      this.names.map((name) => [name, this.#virtual.weatherOf(name)]),
    );
    for (const agent of this.#agents) agent.setDelays(delays);
  }

  cut(cuts: readonly Cut[]): void {
    this.#virtual.cut(cuts);
  }

  /** The net as it was at first. */
  heal(): void {
    this.cut([]);
    this.setWeather(clearWeather);
  }

  /** Ends every process and removes every namespace. */
  async remove(): Promise<void> {
    await this.network.killAll();
    for (const agent of this.#agents) await agent.stop();
    this.#virtual.remove();
    rmSync(this.#sockets, { recursive: true, force: true });
  }

  #launch(nodeId: string): Launch {
    const url = this.#urls.get(nodeId) ?? '';
    return { prefix: prefixOf(this.#virtual.host(nodeId), this.#options), url };
  }
}

/** What stands before a program of a host. */
function prefixOf(host: VirtualHost, { hasSessions }: HostsOptions): readonly string[] {
  return hasSessions === true ? [...onHost(host), 'setsid'] : onHost(host);
}

function agentSettings(
  virtual: VirtualNetwork,
  name: string,
  { sockets, isRelayed }: { sockets: string; isRelayed: boolean },
): AgentSettings {
  const others = virtual.hosts.filter((host) => host.name !== name);
  const relays = others.map((host, at) => ({
    name: host.name,
    port: RELAY_PORT + at,
    address: { host: host.address, port: PEER_PORT },
  }));
  const apiSocket = join(sockets, name);
  return { name, apiSocket, apiPort: API_PORT, relays: isRelayed ? relays : [] };
}

function writeConfig(
  virtual: VirtualNetwork,
  { nodeId, home, role }: TestnetHome,
  { relays }: AgentSettings,
): void {
  const direct = virtual.hosts
    .filter(({ name }) => name !== nodeId)
    .map(({ name, address }) => ({ name, host: address, port: PEER_PORT }));
  const reached = relays.map(({ name, port }) => ({ name, host: '127.0.0.1', port }));
  const peers = (relays.length > 0 ? reached : direct).map(({ name, host, port }) => {
    return { node_id: name, address: `/ip4/${host}/tcp/${port}` };
  });
  const listen = `/ip4/${virtual.host(nodeId).address}/tcp/${PEER_PORT}`;
  const listener = { host: '127.0.0.1', port: API_PORT };
  const config = {
    node_id: nodeId,
    p2p: { listen, peers },
    ...(role === 'supervision' ? { console: listener } : { api: listener }),
    log: { level: 'info' },
  };
  // JSON is YAML, too.
  writeFileSync(homePaths(home).config, JSON.stringify(config, null, 2));
}
