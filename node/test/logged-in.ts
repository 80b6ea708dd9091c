// Officers of a trial network who enrol and log in as people do.
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { loginCommand } from '../src/cli/account.ts';
import type { RunningNode } from '../src/index.ts';

const STEP_MS = 30_000;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code of RFC 6238 at a time, as an authenticator computes it. */
export function timeCode(secret: string, timeMs: number): string {
  const bits = [...secret].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(timeMs / STEP_MS)));
  const mac = createHmac('sha1', key).update(step).digest();
  const number = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Where a running program is reached, and the word of its home. */
export interface Reached {
  readonly baseUrl: string;
  readonly control: string;
}

/** An officer as he sits before his screen. */
export class TestOfficer {
  readonly id: string;
  readonly keyFile: string;
  #secret = '';

  /** `folder` is that of the trial network. */
  constructor(folder: string, id: string) {
    this.id = id;
    this.keyFile = join(folder, 'officers', `${id}.json`);
  }

  sign = (bytes: Uint8Array): Uint8Array =>
    signerFromSeed(loadKeyFile(this.keyFile).seed).sign(bytes);

  async enrol({ baseUrl, control }: Reached): Promise<void> {
    const { token } = await new AccountClient({ baseUrl, control }).invite(this.id);
    await new AccountClient({ baseUrl }).enrol(token, {
      sign: this.sign,
      code: async ({ secret = '' }) => {
        this.#secret = secret;
        return timeCode(secret, Date.now());
      },
    });
  }

  /** The code after the one that enrolling used up: it is good a step early, and once. */
  nextCode(): string {
    return timeCode(this.#secret, Date.now() + STEP_MS);
  }

  /** Enrols and logs in; the cookie of the session. */
  async login(reached: Reached): Promise<string> {
    await this.enrol(reached);
    const proof = { sign: this.sign, code: async () => this.nextCode() };
    const { baseUrl } = reached;
    return (await new AccountClient({ baseUrl }).login(this.id, proof)).cookie;
  }
}

export function reachedAt({ api, host }: RunningNode): Reached {
  return { baseUrl: `http://localhost:${api.port}`, control: host.control };
}

/** Logs an officer in by the command; the file with his session. */
export async function savedSession(node: RunningNode, folder: string, id: string): Promise<string> {
  const officer = new TestOfficer(folder, id);
  const reached = reachedAt(node);
  await officer.enrol(reached);
  const session = join(folder, `${id}.session`);
  const options = { node: reached.baseUrl, key: officer.keyFile, code: officer.nextCode() };
  await loginCommand(id, { ...options, session, json: true });
  return session;
}
