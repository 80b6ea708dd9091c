/** A strict reader of RFC 6587 octet counting for tests: throws at anything else. */
export class OctetReader {
  #bytes = Buffer.alloc(0);

  /** Bytes of a frame that is not whole yet. */
  get pending(): number {
    return this.#bytes.length;
  }

  /** The lines that are whole with these bytes. */
  take(bytes: Uint8Array): string[] {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    const lines: string[] = [];
    for (;;) {
      const head = this.#bytes.subarray(0, 8).toString('latin1');
      const length = /^(0|[1-9]\d*) /.exec(head)?.[1];
      if (length === undefined) {
        if (!/^(\d{0,6}|[1-9]\d*)$/.test(head)) throw new Error(`no frame: ${head}`);
        return lines;
      }
      const end = length.length + 1 + Number(length);
      if (this.#bytes.length < end) return lines;
      const line = this.#bytes.subarray(length.length + 1, end);
      lines.push(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line));
      this.#bytes = this.#bytes.subarray(end);
    }
  }
}
