import { afterEach, expect, test } from 'vitest';
import { quietLengthDecoder, sparseWindowUpdates } from '../src/transport-tuning.ts';
import { HostilePeer } from './hostile-peer.ts';
import { keysOf, TestNode } from './network-harness.ts';

// The tuning steps aside where the library looks different; these tests say when that happens.

let stop = async () => {};
afterEach(() => stop());

test('the library still looks as the tuning expects', async () => {
  const node = await TestNode.start('node-b');
  node.network.setAdmission(keysOf('node-h'));
  const peer = await HostilePeer.connect('node-h', node);
  stop = async () => {
    await Promise.all([peer.host.stop(), node.network.stop()]);
  };
  await peer.openStreams();
  const { muxer, maConn } = peer.connection as unknown as {
    muxer: { maConn: { decoder: { lengthDecoder: unknown } } };
    maConn: object;
  };
  expect(Object.keys(maConn)).toContain('sendData');
  const before = muxer.maConn.decoder.lengthDecoder;
  quietLengthDecoder(peer.connection);
  expect(muxer.maConn.decoder.lengthDecoder).not.toBe(before);
  sparseWindowUpdates(peer.live);
  expect(Object.keys(peer.live)).toContain('sendWindowUpdate');
  const { components } = peer.host as unknown as { components: { addressManager: object } };
  expect(Object.keys(components.addressManager)).toContain('_updatePeerStoreAddresses');
});
