// A wire that is listened to: passes a connection on, both ways, and looks for what was planted.
import { connect, createServer, type Server, type Socket } from 'node:net';

/** One direction of a connection; a marker may lie across two pieces of it. */
class Ear {
  readonly #markers: readonly Buffer[];
  readonly #longest: number;
  #tail = Buffer.alloc(0);
  heard = 0;
  found = 0;

  constructor(markers: readonly Buffer[]) {
    this.#markers = markers;
    this.#longest = Math.max(...markers.map(({ length }) => length));
  }

  hear(bytes: Buffer): void {
    this.heard += bytes.length;
    const all = Buffer.concat([this.#tail, bytes]);
    for (const marker of this.#markers) {
      // What ended in the piece before was found there.
      const from = Math.max(0, this.#tail.length - marker.length + 1);
      for (let at = all.indexOf(marker, from); at >= 0; at = all.indexOf(marker, at + 1)) {
        this.found += 1;
      }
    }
    const keep = Math.min(all.length, this.#longest - 1);
    this.#tail = all.subarray(all.length - keep);
  }
}

/** Listens in front of a port of this machine. */
export class Tap {
  readonly #target: number;
  readonly #markers: readonly Buffer[];
  readonly #ears: Ear[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(target: number, markers: readonly Buffer[]) {
    this.#target = target;
    this.#markers = markers;
    this.#server = createServer((caller) => this.#join(caller));
  }

  static async open(target: number, ...markers: readonly Buffer[]): Promise<Tap> {
    const tap = new Tap(target, markers);
    await new Promise<void>((done) => tap.#server.listen(0, '127.0.0.1', done));
    return tap;
  }

  get port(): number {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the tap does not listen');
    return address.port;
  }

  /** Bytes that went through, and how often a marker was among them. */
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
    const ear = new Ear(this.#markers);
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
