// What is judged about users without a node: consents, reveals, states, and the service's contract.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { User } from '@mingjing/protocol';
import { Verification } from '@mingjing/protocol';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { verificationState } from '../src/management/users/chain-view.ts';
import { consentFault, hasConsent, type SaidConsent } from '../src/management/users/consents.ts';
import { HttpVerification } from '../src/management/users/http-verification.ts';
import {
  APPROVAL_MS,
  approvalFault,
  approvalRelation,
  openingFault,
  openingRelation,
  purposeFault,
  type RevealState,
} from '../src/management/users/reveal-rules.ts';
import type { ConsentStep } from '../src/management/users/user-file.ts';
import { isServiceUrl } from '../src/management/users/verification-config.ts';

const step = (purpose: string, given: boolean, version = 1): ConsentStep => ({
  ...{ purpose, version, given, at: 1, signed: '', signature: '', publicKey: '' },
});

describe('consent', () => {
  test.each<[name: string, steps: ConsentStep[], expected: boolean]>([
    ['never asked for', [], false],
    ['given', [step('contact', true)], true],
    ['given to another text', [step('contact', true, 2)], false],
    ['given to something else', [step('verification', true)], false],
    ['withdrawn', [step('contact', true), step('contact', false)], false],
    ['given again', [step('contact', true), step('contact', false), step('contact', true)], true],
  ])('is judged when it was %s', (_name, steps, expected) => {
    expect(hasConsent(steps, 'contact')).toBe(expected);
    expect(purposeFault('contact', steps)).toBe(expected ? undefined : 'consent-withdrawn');
    expect(purposeFault('legal-duty', steps)).toBeUndefined();
  });

  const said = (purpose: SaidConsent['purpose'], given = true, version = 1) => {
    return { purpose, version, given };
  };
  test.each<[said: SaidConsent[], first: boolean, fault: string | undefined]>([
    [[said('verification')], true, undefined],
    [[said('verification'), said('contact', false)], true, undefined],
    [[said('contact')], true, 'consent-missing'],
    [[said('contact')], false, undefined],
    [[said('verification', false)], true, 'consent-missing'],
    [[said('verification', false)], false, undefined],
    [[said('verification', true, 2)], true, 'consent-version'],
    [[said('contact'), said('contact', false)], false, 'consent-twice'],
  ])('%j, at a registration: %s, is taken unless %s', (list, first, fault) => {
    expect(consentFault(list, first)).toBe(fault);
  });
});

describe('a reveal', () => {
  const asked: RevealState = {
    ...{ user: 'u-1', by: 'jia-reviewer', role: 'reviewer', purpose: 'sanction', reason: 'x' },
    ...{ askedAt: 1000, approvedBy: null, approvedAt: null, openedAt: null },
  };
  const allowed = { ...asked, approvedBy: 'jia-audit-admin', approvedAt: 2000 };
  const reviewer = { id: 'jia-reviewer', role: 'reviewer' };
  const auditor = { id: 'jia-audit-admin', role: 'audit-admin' };
  const later = { id: 'jia-reviewer-2', role: 'reviewer' };

  test.each([
    [reviewer, 'own', 'own'],
    // Of the same role: as good as the same person where two roles are asked for.
    [later, 'own', 'organisation'],
    [auditor, 'organisation', 'organisation'],
  ])('is to %j, who allows it: %s; who opens it: %s', (officer, allows, opens) => {
    expect(approvalRelation(asked, officer)).toBe(allows);
    expect(openingRelation(asked, officer)).toBe(opens);
  });

  test.each([
    [asked, 1000, undefined],
    [asked, 1000 + APPROVAL_MS, 'reveal-over'],
    [allowed, 2001, 'reveal-over'],
  ])('%j allowed at %i: %s', (state, now, fault) => {
    expect(approvalFault(state, now)).toBe(fault);
  });

  test.each([
    [allowed, 2000, undefined],
    [asked, 2000, 'reveal-waiting'],
    [asked, 1000 + APPROVAL_MS, 'reveal-over'],
    [allowed, 2000 + 10 * 60_000, 'reveal-over'],
    [{ ...allowed, openedAt: 2001 }, 2002, 'reveal-over'],
  ])('%j opened at %i: %s', (state, now, fault) => {
    expect(openingFault(state, now)).toBe(fault);
  });
});

