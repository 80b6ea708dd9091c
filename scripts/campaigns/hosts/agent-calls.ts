import type { Weather } from './weather.ts';

/** What an agent is told at its start. */
export interface AgentSettings {
  /** Host it stands in. */
  readonly name: string;
  /** Unix socket that leads to the API; such a socket is reached from every namespace. */
  readonly apiSocket: string;
  readonly apiPort: number;
  /** Ports on the host's loopback, each leading to another host; none where the kernel delays. */
  readonly relays: readonly {
    readonly name: string;
    readonly port: number;
    readonly address: { readonly host: string; readonly port: number };
  }[];
}

/** Delay of what leaves each host, by its name. */
export type Delays = Readonly<Record<string, Pick<Weather, 'delayMs' | 'jitterMs'>>>;
