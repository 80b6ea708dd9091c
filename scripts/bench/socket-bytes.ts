// Bytes that processes sent over TCP, from the kernel's own counters of each open socket.
import { execFileSync } from 'node:child_process';

/** Comes with the network tools of every Linux distribution, but nothing here depends on it. */
const TOOL = 'ss';

/**
 * Bytes sent so far by the open TCP sockets of a process, retransmissions included, without those
 * whose own port is `apiPort`: what remains is traffic between nodes. Undefined where the tool
 * `ss` is missing or tells no counters. A socket that closes takes its count with it.
 */
export function peerBytesSent(pid: number, apiPort: number): number | undefined {
  let text: string;
  try {
    text = execFileSync(TOOL, ['-tinpHO'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  } catch {
    // Not installed, or too old for these flags: the figure is left out, never guessed.
    return undefined;
  }
  return sentBytes(text, pid, apiPort);
}

/** The sum of `bytes_sent` in the output of `ss -tinpHO`. */
function sentBytes(text: string, pid: number, apiPort: number): number | undefined {
  let sum: number | undefined;
  for (const line of text.split('\n')) {
    if (!line.includes(`pid=${pid},`)) continue;
    const own = line.trim().split(/\s+/)[3] ?? '';
    if (own.endsWith(`:${apiPort}`)) continue;
    const sent = /\bbytes_sent:(\d+)/.exec(line)?.[1];
    if (sent !== undefined) sum = (sum ?? 0) + Number(sent);
  }
  return sum;
}
