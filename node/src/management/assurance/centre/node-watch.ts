import { verify } from '@mingjing/crypto/node';
import { keyOf } from '@mingjing/execution';
import type { Host } from '@mingjing/host';
import {
  KeyPurpose,
  type Node,
  type NodeReport,
  NodeRole,
  nodeReportSigning,
  parseNodeReport,
  type SignedNodeReport,
} from '@mingjing/protocol';
import { type Answer, clockOffset, type ReportRefusal, type SeenNode } from './seen-node.ts';

interface Known {
  answer?: Answer;
  refusal?: ReportRefusal | undefined;
  entries?: number;
  grewAt?: number;
}

export type WatchedHost = Pick<Host, 'nodeId'> & {
  readonly assurance: { readonly reporter: Pick<Host['assurance']['reporter'], 'report'> };
  readonly network: Pick<Host['network'], 'peers' | 'request'>;
  readonly replica: {
    readonly chain: {
      readonly chainId: string;
      readonly state: {
        readonly registry: Pick<Host['replica']['chain']['state']['registry'], 'all' | 'get'>;
      };
    };
  };
};

/** Asks every other node how it is, and remembers what was believed. */
export class NodeWatch {
  readonly #host: WatchedHost;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #isStopped = false;
  /** Ends the wait for answers that are out. */
  #breakOff: () => void = () => undefined;

  constructor(host: WatchedHost, now: () => number) {
    this.#host = host;
    this.#now = now;
  }

  /**
   * Asks every `periodMs`, but not while a round is under way: what hangs would come back as many
   * rounds at once. `asked` is called after each.
   */
  start(periodMs: number, asked: () => Promise<void>, onError: (error: unknown) => void): void {
    const turn = () => {
      this.#round ??= this.#askAll(asked)
        .catch(onError)
        .finally(() => {
          this.#round = undefined;
        });
    };
    turn();
    this.#timer = setInterval(turn, periodMs);
    this.#timer.unref();
  }

  /** Waits for no answer; resolves when nothing of it is under way any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#isStopped = true;
    this.#breakOff();
    await this.#round;
  }

  /** Asks everybody who is connected, once. Who does not answer is seen by its age. */
  async ask(): Promise<void> {
    const { network, nodeId, assurance } = this.#host;
    const at = this.#now();
    this.#believe(nodeId, {
      report: assurance.reporter.report(),
      at,
      offset: clockOffset(0, 0, 0),
    });
    await Promise.all(network.peers().map((peer) => this.#askOne(peer)));
  }

  /** Every node that the chain registers and has not revoked, by id. */
  nodes(): readonly SeenNode[] {
    const { network, nodeId, replica } = this.#host;
    const connected = new Set(network.peers());
    const registered = replica.chain.state.registry.all('node');
    return registered
      .filter(({ revokedHeight }) => revokedHeight === 0)
      .map((node): SeenNode => {
        const known = this.#known.get(node.id);
        return {
          ...{ id: node.id, organisation: node.organisation, region: node.region },
          role: roleOf(node),
          isSelf: node.id === nodeId,
          isConnected: node.id === nodeId || connected.has(node.id),
          answer: known?.answer,
          refusal: known?.refusal,
          journalGrewAt: known?.grewAt,
        };
      });
  }

  async #askAll(asked: () => Promise<void>): Promise<void> {
    const { promise: broken, resolve } = Promise.withResolvers<void>();
    this.#breakOff = resolve;
    await Promise.race([this.ask(), broken]);
    if (!this.#isStopped) await asked();
  }

  async #askOne(peer: string): Promise<void> {
    const sent = this.#now();
    const from = performance.now();
    let signed: SignedNodeReport | undefined;
    try {
      signed = (await this.#host.network.request(peer, { nodeReport: {} })).nodeReport;
    } catch (error) {
      // What it does not say is seen by the age of its last answer; a refusal is said at once.
      const isRefused = (error as { code?: string }).code === 'REQUEST_REFUSED';
      this.#knownOf(peer).refusal = isRefused ? 'refused' : undefined;
      return;
    }
    // Our own clock may be set meanwhile: the time between is told by the one that never is.
    const received = sent + (performance.now() - from);
    const judged = this.#judge(peer, signed);
    if (typeof judged === 'string') {
      this.#knownOf(peer).refusal = judged;
      return;
    }
    const offset = clockOffset(sent, received, judged.time);
    this.#believe(peer, { report: judged, at: Math.round(received), offset });
  }

  #judge(peer: string, signed: SignedNodeReport | undefined): NodeReport | ReportRefusal {
    const { chain } = this.#host.replica;
    const node = chain.state.registry.get('node', peer);
    if (signed === undefined || node === undefined) return 'malformed';
    const message = nodeReportSigning(chain.chainId, signed.report);
    const { signature } = signed;
    if (!verify(keyOf(node, KeyPurpose.statement), message, signature)) {
      return 'signature';
    }
    const report = parseNodeReport(signed.report);
    if (!report.ok) return 'malformed';
    return report.value.nodeId === peer ? report.value : 'another-node';
  }

  #believe(id: string, answer: Answer): void {
    const known = this.#knownOf(id);
    const { journalEntries } = answer.report;
    if (journalEntries !== known.entries) known.grewAt = answer.at;
    known.entries = journalEntries;
    known.answer = answer;
    known.refusal = undefined;
  }

  #knownOf(id: string): Known {
    const known = this.#known.get(id) ?? {};
    this.#known.set(id, known);
    return known;
  }
}

function roleOf({ role }: Node): SeenNode['role'] {
  if (role === NodeRole.validator) return 'validator';
  return role === NodeRole.supervision ? 'supervision' : 'full';
}
