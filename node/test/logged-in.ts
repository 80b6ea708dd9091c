// Officers of a trial network who enrol and log in as people do.
import { join } from 'node:path';
import { AccountClient, type TransportOptions } from '@mingjing/client';
import { loadKeyFile, signerFromSeed } from '@mingjing/crypto/node';
import { nextCode, timeCode } from '../../scripts/demo/authenticator.ts';
import { loginCommand } from '../src/cli/account.ts';
import type { RunningNode } from '../src/index.ts';

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
  /** Latest code that he gave, which is good once. */
  #given = '';

  /** `folder` is that of the trial network. */
  constructor(folder: string, id: string) {
    this.id = id;
    this.keyFile = join(folder, 'officers', `${id}.json`);
  }

  sign = (bytes: Uint8Array): Uint8Array =>
    signerFromSeed(loadKeyFile(this.keyFile).seed).sign(bytes);

  async enrol({ baseUrl, control }: Reached): Promise<void> {
    const { token } = await new AccountClient({ baseUrl, control }).invite(this.id);
    await this.complete({ baseUrl }, token);
  }

  /** Enrols with a link that somebody made. */
  async complete(
    where: Pick<TransportOptions, 'baseUrl' | 'timeoutMs'>,
    token: string,
  ): Promise<void> {
    await new AccountClient(where).enrol(token, {
      sign: this.sign,
      code: async ({ secret = '' }) => {
        this.#secret = secret;
        return timeCode(secret, Date.now());
      },
    });
  }

  /** The code after the one that enrolling used up: it is good a step early, and once. */
  nextCode(): string {
    this.#given = nextCode(this.#secret);
    return this.#given;
  }

  /** Whether it would be one that he gave already: two logins within half a minute. */
  get hasGivenCode(): boolean {
    return this.#given === nextCode(this.#secret);
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
