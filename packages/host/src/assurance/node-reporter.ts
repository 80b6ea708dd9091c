import {
  isReportedFile,
  JournalRoom,
  type NodeReport,
  nodeReportCodec,
  nodeReportSigning,
  REPORTED_FILES_MAX,
  REPORTED_PEERS_MAX,
  REPORTED_PORTS_MAX,
  RefusalCode,
  type SignedNodeReport,
} from '@mingjing/protocol';
import type { NetworkHandler, Signer } from '@mingjing/replica';
import type { Attestation, Measured } from './attestation.ts';
import { checkPorts, type Listening, listeningPorts, type PortCheck } from './listening-ports.ts';

/** Ports are looked at again when somebody asks and the last look is so old. */
const PORTS_MS = 10_000;
const UNNAMED_FILE = 'unnamed';

/** Ports of this process: as found, or why not. */
export type OwnPorts =
  | (PortCheck & Extract<Listening, { isMeasurable: true }>)
  | Extract<Listening, { isMeasurable: false }>;

/** What a report takes its facts from. */
export interface ReporterParts {
  readonly chainId: string;
  readonly nodeId: string;
  readonly startedAt: number;
  readonly attestation: Pick<Attestation, 'measured' | 'startedConfig'>;
  readonly signer: Pick<Signer, 'statementKeyId' | 'signStatement'>;
  readonly height: () => number;
  readonly peers: () => readonly string[];
  readonly journalEntries: () => number;
  readonly journalRoom: () => keyof typeof JournalRoom;
  readonly now: () => number;
  /** Ports that the configuration declares, as they came to be where it leaves the choice. */
  readonly declaredPorts: () => readonly number[];
  readonly listening?: () => Listening;
}

/** Says how this node is: to itself, and signed to any other member that asks. */
export class NodeReporter {
  readonly #parts: ReporterParts;
  #ports: { readonly at: number; readonly found: OwnPorts } | undefined;

  constructor(parts: ReporterParts) {
    this.#parts = parts;
  }

  /** A handler that answers what asks for the report and leaves the rest to another one. */
  before(handler: NetworkHandler): NetworkHandler {
    return {
      envelope: (peer, envelope) => handler.envelope(peer, envelope),
      connected: (peer) => handler.connected(peer),
      disconnected: (peer) => handler.disconnected(peer),
      request: async (peer, request) => {
        if (!request.nodeReport) return handler.request(peer, request);
        const nodeReport = this.signed();
        return nodeReport === undefined
          ? { refusal: { code: RefusalCode.notHeld } }
          : { nodeReport };
      },
    };
  }

  /** Undefined while this node does not hold the statement key that the state names. */
  signed(): SignedNodeReport | undefined {
    const { chainId, signer } = this.#parts;
    if (signer.statementKeyId === undefined) return undefined;
    const report = nodeReportCodec.encode(this.report());
    return { report, signature: signer.signStatement(nodeReportSigning(chainId, report)) };
  }

  report(): NodeReport {
    const { nodeId, startedAt, attestation, now } = this.#parts;
    const { height, peers, journalEntries, journalRoom } = this.#parts;
    const ports = this.ports();
    const undeclared = ports.isMeasurable ? ports.undeclared.map(({ port }) => port) : [];
    return {
      ...{ nodeId, startedAt, time: now() },
      ...measuredPart(attestation.measured),
      configHash: attestation.startedConfig,
      height: height(),
      peers: [...peers()].sort((a, b) => (a < b ? -1 : 1)).slice(0, REPORTED_PEERS_MAX),
      journalEntries: journalEntries(),
      journalRoom: JournalRoom[journalRoom()],
      undeclaredPorts: [...new Set(undeclared)].slice(0, REPORTED_PORTS_MAX),
      portsMeasured: ports.isMeasurable ? 1 : 0,
    };
  }

  get declaredPorts(): readonly number[] {
    return this.#parts.declaredPorts();
  }

  /** What this process listens on, against what is declared. */
  ports(): OwnPorts {
    const at = this.#parts.now();
    if (this.#ports !== undefined && Math.abs(at - this.#ports.at) < PORTS_MS) {
      return this.#ports.found;
    }
    return this.lookAtPorts();
  }

  /** The same, looked at now. */
  lookAtPorts(): OwnPorts {
    const { declaredPorts, now, listening = listeningPorts } = this.#parts;
    const at = now();
    const found = listening();
    const held = found.isMeasurable
      ? { ...found, ...checkPorts(found.listeners, declaredPorts()) }
      : found;
    this.#ports = { at, found: held };
    return held;
  }
}

function measuredPart(measured: Measured | undefined) {
  const differing = measured?.differing ?? [];
  return {
    version: measured?.version ?? '0',
    manifestHash: measured?.manifestHash ?? new Uint8Array(0),
    measuredAt: measured?.at ?? 0,
    differingCount: differing.length,
    differingFiles: differing
      .slice(0, REPORTED_FILES_MAX)
      .map(({ path }) => (isReportedFile(path) ? path : UNNAMED_FILE)),
  };
}
