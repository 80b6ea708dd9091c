import { concatBytes } from '@mingjing/crypto';
import { frameCodec, requestCodec } from '@mingjing/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allocateFrame } from '../src/frame-reader.ts';
import { MESSAGES_BURST_MAX } from '../src/limits.ts';
import { HostilePeer } from './hostile-peer.ts';
import { keysOf, TestNode, until, vote } from './network-harness.ts';

let node: TestNode;
let honest: TestNode;
let hostile: HostilePeer;

beforeEach(async () => {
  node = await TestNode.start('node-b');
  honest = await TestNode.start('node-a', { dial: [node.target] });
  for (const one of [node, honest]) one.network.setAdmission(keysOf('node-a', 'node-b', 'node-h'));
  hostile = await HostilePeer.connect('node-h', node);
});
afterEach(async () => {
  await Promise.all([node.network.stop(), honest.network.stop(), hostile.host.stop()]);
});

async function connectBoth(): Promise<void> {
  await hostile.openStreams();
  await until(() => node.isConnectedTo('node-a', 'node-h'));
}

async function expectOnlyHostileClosed(reason: string): Promise<void> {
  await until(() => node.misbehaviours.length > 0);
  expect(node.misbehaviours).toEqual([['node-h', reason]]);
  await until(() => hostile.connection.status !== 'open');
  expect(node.events.filter((event) => event.startsWith('-'))).toEqual(['-node-h']);
  honest.network.send('node-b', vote(1));
  await until(() => node.received.some(({ peer }) => peer === 'node-a'));
}

function framed(body: Uint8Array): Uint8Array {
  const frame = allocateFrame(body.length);
  frame.set(body, 4);
  return frame;
}
const goodBody = frameCodec.encode({ envelopes: [vote(1)] });

describe('an admitted peer that sends', () => {
  test.each([
    ['garbage', framed(new Uint8Array(40).fill(0xee)), 'frame-malformed'],
    ['bytes without any framing', new Uint8Array(1000).fill(0xff), 'frame-too-large'],
    ['an oversized frame', Uint8Array.of(0, 0x80, 0, 1, 1, 2, 3), 'frame-too-large'],
    ['an empty frame', Uint8Array.of(0, 0, 0, 0), 'frame-empty'],
    ['a message cut short', framed(goodBody.subarray(0, 50)), 'frame-malformed'],
    [
      'bytes behind the message',
      framed(concatBytes(goodBody, Uint8Array.of(0))),
      'frame-malformed',
    ],
    ['an unknown field', framed(Uint8Array.of(0x0a, 2, 0x78, 1)), 'frame-malformed'],
    ['an envelope without a message', framed(Uint8Array.of(0x0a, 0)), 'envelope-ambiguous'],
  ])('%s is closed and reported, others are not touched', async (_name, bytes, reason) => {
    await connectBoth();
    hostile.live.send(bytes);
    await expectOnlyHostileClosed(reason);
  });

  test('a truncated frame and ends the stream', async () => {
    await connectBoth();
    hostile.live.send(framed(goodBody).subarray(0, 60));
    await hostile.live.close();
    await expectOnlyHostileClosed('frame-truncated');
  });

  test('a good frame and then garbage: the good one counts', async () => {
    await connectBoth();
    hostile.live.send(concatBytes(framed(goodBody), framed(Uint8Array.of(1, 2, 3))));
    await until(() => node.misbehaviours.length > 0);
    expect(node.received.map(({ peer }) => peer)).toEqual(['node-h']);
  });

  test('more messages than any correct peer', async () => {
    await connectBoth();
    const envelopes = new Array(1000).fill(vote(1));
    const frame = framed(frameCodec.encode({ envelopes }));
    for (let count = 0; count < 12; count += 1) hostile.live.send(frame);
    await expectOnlyHostileClosed('too-many-messages');
  });

  test('requests without end', async () => {
    await connectBoth();
    node.answer = () => new Promise(() => {});
    const asked = requestCodec.encode({ id: 1, bodies: { hashes: [] } });
    const request = framed(concatBytes(Uint8Array.of(1), asked));
    const frames = new Array<Uint8Array>(MESSAGES_BURST_MAX + 1000).fill(request);
    hostile.bulk.send(concatBytes(...frames));
    await expectOnlyHostileClosed('too-many-messages');
  });

  test('garbage on the bulk stream', async () => {
    await connectBoth();
    hostile.bulk.send(framed(Uint8Array.of(1, 0xff)));
    await expectOnlyHostileClosed('frame-malformed');
  });

  test('nothing, and breaks off inside a frame: no fault of its own', async () => {
    await connectBoth();
    hostile.live.send(framed(goodBody).subarray(0, 60));
    await until(() => node.network.peers().includes('node-h'));
    hostile.connection.abort(new Error('power cut'));
    await until(() => node.events.includes('-node-h'));
    expect(node.misbehaviours).toEqual([]);
  });
});

test('an answer to a question never asked is ignored and counted', async () => {
  await connectBoth();
  hostile.bulk.send(framed(Uint8Array.of(2, 8, 77, 0x32, 2, 8, 1)));
  await until(() => node.network.statistics().unknownResponses === 1);
  expect(node.isConnectedTo('node-h')).toBe(true);
});

test('a second connection of the same peer replaces the first', async () => {
  await connectBoth();
  const second = await HostilePeer.connect('node-h', node);
  await second.openStreams();
  await until(() => node.events.filter((event) => event === '+node-h').length === 2);
  await until(() => hostile.connection.status !== 'open');
  expect(node.network.peers().filter((peer) => peer === 'node-h')).toEqual(['node-h']);
  await second.host.stop();
});
