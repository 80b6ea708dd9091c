// A private rsyslogd: own configuration, port, pid and output in a folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Authority } from '../../packages/journal/test/certificates.ts';
import { freePort } from '../../tests/processes/free-port.ts';

/** Debian packages: the program and its TLS driver. */
export const RSYSLOG_PACKAGES = ['rsyslog', 'rsyslog-openssl'] as const;
const START_MS = 10_000;
const LINE_FIELDS = [
  'pri',
  'timereported',
  'hostname',
  'app-name',
  'procid',
  'msgid',
  'structured-data',
  'msg',
] as const;

/** A message as rsyslogd parsed it, every field as its own property. */
export type RsyslogLine = Readonly<Record<(typeof LINE_FIELDS)[number], string>>;

export class Rsyslog {
  readonly port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  /** Writes configuration and, for TLS, certificate below the folder; nothing runs yet. */
  static async prepare(folder: string, authority: Authority | undefined): Promise<Rsyslog> {
    const rsyslog = new Rsyslog(folder, await freePort());
    if (authority !== undefined) {
      const { cert, key } = await authority.issue('127.0.0.1');
      writeFileSync(join(folder, 'ca.pem'), authority.cert);
      writeFileSync(join(folder, 'cert.pem'), cert);
      writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 });
    }
    writeFileSync(join(folder, 'rsyslog.conf'), rsyslog.#configuration(authority !== undefined));
    return rsyslog;
  }

  /** Starts it; resolves when it listens. */
  async start(): Promise<void> {
    const paths = [join(this.#folder, 'rsyslog.conf'), join(this.#folder, 'rsyslog.pid')] as const;
    this.#process = spawn('rsyslogd', ['-n', '-f', paths[0], '-i', paths[1]], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const until = Date.now() + START_MS;
    while (!(await isListening(this.port))) {
      if (Date.now() > until) throw new Error('rsyslogd does not listen');
      await pause(20);
    }
  }

  /** Ends it by its pid; resolves when it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  killNow(): void {
    this.#process?.kill('SIGKILL');
  }

  /** What it wrote so far. */
  lines(): RsyslogLine[] {
    const path = join(this.#folder, 'received.jsonl');
    if (!existsSync(path)) return [];
    const text = readFileSync(path, 'utf8').split('\n');
    return text.slice(0, -1).map((line) => JSON.parse(line) as RsyslogLine);
  }

  // A direct queue: what rsyslogd has read it has written when it reads on, so that a kill shows
  // what is lost between the programs and not what is lost inside rsyslogd.
  #configuration(isTls: boolean): string {
    const at = (name: string) => join(this.#folder, name);
    const driver = isTls
      ? ' StreamDriver.Name="ossl" StreamDriver.Mode="1" StreamDriver.AuthMode="anon"'
      : '';
    const files =
      `DefaultNetstreamDriverCAFile="${at('ca.pem')}" ` +
      `DefaultNetstreamDriverCertFile="${at('cert.pem')}" ` +
      `DefaultNetstreamDriverKeyFile="${at('key.pem')}"`;
    const fields = LINE_FIELDS.map((name) => {
      const format = name === 'timereported' ? 'dateFormat="rfc3339" ' : '';
      return `  property(outname="${name}" name="${name}" ${format}format="jsonf")`;
    });
    return `global(workDirectory="${this.#folder}" ${isTls ? files : ''})
main_queue(queue.type="Direct")
module(load="imtcp"${driver})
template(name="fields" type="list") {
  constant(value="{")
${fields.join('\n  constant(value=",")\n')}
  constant(value="}\\n")
}
input(type="imtcp" address="127.0.0.1" port="${this.port}")
action(type="omfile" file="${at('received.jsonl')}" template="fields")
`;
  }
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
