import { NetworkError } from '@mingjing/network';
import { RefusalCode } from '@mingjing/protocol';
import { expect, it } from 'vitest';
import { attachmentAnswers } from '../src/attachment-answers.ts';

const commitment = new Uint8Array(32);
const { notHeld, busy } = RefusalCode;

function failing(error: Error) {
  return attachmentAnswers({
    peers: () => [],
    send: () => undefined,
    request: () => Promise.reject(error),
  });
}

const refused = (refusalCode: number) => new NetworkError('REQUEST_REFUSED', { refusalCode });

it.each([
  ['a refusal', refused(notHeld), notHeld],
  ['that it knows not yet what it may show', refused(busy), busy],
  ['silence of a connected peer', new NetworkError('REQUEST_TIMEOUT'), notHeld],
])('%s is an answer to who asks for an attachment', async (_, error, code) => {
  const network = failing(error);
  const answer = await network.request('node-b', { attachment: { commitment } });
  expect(answer.refusal?.code).toBe(code);
});

it.each([
  ['CONNECTION_LOST', { attachment: { commitment } }],
  ['PEER_NOT_CONNECTED', { attachment: { commitment } }],
  ['REQUEST_REFUSED', { blocks: { from: 1, count: 1, attachments: true } }],
  ['REQUEST_TIMEOUT', { blocks: { from: 1, count: 1, attachments: true } }],
] as const)('%s stays what it is where it says nothing of an attachment', async (code, request) => {
  const error = new NetworkError(code, { refusalCode: notHeld });
  await expect(failing(error).request('node-b', request)).rejects.toBe(error);
});

it('a fault of this program is none of the peer', async () => {
  const error = new Error('broken');
  const asked = failing(error).request('node-b', { attachment: { commitment } });
  await expect(asked).rejects.toBe(error);
});
