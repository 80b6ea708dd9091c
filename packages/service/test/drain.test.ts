import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { sampleService } from './sample-service.ts';

const CHUNK = Buffer.alloc(1024 * 1024);
/** Far beyond what the buffers of a socket hold: a caller is in the middle when it is refused. */
const CHUNKS = 24;

/** A caller that reads nothing before it has sent everything. */
async function send(socket: Socket): Promise<string> {
  const length = CHUNKS * CHUNK.length;
  socket.write(
    'POST /v1/transactions HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n' +
      `content-type: application/octet-stream\r\ncontent-length: ${length}\r\n\r\n`,
  );
  for (let sent = 0; sent < CHUNKS; sent += 1) {
    if (!socket.write(CHUNK)) await once(socket, 'drain');
  }
  const answer: Buffer[] = [];
  for await (const chunk of socket) answer.push(chunk as Buffer);
  return Buffer.concat(answer).toString();
}

test('a caller far over the limit is still told so', async () => {
  const { service } = sampleService();
  const { host, port } = await service.start();
  const socket = connect(port, host);
  try {
    const answer = await send(socket);
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(answer).toContain('body-too-large');
  } finally {
    socket.destroy();
    await service.stop();
  }
});
