// A wire that is listened to: passes a connection on, both ways, and looks for what was planted.
import { connect, createServer, type Server, type Socket } from 'node:net';

/** One direction of a connection; a marker may lie across two pieces of it. */
class Ear {
  readonly #marker: Buffer;
  #tail = Buffer.alloc(0);
  heard = 0;
  found = 0;

  constructor(marker: Buffer) {
    this.#marker = marker;
  }

  hear(bytes: Buffer): void {
    this.heard += bytes.length;
    const all = Buffer.concat([this.#tail, bytes]);
    for (let at = all.indexOf(this.#marker); at >= 0; at = all.indexOf(this.#marker, at + 1)) {
      this.found += 1;
    }
    const keep = Math.min(all.length, this.#marker.length - 1);
    this.#tail = all.subarray(all.length - keep);
  }
}

/** Listens in front of a port of this machine. */
export class Tap {
  readonly #target: number;
  readonly #marker: Buffer;
  readonly #ears: Ear[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(target: number, marker: Buffer) {
    this.#target = target;
    this.#marker = marker;
    this.#server = createServer((caller) => this.#join(caller));
  }

  static async open(target: number, marker: Buffer): Promise<Tap> {
    const tap = new Tap(target, marker);
    await new Promise<void>((done) => tap.#server.listen(0, '127.0.0.1', done));
    return tap;
  }

  get port(): number {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the tap does not listen');
    return address.port;
  }

  /** Bytes that went through, and how often the marker was among them. */
  get heard(): { readonly bytes: number; readonly found: number } {
    const sum = (pick: (ear: Ear) => number) => this.#ears.reduce((all, ear) => all + pick(ear), 0);
    return { bytes: sum(({ heard }) => heard), found: sum(({ found }) => found) };
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(caller: Socket): void {
    const callee = connect(this.#target, '127.0.0.1');
    this.#carry(caller, callee);
    this.#carry(callee, caller);
  }

  #carry(from: Socket, to: Socket): void {
    const ear = new Ear(this.#marker);
    this.#ears.push(ear);
    this.#sockets.add(from);
    from.on('data', (bytes: Buffer) => {
      ear.hear(bytes);
      to.write(bytes);
    });
    from.on('error', () => to.destroy()).on('end', () => to.end());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }
}
