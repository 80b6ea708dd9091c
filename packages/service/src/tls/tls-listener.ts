import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { markOf, readTls, type TlsFiles, type TlsMaterial } from './tls-files.ts';

/** How late a renewed certificate is noticed; authorities renew weeks before the end. */
const LOOK_MS = 60_000;
/** GB/T 22239 asks for protected transmission; older versions have no reason left. */
export const TLS_OPTIONS = { minVersion: 'TLSv1.3' } as const;

export interface TlsListenerEvents {
  /** A certificate was renewed on disk and is shown from now on. */
  renewed(material: TlsMaterial): void;
  /** A renewed one cannot be used; the old one stays. */
  notRenewed(error: unknown): void;
  /** A connection that became none, such as one that speaks no TLS. */
  refused(socket: Socket): void;
}

/** Keeps a listener on the certificate that lies on disk; a renewal needs no restart. */
export class TlsListener {
  readonly #files: TlsFiles;
  readonly #events: TlsListenerEvents;
  readonly #now: () => number;
  #server: HttpsServer | undefined;
  #material: TlsMaterial;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    files: TlsFiles,
    events: TlsListenerEvents,
    now: () => number,
    material: TlsMaterial,
  ) {
    this.#files = files;
    this.#events = events;
    this.#now = now;
    this.#material = material;
  }

  /** Throws `ServiceError` when the files cannot be used. */
  static async open(
    files: TlsFiles,
    events: TlsListenerEvents,
    now: () => number = Date.now,
  ): Promise<TlsListener> {
    return new TlsListener(files, events, now, await readTls(files, now()));
  }

  get material(): TlsMaterial {
    return this.#material;
  }

  /** Serves a server with the certificate from here on. */
  attach(server: HttpsServer): void {
    this.#server = server;
    server.setSecureContext({ ...TLS_OPTIONS, cert: this.#material.cert, key: this.#material.key });
    server.on('tlsClientError', (_error, socket) => this.#events.refused(socket));
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
  }

  /** Looks whether the files were replaced, and takes what they hold now. */
  async look(): Promise<void> {
    try {
      if ((await markOf(this.#files)) === this.#material.mark) return;
      this.#material = await readTls(this.#files, this.#now());
      const { cert, key } = this.#material;
      this.#server?.setSecureContext({ ...TLS_OPTIONS, cert, key });
      this.#events.renewed(this.#material);
    } catch (error) {
      this.#events.notRenewed(error);
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
