import type { Replica } from '@mingjing/replica';
import { componentLogger } from '@mingjing/telemetry';
import type { OpenParts } from '../open-parts.ts';
import { namedKey, type Own } from '../own.ts';
import type { PeerNetwork } from '../peer-network.ts';
import { nodeSigner } from '../signer.ts';
import { Attestation } from './attestation.ts';
import { multiaddrPort } from './multiaddr-port.ts';
import { NodeReporter } from './node-reporter.ts';

/** What a program knows of itself, to be held against what is declared. */
export interface Assurance {
  readonly attestation: Attestation;
  readonly reporter: NodeReporter;
  /** More ports that this program opens by its configuration. */
  declarePorts(ports: readonly number[]): void;
}

export interface AssuranceOptions {
  readonly nodeId: string;
  /** Ports beside those of peers and interface, such as one of a debugger that was announced. */
  readonly declaredPorts?: readonly number[];
}

/** Begins to measure the program of a home. */
export async function openAssurance(
  { nodeId, declaredPorts = [] }: AssuranceOptions,
  { chainId, journal, paths, logger, ring }: OpenParts,
  own: Own,
  { replica, network }: { readonly replica: Replica; readonly network: PeerNetwork },
): Promise<Assurance> {
  const log = componentLogger(logger, 'assurance');
  const declared = [...declaredPorts];
  const attestation = new Attestation({
    ...{ nodeId, journal, config: paths.config, manifest: paths.releaseManifest },
    onError: (error) => log.error({ err: error }, 'the program was not measured'),
  });
  await attestation.start();
  const reporter = new NodeReporter({
    ...{ chainId, nodeId, attestation, startedAt: Date.now(), now: () => Date.now() },
    signer: nodeSigner(ring, namedKey(nodeId, own), undefined),
    height: () => replica.chain.height,
    peers: () => network.peers(),
    journalEntries: () => journal.logs().reduce((sum, { size }) => sum + size, 0),
    journalRoom: () => own.diskBudget?.space?.level ?? 'unknown',
    declaredPorts: () => [...declared, multiaddrPort(network.address)],
  });
  return { attestation, reporter, declarePorts: (ports) => void declared.push(...ports) };
}
