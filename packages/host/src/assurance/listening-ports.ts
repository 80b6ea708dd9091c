import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A TCP socket that this process listens on. */
export interface Listener {
  readonly address: string;
  readonly port: number;
}

/** What this process listens on, or why the system does not show it. */
export type Listening =
  | { readonly isMeasurable: true; readonly listeners: readonly Listener[] }
  | { readonly isMeasurable: false; readonly reason: 'no-proc' | 'unreadable' };

/** Ports that the configuration speaks of, against those that are there. */
export interface PortCheck {
  readonly undeclared: readonly Listener[];
  /** Declared, and nothing of this process listens there. */
  readonly silent: readonly number[];
}

/** State of a listening socket in `/proc/net/tcp`. */
const LISTEN = '0A';
const TABLES = ['tcp', 'tcp6'];
const SOCKET = /^socket:\[(\d+)\]$/;
const HEX_WORD = 8;

/**
 * Sockets of this process alone: its own descriptors name inodes, and the tables of the kernel say
 * what each is. UDP sockets are not among them. Nothing here waits for a disk.
 */
export function listeningPorts(proc = '/proc'): Listening {
  if (process.platform !== 'linux') return { isMeasurable: false, reason: 'no-proc' };
  try {
    const own = ownSockets(join(proc, 'self/fd'));
    const tables = TABLES.map((table) => readTable(join(proc, 'self/net', table)));
    return { isMeasurable: true, listeners: tables.flatMap((text) => listenersIn(text, own)) };
  } catch {
    return { isMeasurable: false, reason: 'unreadable' };
  }
}

/** Listening sockets with these inodes in the text of a table of the kernel. */
export function listenersIn(table: string, inodes: ReadonlySet<string>): readonly Listener[] {
  const rows = table.split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
    if (state !== LISTEN || !inodes.has(inode)) return [];
    const [address = '', port = ''] = local.split(':');
    return [{ address: addressOf(address), port: Number.parseInt(port, 16) }];
  });
}

/** Holds what listens against what is declared. */
export function checkPorts(listeners: readonly Listener[], declared: readonly number[]): PortCheck {
  const open = new Set(listeners.map(({ port }) => port));
  return {
    undeclared: listeners.filter(({ port }) => !declared.includes(port)),
    silent: declared.filter((port) => !open.has(port)),
  };
}

function ownSockets(folder: string): ReadonlySet<string> {
  const inodes = new Set<string>();
  for (const name of readdirSync(folder)) {
    const inode = SOCKET.exec(targetOf(join(folder, name)))?.[1];
    if (inode !== undefined) inodes.add(inode);
  }
  return inodes;
}

// A descriptor that was closed meanwhile is no socket of ours any more.
function targetOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

// A machine without IPv6 has no table of it.
function readTable(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (path.endsWith('tcp6') && (error as { code?: string }).code === 'ENOENT') return '';
    throw error;
  }
}

/** Words of 32 bits, each in the byte order of the machine, which is little-endian here. */
function addressOf(hex: string): string {
  const words = hex.match(new RegExp(`.{${HEX_WORD}}`, 'g')) ?? [];
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex')].reverse());
  if (bytes.length === 4) return bytes.join('.');
  const groups: string[] = [];
  for (let i = 0; i < bytes.length; i += 2) {
    groups.push((((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0)).toString(16));
  }
  return groups.every((group) => group === '0') ? '::' : groups.join(':');
}
