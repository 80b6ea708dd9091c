// A user as the acts make him, written down beside the chain: the oracle of the properties.
import {
  type IdentityRenew,
  KeyPurpose,
  SanctionGrade,
  Standing,
  type VerificationAnswer,
} from '@mingjing/protocol';
import { LIMITED_RECORDS_PER_DAY, sanctionsOf } from '../src/index.ts';
import {
  type Act,
  bytes,
  enrolled,
  idOf,
  record,
  registration,
  START,
  type TestChain,
} from './chain.ts';

export const DAY = 86_400_000;
const { limit, suspend, close } = SanctionGrade;
export const END = START + 400 * DAY;

/** A sanction on dora; all but a closing last to the end of the tests unless told otherwise. */
export const imposing = (grade: number, expiresAt = END) => ({
  sanctionImpose: {
    ...{ userId: 'dora', grade, reason: 1, basis: 1 },
    expiresAt: grade === close ? 0 : expiresAt,
  },
});

/** What is known of a user by the acts that were done, and when: no entry of the registry. */
export interface Model {
  key: string;
  verifiedUntil: number;
  closed: boolean;
  published: { version: number; effectiveAt: number }[];
  accepted: number;
  sanctions: { id: Uint8Array; grade: number; from: number; until: number; appealed: boolean }[];
  written: Map<number, number>;
}

export type Step = (
  chain: TestChain,
  model: Model,
) => { signer: string; act: Act; done: () => void };

export const steps: Record<string, Step> = {
  suspend: (chain, model) => imposition(chain, model, suspend),
  limit: (chain, model) => imposition(chain, model, limit),
  close: (chain, model) => imposition(chain, model, close),
  confirm: (_chain, model) => {
    const closing = model.sanctions.findLast(({ grade }) => grade === close);
    return {
      signer: 'security-a',
      act: { sanctionConfirm: { sanctionId: closing?.id ?? bytes(32, 9) } },
      done: () => {
        model.closed = true;
      },
    };
  },
  lift: (_chain, model) => {
    const latest = model.sanctions.at(-1);
    return {
      signer: 'second-a',
      act: { sanctionLift: { sanctionId: latest?.id ?? bytes(32, 9), reason: 1 } },
      done: () => {
        if (latest) latest.until = 0;
      },
    };
  },
  appeal: (_chain, model) => {
    const latest = model.sanctions.at(-1);
    const said = { reason: 1, statement: bytes(0, 0) };
    return {
      signer: model.key,
      act: { sanctionAppeal: { sanctionId: latest?.id ?? bytes(32, 9), ...said } },
      done: () => {
        if (latest) latest.appealed = true;
      },
    };
  },
  overturn: (_chain, model) => {
    const latest = model.sanctions.findLast(({ appealed }) => appealed);
    return {
      signer: 'audit-a',
      act: { sanctionDecide: { sanctionId: latest?.id ?? bytes(32, 9), upheld: false, reason: 1 } },
      done: () => {
        if (latest) latest.until = 0;
      },
    };
  },
  erase: (_chain, model) => ({
    signer: model.key,
    act: { retentionErase: { userId: 'dora' } },
    done: () => {
      model.closed = true;
    },
  }),
  agreement: (chain, model) => {
    const version = model.published.length + 1;
    const effectiveAt = chain.state.time + 2 * DAY;
    return {
      signer: 'security-a',
      act: { agreementPublish: { version, textHash: bytes(32, version), effectiveAt } },
      done: () => model.published.push({ version, effectiveAt }),
    };
  },
  accept: (_chain, model) => {
    const version = model.published.length;
    return {
      signer: model.key,
      act: { agreementAccept: { version, textHash: bytes(32, version) } },
      done: () => {
        model.accepted = version;
      },
    };
  },
  rotate: (chain, model) => {
    const name = `dora ${chain.state.height}`;
    return {
      signer: model.key,
      act: { identityRotate: { key: enrolled(name, KeyPurpose.user) } },
      done: () => {
        model.key = name;
      },
    };
  },
  renew: (chain, model) => renewal(chain.state, model, {}),
  forged: (chain, model) => renewal(chain.state, model, { answerSignature: bytes(64, 1) }),
  stranger: (chain, model) => renewal(chain.state, model, {}, 'alice'),
  recover: (chain, model) => {
    const name = `dora ${chain.state.height}`;
    const { signer, act, done } = renewal({ ...chain.state, name }, model, {
      key: enrolled(name, KeyPurpose.user),
    });
    return {
      signer,
      act,
      done: () => {
        done();
        model.key = name;
      },
    };
  },
  wait: () => ({
    signer: 'alice',
    act: { recordsPublish: { records: [record('a')] } },
    done: () => undefined,
  }),
};

function imposition(chain: TestChain, model: Model, grade: number) {
  const from = chain.state.time + 1000;
  const until = grade === close ? 0 : from + DAY * 1.5;
  return {
    signer: 'reviewer-a',
    act: imposing(grade, until),
    done: () => {
      const [latest] = sanctionsOf(chain.state.registry, 'dora', 1);
      const id = latest?.id ?? bytes(32, 9);
      model.sanctions.push({ id, grade, from, until, appealed: false });
    },
  };
}

function renewal(
  { time, name }: { readonly time: number; readonly name?: string },
  model: Model,
  change: Partial<IdentityRenew>,
  by?: string,
) {
  const said: Partial<VerificationAnswer> = {
    ...{ userKey: idOf(name ?? model.key), verifiedAt: time, expiresAt: time + 3 * DAY },
  };
  const { answer, answerSignature } = registration('dora', said, by);
  return {
    signer: 'audit-a',
    act: { identityRenew: { userId: 'dora', answer, answerSignature, ...change } },
    done: () => {
      model.verifiedUntil = time + 3 * DAY;
    },
  };
}

/** The standing that the acts give. */
export function modelStanding({ closed, sanctions }: Model, time: number): number {
  if (closed) return Standing.closed;
  const grades = sanctions.filter(({ until }) => until > time).map(({ grade }) => grade);
  if (grades.includes(suspend)) return Standing.suspended;
  return grades.includes(limit) ? Standing.limited : Standing.active;
}

/** Whether the acts let the user write one record. */
export function modelMay(model: Model, time: number): boolean {
  const asked = model.published.filter(({ effectiveAt }) => effectiveAt <= time).length;
  const standing = modelStanding(model, time);
  const written = model.written.get(Math.floor(time / DAY)) ?? 0;
  const isWithinDay = standing !== Standing.limited || written < LIMITED_RECORDS_PER_DAY;
  return (
    time < model.verifiedUntil &&
    standing <= Standing.limited &&
    model.accepted >= asked &&
    isWithinDay
  );
}

/** Counts a record that the user wrote. */
export function note(model: Model, time: number): void {
  if (modelStanding(model, time) !== Standing.limited) return;
  const day = Math.floor(time / DAY);
  model.written.set(day, (model.written.get(day) ?? 0) + 1);
}
