import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type BlockList, isIPv4 } from 'node:net';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { ActEntry } from '../http/journal-port.ts';
import { Problem } from '../http/problem.ts';
import { type AccessRule, type Caller, entitled, mayEnter, type Relation } from './access.ts';
import type { Attending } from './attendance.ts';
import { CONTROL_HEADER } from './control-header.ts';
import type { Login, Resumed } from './login.ts';
import type { Session, Source } from './sessions.ts';

/** Who makes a call, as far as the program knows. */
export interface Identity {
  readonly caller: Caller;
  readonly actor?: NonNullable<ActEntry['actor']>;
  readonly session?: Session;
}

export const NOBODY: Identity = { caller: 'nobody' };

/** One call, before its route sees it. */
export interface Arrival extends Source {
  readonly rule: AccessRule;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Admission {
  readonly identity: Identity;
  /** Why the call goes no further. */
  readonly problem?: Problem;
}

export interface GateOptions {
  readonly nodeId: string;
  /** What its cookies are called after, where several programs answer at one site. */
  readonly cookie?: string;
  /** Made anew at each start; lies in a folder that only the program's own account reads. */
  readonly control: string;
  readonly login: Login;
  /** Where officers may come from. */
  readonly addresses: BlockList;
  /** Sites in front of this program; none: it is reached on loopback, under any name of it. */
  readonly origins: readonly string[];
  readonly cookieSeconds: number;
}

const READING = ['GET', 'HEAD'];
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** Name of the cookie in which a program keeps its sessions. */
export function sessionCookie(name: string): string {
  return `__Host-mingjing-${name}`;
}

/** Tells a caller who may do what he may not. */
function roleProblem(roles: readonly Caller[], status = 403, code = 'role-required') {
  const fields = { roles: roles.join(', ') };
  return new Problem(status, code, { fields, members: { roles } });
}

/** Tells a caller who may use a route that he may not for a thing that is this to him. */
export function relationProblem(rule: AccessRule, relation: Relation): Problem {
  const code = rule.refusals?.[relation];
  return code === undefined ? roleProblem(rule[relation]) : new Problem(403, code);
}

/** Says who a caller is, and lets him to a route or not, by its line of the access table. */
export class Gate {
  readonly #options: GateOptions;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Cookies of one host are shared by all its ports, so each node has a name of its own. */
  get cookieName(): string {
    return sessionCookie(this.#options.cookie ?? this.#options.nodeId);
  }

  admit(arrival: Arrival): Admission {
    const { rule } = arrival;
    const { identity, problem } = this.#identify(arrival);
    if (problem !== undefined) return { identity, problem };
    if (mayEnter(rule, identity.caller)) return { identity };
    if (identity.caller !== 'nobody') return { identity, problem: roleProblem(entitled(rule)) };
    if (!this.#isPlace(arrival.sourceAddress)) {
      return { identity, problem: new Problem(403, 'address-refused') };
    }
    return { identity, problem: roleProblem(entitled(rule), 401, 'login-required') };
  }

  /** Ends with its session what was opened in it; the answer lets it go before. */
  attend(session: Session, attending: Attending): () => void {
    return this.#options.login.attend(session, attending);
  }

  /** The site a caller is on; throws the problem of one who comes from elsewhere. */
  siteOf(headers: IncomingHttpHeaders, sourceAddress: string): string {
    if (!this.#isPlace(sourceAddress)) throw new Problem(403, 'address-refused');
    return this.originOf(headers);
  }

  /** The same for who needs no account and may come from anywhere. */
  originOf(headers: IncomingHttpHeaders): string {
    const { origin } = headers;
    if (origin === undefined || !this.#isOrigin(origin, headers.host)) {
      throw new Problem(403, 'origin-refused');
    }
    return origin;
  }

  /** The cookie that opens a session, or with no token the one that ends it in the browser. */
  cookie(token: string | undefined): string {
    return stringifySetCookie({
      ...{ name: this.cookieName, value: token ?? '' },
      ...{ path: '/', secure: true, httpOnly: true, sameSite: 'strict' },
      maxAge: token === undefined ? 0 : this.#options.cookieSeconds,
    });
  }

  #identify(arrival: Arrival): Admission {
    const { rule, method, headers } = arrival;
    const word = headers[CONTROL_HEADER];
    if (word !== undefined) return this.#home(String(word));
    const resumed = this.#resume(arrival);
    if (resumed === undefined) return { identity: NOBODY };
    if (!resumed.ok) {
      // What anyone may ask, a caller with an old cookie may ask, too.
      if (mayEnter(rule, 'nobody')) return { identity: NOBODY };
      const { reason } = resumed;
      const members = { reason };
      return { identity: NOBODY, problem: new Problem(401, 'session-over', { members }) };
    }
    const { session } = resumed;
    const actor = { type: 'officer', id: session.officer } as const;
    const identity: Identity = { caller: session.role, actor, session };
    const { host, origin } = headers;
    if (READING.includes(method) || this.#isOrigin(origin ?? '', host)) return { identity };
    return { identity, problem: new Problem(403, 'origin-refused') };
  }

  #home(word: string): Admission {
    const [said, known] = [Buffer.from(word), Buffer.from(this.#options.control)];
    if (said.length === known.length && timingSafeEqual(said, known)) {
      const actor = { type: 'system', id: this.#options.nodeId } as const;
      return { identity: { caller: 'home', actor } };
    }
    return { identity: NOBODY, problem: new Problem(403, 'control-word') };
  }

  #resume({ headers: { cookie }, sourceAddress, sourcePort }: Arrival): Resumed | undefined {
    if (cookie === undefined || !this.#isPlace(sourceAddress)) return undefined;
    const token = parseCookie(cookie)[this.cookieName];
    if (token === undefined) return undefined;
    return this.#options.login.resume(token, { sourceAddress, sourcePort });
  }

  #isPlace(address: string): boolean {
    return this.#options.addresses.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  }

  #isOrigin(origin: string, host: string | undefined): boolean {
    const { origins } = this.#options;
    if (origins.length > 0) return origins.includes(origin);
    // A name that somebody points at loopback is not ours, whatever it says of itself.
    if (!URL.canParse(origin)) return false;
    const site = new URL(origin);
    return site.host === host && LOOPBACK.includes(site.hostname);
  }
}
