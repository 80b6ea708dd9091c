import { assert, bytesToHex } from '@mingjing/crypto';
import { type KeyFile, randomBytes, verify } from '@mingjing/crypto/node';
import { type ChainNetwork, createNetwork } from '@mingjing/network';
import { EQUIVOCATION, type NetworkHandler } from '@mingjing/replica';
import { componentLogger } from '@mingjing/telemetry';
import { systemClock } from './clock.ts';
import type { HostOptions } from './host.ts';
import { sealedContentsBehind } from './look-through/sealed-contents.ts';
import { note } from './note.ts';
import type { OpenParts } from './open-parts.ts';
import { type Misbehaved, namedKey, type Own } from './own.ts';
import { CUT_OFF_MS, PeerCharges } from './peer-charges.ts';
import { PeerNetwork } from './peer-network.ts';
import { JournalServer } from './witness/journal-server.ts';

/** What is done about a peer's misbehaviour: it is noted, charged, and too much of it cuts off. */
export function conduct(
  { logger, misbehaviour }: Pick<OpenParts, 'logger' | 'misbehaviour'>,
  network: PeerNetwork,
): Misbehaved {
  const log = componentLogger(logger, 'conduct');
  const charges = new PeerCharges(systemClock.now);
  return (peer, reason) => {
    log.warn({ peer, reason }, 'peer misbehaved');
    misbehaviour.note(peer, reason);
    // Seen through, a proposer's contradiction costs no wait; cut off, each of its turns costs one.
    if (reason === EQUIVOCATION) return;
    if (!charges.charge(peer) && reason !== 'too-many-messages') return;
    log.warn({ peer, reason, ms: CUT_OFF_MS }, 'peer cut off');
    misbehaviour.cutOff(peer, reason);
    network.cutOff(peer, CUT_OFF_MS);
  };
}

/** The network of a home; it listens once it is started. */
export function peerNetwork(options: HostOptions, parts: OpenParts, own: Own): PeerNetwork {
  const { journal, logger, ring } = parts;
  return new PeerNetwork({
    keys: ring,
    named: () => namedKey(options.nodeId, own)('peer'),
    listen: options.listen,
    create: (key, listen) => listenAs(key, { ...options, listen }, parts, own),
    onSwitched: (publicKey) => {
      const id = bytesToHex(publicKey);
      logger.info({ publicKey: id }, 'connections are made under another peer key');
      const height = own.replica?.chain.height ?? 0;
      note(journal, options.nodeId, 'peer-key-changed', height, id).catch((error) =>
        logger.error({ err: error }, 'a change of the peer key was not journalled'),
      );
    },
    // Without its listener a node is no use to anyone: it stops, and says why.
    onError: (error) => options.events.failed(error),
  });
}

function listenAs(
  key: KeyFile,
  options: HostOptions,
  parts: OpenParts,
  own: Own,
): Promise<ChainNetwork> {
  const { replica, peerActs, leftOut, standAside, misbehaved, assurance, orders, custody } = own;
  const log = componentLogger(parts.logger, 'network');
  const { journal, chainId } = parts;
  const isAssembled = replica !== undefined && misbehaved !== undefined && orders !== undefined;
  assert(isAssembled, 'the network listens last');
  assert(assurance !== undefined, 'a program that answers knows itself');
  const heard = {
    ...{ replica, peerActs, leftOut, standAside, misbehaved, assurance, orders, custody },
    sealedContents: () => own.sealedContents,
  };
  const handler = handlerOf(options, parts, heard);
  return createNetwork(
    {
      chainId,
      nodeId: options.nodeId,
      peerSeed: key.seed,
      listen: options.listen,
      dial: options.dial,
    },
    {
      clock: systemClock,
      random: { bytes: randomBytes },
      handler,
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

type Heard = Required<
  Pick<
    Own,
    'replica' | 'peerActs' | 'leftOut' | 'standAside' | 'misbehaved' | 'assurance' | 'orders'
  >
> & {
  readonly custody: Own['custody'];
  /** Opened after the network. */
  readonly sealedContents: () => Own['sealedContents'];
};

/** What peers say, on its way to the replica: counted, and what concerns the journal answered. */
function handlerOf(
  { nodeId, decorate, events }: HostOptions,
  { journal, chainId }: OpenParts,
  own: Heard,
): NetworkHandler {
  const { replica, peerActs, leftOut, standAside, misbehaved, assurance, orders, custody } = own;
  const registry = () => replica.chain.state.registry;
  const server = new JournalServer({
    ...{ journal, chainId, nodeId, verify },
    registry,
    refused: (peer, reason) => {
      misbehaved(peer, reason);
      events.misbehaviour(peer, reason);
    },
  });
  const held = sealedContentsBehind(leftOut.before(replica.handler), {
    registry,
    contents: own.sealedContents,
  });
  const paused = standAside.before(held);
  const answered = custody?.before(paused) ?? paused;
  const inner = server.before(orders.before(answered));
  const handler = peerActs.handler(assurance.reporter.before(inner));
  return decorate?.handler?.(handler) ?? handler;
}
