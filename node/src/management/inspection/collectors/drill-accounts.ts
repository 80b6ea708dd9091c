import { join } from 'node:path';
import { generateSeed, randomBytes, signerFromSeed, verify } from '@mingjing/crypto/node';
import { accountSigningBytes, type RoleName } from '@mingjing/protocol';
import {
  type AccountPorts,
  type Accounts,
  addressList,
  Gate,
  openAccounts,
  timeCodeAt,
} from '@mingjing/service';
import type { InspectionWorld } from '../world.ts';
import { inScratch } from './scratch.ts';

const ORIGIN = 'http://localhost';
const ADDRESS = '127.0.0.1';
/** Officers of a drill stand at the machine itself; no connection carries what they do. */
export const DRILL_SOURCE = { sourceAddress: ADDRESS, sourcePort: 0 } as const;
const KEY_BYTES = 32;
const STEP_MS = 30_000;

/** An officer of a drill: made for it, and gone with it. */
export interface DrillOfficer {
  readonly id: string;
  readonly role: RoleName;
  readonly seed: Uint8Array;
  readonly secret: string;
}

/** How somebody tries to log in. */
export interface Trial {
  readonly officer: DrillOfficer;
  readonly isKeyRight?: boolean;
  /** Absent: no second factor at all. */
  readonly code?: string;
}

/**
 * Accounts of nobody, under the very settings of this program and its own code: what is tried with
 * them locks no officer out and leaves nothing behind. Time here goes as the drill lets it.
 */
export class DrillAccounts {
  readonly #accounts: Accounts;
  readonly #clock: { now: number; monotonic: number };
  readonly #nodeId: string;
  readonly #officers: ReadonlyMap<string, DrillOfficer & { readonly publicKey: Uint8Array }>;

  private constructor(accounts: Accounts, rest: Rest) {
    this.#accounts = accounts;
    this.#clock = rest.clock;
    this.#nodeId = rest.nodeId;
    this.#officers = rest.officers;
  }

  /** Runs a drill with one officer of each role; nothing is left of them. */
  static run<T>(
    world: InspectionWorld,
    roles: readonly RoleName[],
    drill: (accounts: DrillAccounts) => Promise<T>,
  ): Promise<T> {
    return inScratch(world.host.paths.data, async (folder) => {
      const accounts = await DrillAccounts.#open(world, roles, folder);
      try {
        return await drill(accounts);
      } finally {
        await accounts.#accounts.login.stop();
      }
    });
  }

  static async #open(
    { host, now, program }: InspectionWorld,
    roles: readonly RoleName[],
    folder: string,
  ): Promise<DrillAccounts> {
    const clock = { now: now(), monotonic: 0 };
    const officers = new Map(roles.map((role) => [`drill-${role}`, newOfficer(role)]));
    const { settings } = program.accounts;
    const key = randomBytes(KEY_BYTES);
    const rest = { clock, officers, nodeId: host.nodeId };
    const accounts = await openAccounts({
      settings: { ...settings, roles },
      ports: portsOf(rest),
      file: { path: join(folder, 'accounts'), key: () => key },
    });
    const drill = new DrillAccounts(accounts, rest);
    for (const officer of officers.values()) await drill.#enrol(officer);
    return drill;
  }

  officer(role: RoleName): DrillOfficer {
    return this.#officers.get(`drill-${role}`) as DrillOfficer;
  }

  /** A code that the second factor takes next: each is good once. */
  code({ secret }: DrillOfficer): string {
    this.pass(STEP_MS);
    return timeCodeAt(secret, this.#clock.now);
  }

  pass(ms: number): void {
    this.#clock.now += ms;
    this.#clock.monotonic += ms;
  }

  /** Tries to log in: the token of the session, or the reason of the refusal. */
  async login({
    code,
    isKeyRight = true,
    officer,
  }: Trial): Promise<
    { readonly ok: true; readonly token: string } | { readonly ok: false; readonly reason: string }
  > {
    const { login, settings } = this.#accounts;
    const challenge = login.challenge(officer.id);
    const { chainId, nodeId } = settings;
    const asked = {
      purpose: 'login',
      nodeId,
      origin: ORIGIN,
      officer: officer.id,
      challenge,
    } as const;
    const { sign } = signerFromSeed(isKeyRight ? officer.seed : generateSeed());
    const answer = {
      ...{ challenge, signature: sign(accountSigningBytes(chainId, asked)), origin: ORIGIN },
      ...DRILL_SOURCE,
      ...(code === undefined ? {} : { code }),
    };
    const done = await login.login(officer.id, answer, async () => undefined);
    return done.ok ? { ok: true, token: done.token } : { ok: false, reason: done.reason };
  }

  isIn(token: string): boolean {
    return this.#accounts.login.resume(token, DRILL_SOURCE).ok;
  }

  /** The gate of this program, before which the officers of the drill stand. */
  gate(): Gate {
    const addresses = addressList([`${ADDRESS}/32`]);
    if (addresses === undefined) throw new Error('INTERNAL');
    return new Gate({
      ...{ nodeId: this.#nodeId, login: this.#accounts.login, addresses, origins: [] },
      ...{ control: randomBytes(KEY_BYTES).toString(), cookieSeconds: 60 },
    });
  }

  async #enrol(officer: DrillOfficer & { secret: string }): Promise<void> {
    const { enrolment, settings } = this.#accounts;
    const invited = await enrolment.invite(officer.id);
    if (!invited.ok) throw new Error(invited.reason);
    const begun = enrolment.begin(invited.token, ADDRESS);
    if (!begun.ok) throw new Error(begun.reason);
    const { challenge, secret } = begun;
    const { chainId, nodeId } = settings;
    const asked = {
      purpose: 'enrolment',
      nodeId,
      origin: ORIGIN,
      officer: officer.id,
      challenge,
    } as const;
    const signature = signerFromSeed(officer.seed).sign(accountSigningBytes(chainId, asked));
    const code = timeCodeAt(secret, this.#clock.now);
    const answer = { challenge, signature, code, origin: ORIGIN, ...DRILL_SOURCE };
    const done = await enrolment.complete(invited.token, answer, async () => undefined);
    if (!done.ok) throw new Error(done.reason);
    officer.secret = secret;
  }
}

interface Rest {
  readonly clock: { now: number; monotonic: number };
  readonly nodeId: string;
  readonly officers: ReadonlyMap<string, DrillOfficer & { readonly publicKey: Uint8Array }>;
}

function newOfficer(role: RoleName) {
  const seed = generateSeed();
  const { publicKey } = signerFromSeed(seed);
  return { id: `drill-${role}`, role, seed, publicKey, secret: '' };
}

function portsOf({ clock, officers }: Rest): AccountPorts {
  return {
    officer(id) {
      const found = officers.get(id);
      return found && { id, role: found.role, publicKey: found.publicKey, isRevoked: false };
    },
    ...{ verify, randomBytes, now: () => clock.now, monotonicMs: () => clock.monotonic },
    sessionEnded: async () => undefined,
  };
}