describe('verified', () => {
  it('is what the chain says, at its time, and nothing else', () => {
    const state = fc.constantFrom(...Object.values(Verification));
    const user = fc.option(fc.record({ verification: state, verifiedUntil: fc.nat() }));
    fc.assert(
      fc.property(user, fc.boolean(), fc.nat(), (of, isHere, time) => {
        const isVerified = of?.verification === Verification.verified && of.verifiedUntil > time;
        const found = verificationState((of ?? undefined) as User | undefined, isHere, time);
        expect(found === 'verified').toBe(isVerified);
        if (of === null) expect(found).toBe(isHere ? 'format-ok' : 'none');
      }),
    );
  });

  it('is written nowhere in the program but with a signature in a trial genesis', () => {
    const folder = fileURLToPath(new URL('../src', import.meta.url));
    const writing = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .filter((path) => {
        const text = readFileSync(join(folder, path), 'utf8');
        return /verification: Verification\.|verification: 2\b/.test(text);
      });
    expect(writing).toEqual([join('testnet', 'identities.ts')]);
  });
});

describe('a verification service', () => {
  test.each([
    ['https://verifier.example', true],
    ['https://verifier.example:8443/base', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]:8080', true],
    ['http://localhost', true],
    ['http://verifier.example', false],
    ['http://127.0.0.1.example', false],
    ['https://user:word@verifier.example', false],
    ['https://verifier.example/?key=1', false],
    ['ftp://127.0.0.1', false],
    ['verifier.example', false],
    ['', false],
  ])('at %j may be told identities: %s', (url, expected) => {
    expect(isServiceUrl(url)).toBe(expected);
  });

  const contract = parse(
    readFileSync(new URL('../../docs/spec/verification-service.yaml', import.meta.url), 'utf8'),
  );
  const { VerificationRequest, Verified, Refused } = contract.components.schemas;
  const request = {
    ...{ requestId: '0'.repeat(24), chainName: 'trial', userType: 'person' as const },
    ...{ userKey: new Uint8Array(32), name: null as string | null, salt: new Uint8Array(32) },
    identifier: { kind: 'mobile' as const, number: '13000000000' },
    identityCommitment: new Uint8Array(32),
  };
  const asked = async (answer: unknown, name: string | null = null) => {
    let sent: { path: string; body: Record<string, unknown> } | undefined;
    const fetch = (async (url: string, init: RequestInit) => {
      sent = { path: new URL(url).pathname, body: JSON.parse(String(init.body)) };
      return Response.json(answer);
    }) as typeof globalThis.fetch;
    const service = new HttpVerification({ url: 'https://v.example/', timeoutMs: 1000, fetch });
    return { reply: await service.ask({ ...request, name }), sent };
  };

  it('is asked as its contract says', async () => {
    const { required, properties } = VerificationRequest;
    const { sent } = await asked({});
    expect(Object.keys(contract.paths)).toEqual([sent?.path]);
    expect(Object.keys(sent?.body ?? {}).sort()).toEqual([...required].sort());
    const named = Object.keys((await asked({}, '测试')).sent?.body ?? {}).sort();
    expect(named).toEqual(Object.keys(properties).sort());
    for (const name of ['request_id', 'user_key', 'salt', 'identity_commitment']) {
      expect(sent?.body[name]).toMatch(new RegExp(properties[name].pattern));
    }
  });

  it('is heard when it answers as its contract says, and otherwise not', async () => {
    const verified = { result: 'verified', answer: 'ab', signature: 'cd'.repeat(64) };
    expect(Object.keys(verified)).toEqual(Verified.required);
    expect((await asked(verified)).reply.kind).toBe('answered');
    for (const reason of Refused.properties.reason.enum) {
      const { reply } = await asked({ result: 'refused', reason });
      expect(reply).toEqual({ kind: 'unconfirmed', reason });
    }
    const malformed = { kind: 'failed', reason: 'verifier-malformed' };
    const wrong = [
      ...[null, [], 'verified', {}, { result: 'verified' }, { ...verified, extra: 1 }],
      ...[{ ...verified, answer: 'abc' }, { ...verified, answer: 'AB' }, { result: 'refused' }],
      ...[
        { result: 'refused', reason: 'because' },
        { ...verified, answer: 'a'.repeat(4098) },
      ],
    ];
    for (const answer of wrong) expect((await asked(answer)).reply).toMatchObject(malformed);
  });
});
