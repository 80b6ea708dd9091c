import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes, selfTest } from '@mingjing/crypto/node';
import type { Forwarder, Journal } from '@mingjing/journal';
import { type ChainNetwork, createNetwork, type DialTarget } from '@mingjing/network';
import type { Genesis } from '@mingjing/protocol';
import {
  type CommittedBlock,
  type NetworkHandler,
  Replica,
  type ReplicaEvents,
  type ReplicaPorts,
} from '@mingjing/replica';
import type { NodeStore } from '@mingjing/storage';
import { componentLogger, type Logger } from '@mingjing/telemetry';
import { assertRegistered, openError } from './checks.ts';
import { systemClock } from './clock.ts';
import { type ForwardConfig, type ForwardTarget, forwardTarget } from './forward-config.ts';
import { startForwarding } from './forwarding.ts';
import type { HomePaths } from './home.ts';
import { replicaJournal } from './journal-ports.ts';
import { Maintenance } from './maintenance.ts';
import { admittedPeers } from './members.ts';
import { NetworkPort } from './network-port.ts';
import { Closers, type OpenParts, openParts, type PartOptions } from './open-parts.ts';
import { CUT_OFF_MS, PeerCharges } from './peer-charges.ts';
import { JournalSearch } from './search/journal-search.ts';
import { nodeSigner } from './signer.ts';
import { nativeVerifier } from './verifier.ts';

export interface HostEvents {
  committed(block: CommittedBlock): void;
  tip: ReplicaEvents['tip'];
  misbehaviour: ReplicaEvents['misbehaviour'];
  /** The node stopped itself: the program must end. */
  failed(error: unknown): void;
}

/** Wraps what the replica and the world say to each other: to record, delay or play with it. */
export interface Decorations {
  ports?(ports: ReplicaPorts): ReplicaPorts;
  handler?(handler: NetworkHandler): NetworkHandler;
}

export interface HostOptions extends PartOptions {
  readonly listen: string;
  readonly dial: readonly DialTarget[];
  /** A supervision node signs no transaction and no vote. */
  readonly isSupervision: boolean;
  /** Where the journal is forwarded to; absent: nowhere. */
  readonly forward?: ForwardConfig;
  readonly events: HostEvents;
  readonly decorate?: Decorations;
}

/** A running node: replica, network, journal and stores of one home. */
export interface Host {
  readonly replica: Replica;
  readonly network: ChainNetwork;
  readonly journal: Journal;
  readonly search: JournalSearch;
  readonly forwarder: Forwarder | undefined;
  readonly store: NodeStore;
  readonly logger: Logger;
  readonly paths: HomePaths;
  readonly genesis: Genesis;
  readonly nodeId: string;
  /** Tells other commands where this process can be reached. */
  announce(addresses: Record<string, unknown>): void;
  stop(): Promise<void>;
}

/** Opens a home and starts its node; throws coded errors, and then leaves nothing open. */
export async function startHost(options: HostOptions): Promise<Host> {
  selfTest();
  const closers = new Closers();
  try {
    const parts = await openParts(options, closers);
    return await assemble(options, parts, closers);
  } catch (error) {
    await closers.closeAll();
    throw error;
  }
}

async function assemble(options: HostOptions, parts: OpenParts, closers: Closers): Promise<Host> {
  const { journal, logger, store } = parts;
  // Refused before anything listens.
  const target = options.forward && forwardTarget(options.forward, dirname(parts.paths.config));
  const port = new NetworkPort();
  const housekeeping: { current?: Maintenance } = {};
  const misbehaved = conduct(parts, port);
  const replica = await openReplica(options, parts, { network: port, housekeeping, misbehaved });
  assertRegistered(replica, options.nodeId, parts);
  const network = await startNetwork(options, parts, { replica, misbehaved });
  closers.add(() => network.stop());
  port.connect(network);
  await note(journal, options.nodeId, 'program-started', replica.chain.height);
  if (options.signAbove !== undefined) {
    // An operator vouched for what this key has not signed: that is an act.
    await note(journal, options.nodeId, 'sign-above', replica.chain.height, options.signAbove);
  }
  const forwarder = await openForwarding(options, parts, target);
  if (forwarder !== undefined) closers.add(() => forwarder.stop());
  network.setAdmission(admittedPeers(replica));
  await replica.start();
  const onError = (error: unknown) => logger.error({ err: error }, 'journal housekeeping failed');
  const maintenance = new Maintenance(journal, replica, options.nodeId, onError);
  housekeeping.current = maintenance;
  maintenance.start();
  const search = await openSearch(options.nodeId, parts, replica);
  closers.add(() => search.close());
  const { paths, genesis, chainId } = parts;
  const { nodeId } = options;
  return {
    ...{ replica, network, journal, search, forwarder, store, logger, paths, genesis, nodeId },
    announce: (addresses) => {
      const facts = { pid: process.pid, node_id: nodeId, chain_id: chainId, ...addresses };
      writeFileSync(paths.run, `${JSON.stringify(facts, null, 2)}\n`);
    },
    async stop() {
      maintenance.stop();
      replica.stop();
      rmSync(paths.run, { force: true });
      await note(journal, nodeId, 'program-stopped', replica.chain.height).catch((error) =>
        logger.error({ err: error }, 'the stop was not journalled'),
      );
      await closers.closeAll();
    },
  };
}

