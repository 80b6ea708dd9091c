import { assert, hexToBytes } from '@mingjing/crypto';
import type { RegistryReader } from '@mingjing/execution';
import { type AnyRoute, type CallContext, Problem } from '@mingjing/service';
import {
  HOME_PURPOSE,
  NOTE_CHARS_MAX,
  PURPOSES,
  type Purpose,
  purposeIn,
  reasonOf,
} from './purpose.ts';
import { isInScope, organisationsInScope, type ReadingScope, readingScope } from './scope.ts';

/** A visit that both of its officers are at. */
export interface OpenVisit {
  readonly id: string;
  /** The organisation that is visited. */
  readonly organisation: string;
}

export interface SubjectReadsPorts {
  registry(): RegistryReader;
  /** The open visit that a session takes part in. */
  visitOf(session: string): OpenVisit | undefined;
}

type ReadCall = Pick<CallContext, 'act' | 'assertMay' | 'headers' | 'identity'>;
type Caller = Pick<CallContext, 'identity'>;

/**
 * The one door to what is bound to a subject. A handler asks it before it reads anything: it
 * refuses a call without a purpose and a reader without an appointment, and puts the purpose into
 * the entry that is durable before the answer leaves.
 */
export class SubjectReads {
  readonly #ports: SubjectReadsPorts;

  constructor(ports: SubjectReadsPorts) {
    this.#ports = ports;
  }

  /** Who reads and why; throws the problem of a call that may not. */
  of(call: ReadCall): Reader {
    const { act, assertMay, headers, identity } = call;
    const isHome = identity.caller === 'home';
    const purpose = isHome ? HOME_PURPOSE : purposeIn(headers);
    if (typeof purpose === 'string') throw purposeProblem(purpose);
    const registry = this.#ports.registry();
    const scope = this.#scopeOf(call);
    const visit = this.#visitOf(purpose, identity.session?.id);
    act.reason = reasonOf(purpose.code);
    if (purpose.order !== undefined) act.transactionId = orderBytes(purpose.order);
    const reader = new Reader({ act, assertMay, purpose, registry, scope, visit });
    reader.about(undefined);
    return reader;
  }

  /**
   * Whether a caller may see the desk's own papers about an organisation or a subject of it. No
   * purpose is named for them: they are what officers of the authority work on together.
   */
  seesPapersOf(call: Caller, organisation: string | undefined): boolean {
    const scope = this.#scopeOf(call);
    if (scope === undefined) return true;
    return organisation !== undefined && isInScope(this.#ports.registry(), scope, organisation);
  }

  /** Refuses papers about an organisation beyond the caller's scope. */
  assertSeesPapersOf(call: Caller, organisation: string | undefined): void {
    if (!this.seesPapersOf(call, organisation)) throw new Problem(403, 'scope-subject');
  }

  /** A route of another package, held to a purpose; `judge` may refuse what is asked about. */
  guard(route: AnyRoute, judge: (reader: Reader, call: CallContext) => void): AnyRoute {
    assert('source' in route.act, 'a guarded route is an act');
    return {
      ...route,
      // All reads of subjects stand in one log, which is counted.
      act: { ...route.act, source: 'supervision' },
      handler: async (call) => {
        const reader = this.of(call);
        judge(reader, call);
        try {
          return await route.handler(call);
        } finally {
          reader.about(call.act.subject);
        }
      },
    };
  }

  /** Of an officer as the chain says now; undefined: the home, which no scope bounds. */
  #scopeOf({ identity }: Caller): ReadingScope | undefined {
    if (identity.caller === 'home') return undefined;
    const scope = readingScope(this.#ports.registry(), identity.session?.officer ?? '');
    if (scope === undefined) throw new Problem(403, 'scope-not-appointed');
    return scope;
  }

  #visitOf({ code }: Purpose, session: string | undefined): OpenVisit | undefined {
    if (code !== 'visit') return undefined;
    const visit = session === undefined ? undefined : this.#ports.visitOf(session);
    if (visit === undefined) throw new Problem(403, 'purpose-visit-not-open');
    return visit;
  }
}

interface ReaderParts {
  readonly act: ReadCall['act'];
  readonly assertMay: ReadCall['assertMay'];
  readonly purpose: Purpose;
  readonly registry: RegistryReader;
  /** Undefined: who may read the home on this machine, which no officer's scope bounds. */
  readonly scope: ReadingScope | undefined;
  readonly visit: OpenVisit | undefined;
}

/** Somebody who reads for a purpose, within what the chain lets him see now. */
export class Reader {
  readonly #parts: ReaderParts;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
  }

  get purpose(): Purpose {
    return this.#parts.purpose;
  }

  /** The officer's own; undefined: the home. */
  get scope(): ReadingScope | undefined {
    return this.#parts.scope;
  }

  /** Organisations whose subjects he may see. */
  get organisations(): readonly string[] {
    const { registry, scope, visit } = this.#parts;
    if (scope === undefined) return [...registry.all('organisation')].map(({ id }) => id);
    const inScope = organisationsInScope(registry, scope);
    return visit === undefined ? inScope : inScope.filter((id) => id === visit.organisation);
  }

  /** Whether he may see subjects that an organisation answers for. */
  maySee(organisation: string): boolean {
    const { registry, scope, visit } = this.#parts;
    if (scope === undefined) return true;
    if (visit !== undefined && visit.organisation !== organisation) return false;
    return isInScope(registry, scope, organisation);
  }

  /** Refuses a subject of an organisation that he may not see; an unknown one is no different. */
  assertMaySee(organisation: string): void {
    const isSeen = this.maySee(organisation);
    this.#parts.assertMay(isSeen ? 'organisation' : 'foreign');
    // No line of the access table widens a scope.
    if (!isSeen) throw new Problem(403, 'scope-subject');
  }

  /** What the entry says of whom was read about, beside the reader's own words. */
  about(subject: string | undefined): void {
    const { act, purpose } = this.#parts;
    const said = { note: purpose.note, ...(subject === undefined ? {} : { about: subject }) };
    act.subject = JSON.stringify(said);
  }
}

function purposeProblem(code: string): Problem {
  const members = { purposes: PURPOSES };
  return new Problem(400, code, { members, fields: { most: NOTE_CHARS_MAX } });
}

function orderBytes(hex: string): Uint8Array {
  return hexToBytes(hex) ?? new Uint8Array(0);
}
