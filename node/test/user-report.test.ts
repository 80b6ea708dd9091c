// What the commands about users show a person.
import type { AgreementsAnswer, UserAnswer } from '@mingjing/client';
import { afterEach, expect, test, vi } from 'vitest';
import { Output } from '../src/cli/output.ts';
import { printAgreements, printUser } from '../src/cli/user-report.ts';

const HASH = 'ab'.repeat(32);
const at = Date.parse('2026-11-26T04:00:00Z');
const user: UserAnswer = {
  ...{ id: 'user-1', type: 'person', organisation: 'jia', synthetic: true, key_id: HASH },
  ...{ registered_height: 0, verification: 'verified', verified_until: at, standing: 'suspended' },
  ...{ may_write: false, refusal: 'userNotActive', agreement_required: 2, agreement_accepted: 1 },
  acceptances: [],
  sanctions: [
    {
      ...{ id: HASH, grade: 'suspend', reason: 3, basis: 16, state: 'in-force', expires_at: at },
      appeal_open: true,
      steps: [
        {
          ...{ step: 'imposed', actor: 'jia-reviewer', role: 'reviewer', height: 3, time: at },
          ...{ reason: 3, statement: null, transaction_id: HASH },
        },
        {
          ...{ step: 'appealed', actor: 'user-1', role: null, height: 4, time: at, reason: 1 },
          ...{ statement: HASH, transaction_id: HASH },
        },
      ],
    },
  ],
  ...{ more_sanctions: true, height: 7, time: at },
};
const version = { version: 1, text_hash: HASH, effective_at: at, officer: 'jia-security-admin' };
const agreements: AgreementsAnswer = {
  agreements: [
    {
      ...{ organisation: 'jia', in_force: 1, users: 4, covered: 3 },
      versions: [{ ...version, height: 1, time: at, transaction_id: HASH, accepted: 3 }],
    },
    { organisation: 'yi', in_force: null, users: 2, covered: 2, versions: [] },
  ],
  ...{ height: 7, time: at },
};

afterEach(() => vi.restoreAllMocks());

/** What is printed, line by line; a text that lacks would show as its key. */
function printed(lang: string, print: (output: Output) => void): string {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  print(new Output({ lang }));
  const text = lines.join('\n');
  expect(text).not.toContain('cli.');
  return text;
}

test.each([
  ['zh-CN', ['已暂停', '不可以：用户已暂停或注销', '须接受第 2 版，已接受第 1 版', '暂停', '有效']],
  ['en', ['suspended', 'no: the user is suspended or closed', 'in force', 'appealed user-1']],
])('a user in %s', (lang, texts) => {
  const text = printed(lang, (output) => printUser(output, user));
  for (const part of [...texts, HASH, '2026-11-26T04:00:00.000Z', 'jia-reviewer']) {
    expect(text).toContain(part);
  }
  const free = { ...user, sanctions: [], may_write: true, agreement_required: null };
  expect(printed(lang, (output) => printUser(output, free))).not.toContain(HASH);
});

test.each([
  ['zh-CN', ['jia：第 1 版在施行，用户 4 名，已接受 3 名', 'yi：尚无施行的版本']],
  ['en', ['jia: version 1 is in force; 3 of 4 users accepted it', 'yi: no version is in force']],
])('agreements in %s', (lang, texts) => {
  const text = printed(lang, (output) => printAgreements(output, agreements));
  for (const part of [...texts, HASH]) expect(text).toContain(part);
  const none = { ...agreements, agreements: [] };
  expect(printed(lang, (output) => printAgreements(output, none))).not.toContain('jia');
});