async function openForwarding(
  { nodeId, isSupervision }: HostOptions,
  { paths, chainId, journal, logger }: OpenParts,
  target: ForwardTarget | undefined,
): Promise<Forwarder | undefined> {
  if (target === undefined) return undefined;
  const program = isSupervision ? 'mingjing-supervisor' : 'mingjing';
  return startForwarding({ target, paths, chainId, nodeId, program, journal, logger });
}

type Misbehaved = (peer: string, reason: string) => void;

/** What is done about a peer's misbehaviour: it is noted, charged, and too much of it cuts off. */
function conduct({ logger, misbehaviour }: OpenParts, network: NetworkPort): Misbehaved {
  const log = componentLogger(logger, 'conduct');
  const charges = new PeerCharges(systemClock.now);
  return (peer, reason) => {
    log.warn({ peer, reason }, 'peer misbehaved');
    misbehaviour.note(peer, reason);
    if (!charges.charge(peer) && reason !== 'too-many-messages') return;
    log.warn({ peer, reason, ms: CUT_OFF_MS }, 'peer cut off');
    misbehaviour.cutOff(peer, reason);
    network.cutOff(peer, CUT_OFF_MS);
  };
}

interface ReplicaSurroundings {
  readonly network: NetworkPort;
  readonly housekeeping: { current?: Maintenance };
  readonly misbehaved: Misbehaved;
}

async function openReplica(
  options: HostOptions,
  parts: OpenParts,
  { network, housekeeping, misbehaved }: ReplicaSurroundings,
): Promise<Replica> {
  const { genesis, store, wal, journal, keys, guard } = parts;
  const log = componentLogger(parts.logger, 'replica');
  const { statement, vote } = keys;
  const canSign = statement !== undefined && !options.isSupervision;
  const ports: ReplicaPorts = {
    clock: systemClock,
    random: { bytes: randomBytes },
    verifier: nativeVerifier,
    signer: canSign ? nodeSigner({ vote, statement }, guard) : undefined,
    ...{ store, wal, network },
    journal: replicaJournal(journal),
  };
  const decorated = options.decorate?.ports?.(ports) ?? ports;
  const opened = await Replica.open({ genesis, nodeId: options.nodeId }, decorated, {
    committed: (block) => {
      const { header, outcome, transactions } = block.executed;
      log.debug({ height: header.height, transactions: transactions.length }, 'block committed');
      if (outcome.registry.length > 0) network.admit(admittedPeers(replica()));
      housekeeping.current?.anchorIfDue();
      options.events.committed(block);
    },
    misbehaviour: (peer, reason) => {
      misbehaved(peer, reason);
      options.events.misbehaviour(peer, reason);
    },
    tip: options.events.tip,
    failed: (error) => {
      log.error({ err: error }, 'the node stopped itself');
      options.events.failed(error);
    },
  });
  if (!opened.ok) throw openError(opened.reason);
  const { value } = opened;
  // A block is committed only after `start`, so long after this.
  function replica(): Replica {
    return value;
  }
  return value;
}

function openSearch(nodeId: string, parts: OpenParts, replica: Replica): Promise<JournalSearch> {
  const { chainId, journal, paths, personKeys } = parts;
  const log = componentLogger(parts.logger, 'search');
  const organisation = replica.chain.state.registry.get('node', nodeId)?.organisation ?? '';
  return JournalSearch.open({
    path: paths.search,
    own: { journal, keys: personKeys, chainId, nodeId, organisation },
    onError: (error) => log.error({ err: error }, 'the search index does not follow the journal'),
  });
}

function startNetwork(
  options: HostOptions,
  parts: OpenParts,
  { replica, misbehaved }: { replica: Replica; misbehaved: Misbehaved },
): Promise<ChainNetwork> {
  const log = componentLogger(parts.logger, 'network');
  const { journal, chainId, keys } = parts;
  return createNetwork(
    {
      chainId,
      nodeId: options.nodeId,
      peerSeed: keys.peer?.seed ?? new Uint8Array(0),
      listen: options.listen,
      dial: options.dial,
    },
    {
      clock: systemClock,
      random: { bytes: randomBytes },
      handler: options.decorate?.handler?.(replica.handler) ?? replica.handler,
      onRefused: ({ address, port, direction }) => {
        if (direction === 'outbound') return;
        void journal
          .stranger({ address, port, event: 'peer-refused', reason: 'not-admitted' })
          .catch((error) => log.error({ err: error }, 'a refusal was not journalled'));
      },
      onMisbehaviour: misbehaved,
      onError: (error) => log.error({ err: error }, 'network error'),
      onDialFailed: (peer) => log.debug({ peer }, 'peer not reached'),
    },
  );
}

async function note(
  journal: Journal,
  nodeId: string,
  event: string,
  height: number,
  object?: number,
) {
  const actor = { type: 'system', id: nodeId } as const;
  await journal.append({
    source: 'maintenance',
    event,
    result: 'done',
    actor,
    blockHeight: height,
    ...(object === undefined ? {} : { object: String(object) }),
  });
}
