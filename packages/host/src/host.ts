import { rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { randomBytes, selfTest, signerFromSeed, verify } from '@mingjing/crypto/node';
import type { Forwarder, Journal } from '@mingjing/journal';
import { type ChainNetwork, createNetwork, type DialTarget } from '@mingjing/network';
import type { Genesis, WitnessedLog } from '@mingjing/protocol';
import { type CommittedBlock, Replica, type ReplicaEvents } from '@mingjing/replica';
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
import { JournalSearch } from './search/journal-search.ts';
import { nodeSigner } from './signer.ts';
import { nativeVerifier } from './verifier.ts';
import { Cosigner } from './witness/cosigner.ts';
import { JournalServer } from './witness/journal-server.ts';

export interface HostEvents {
  committed(block: CommittedBlock): void;
  tip: ReplicaEvents['tip'];
  misbehaviour: ReplicaEvents['misbehaviour'];
  /** The node stopped itself: the program must end. */
  failed(error: unknown): void;
}

export interface HostOptions extends PartOptions {
  readonly listen: string;
  readonly dial: readonly DialTarget[];
  /** A supervision node signs no transaction and no vote. */
  readonly isSupervision: boolean;
  /** Where the journal is forwarded to; absent: nowhere. */
  readonly forward?: ForwardConfig;
  readonly events: HostEvents;
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
  /** Signs what this node witnesses of others' journals. */
  readonly cosigner: Cosigner;
  /** States in the anchors, from now on, what this node verified of others' logs. */
  anchorAlso(witnessed: () => WitnessedLog[]): void;
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
  const replica = await openReplica(options, parts, port, housekeeping);
  assertRegistered(replica, options.nodeId, parts);
  const network = await startNetwork(options, parts, replica);
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
    cosigner: cosignerOf(options, parts),
    anchorAlso: (witnessed) => {
      maintenance.witnessed = witnessed;
    },
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

async function openReplica(
  options: HostOptions,
  parts: OpenParts,
  network: NetworkPort,
  housekeeping: { current?: Maintenance },
): Promise<Replica> {
  const { genesis, store, wal, journal, keys, guard } = parts;
  const log = componentLogger(parts.logger, 'replica');
  const { statement, vote } = keys;
  const canSign = statement !== undefined && !options.isSupervision;
  const ports = {
    clock: systemClock,
    random: { bytes: randomBytes },
    verifier: nativeVerifier,
    signer: canSign ? nodeSigner({ vote, statement }, guard) : undefined,
    ...{ store, wal, network },
    journal: replicaJournal(journal),
  };
  const opened = await Replica.open({ genesis, nodeId: options.nodeId }, ports, {
    committed: (block) => {
      const { header, outcome, transactions } = block.executed;
      log.debug({ height: header.height, transactions: transactions.length }, 'block committed');
      if (outcome.registry.length > 0) network.admit(admittedPeers(replica()));
      housekeeping.current?.anchorIfDue();
      options.events.committed(block);
    },
    misbehaviour: (peer, reason) => {
      log.warn({ peer, reason }, 'peer misbehaved');
      parts.misbehaviour.note(peer, reason);
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
  replica: Replica,
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
      handler: journalServer(options, parts, replica).before(replica.handler),
      onRefused: ({ address, port, direction }) => {
        if (direction === 'outbound') return;
        void journal
          .stranger({ address, port, event: 'peer-refused', reason: 'not-admitted' })
          .catch((error) => log.error({ err: error }, 'a refusal was not journalled'));
      },
      onMisbehaviour: (peer, reason) => {
        log.warn({ peer, reason }, 'connection closed');
        parts.misbehaviour.note(peer, reason);
      },
      onError: (error) => log.error({ err: error }, 'network error'),
      onDialFailed: (peer) => log.debug({ peer }, 'peer not reached'),
    },
  );
}

/** Refusals are charged to the peer, as misbehaviour that the program hears of. */
function journalServer(options: HostOptions, parts: OpenParts, replica: Replica): JournalServer {
  const { journal, chainId, misbehaviour } = parts;
  const { nodeId, events } = options;
  return new JournalServer({
    ...{ journal, chainId, nodeId, verify },
    registry: () => replica.chain.state.registry,
    refused: (peer, reason) => {
      misbehaviour.note(peer, reason);
      events.misbehaviour(peer, reason);
    },
  });
}

function cosignerOf({ nodeId }: HostOptions, { chainId, keys }: OpenParts): Cosigner {
  const signer = (name: 'journal' | 'statement') =>
    signerFromSeed(keys[name]?.seed ?? new Uint8Array(0));
  const signers = { journal: signer('journal'), statement: signer('statement') };
  return new Cosigner({ chainId, nodeId }, signers);
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
