import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FloodGate } from './flood-gate.ts';
import { endsOfSocket } from './proxied-sockets.ts';

/**
 * Asks the gate about each new connection before anything is read of it. What is not taken is told
 * to `onRefused`, which answers for closing the socket.
 */
export function guardConnections(
  server: Server,
  gate: Pick<FloodGate, 'admits'>,
  onRefused: (socket: Socket) => void,
): void {
  const accept = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (gate.admits(endsOfSocket(socket).sourceAddress)) {
      for (const listener of accept) listener.call(server, socket);
    } else {
      onRefused(socket);
    }
  });
}
