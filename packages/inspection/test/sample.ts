// A form filled with everything that can stand in one.
import { bytesToHex, sha256 } from '@mingjing/crypto';
import {
  type Answer,
  changesBetween,
  type FilledForm,
  type Findings,
  INSPECTION_TEXTS,
  judgeItem,
  type RenderLanguage,
  type Say,
  VERDICTS,
} from '../src/index.ts';
import { readTestForm } from './test-form.ts';

const NOW = Date.UTC(2026, 10, 26, 2, 30, 5);
const form = readTestForm();
const FACTS = {
  'zh-CN': { 'facts.sample': '{count} 个节点中 {good} 个相符', 'footings.sample': '状态根' },
  en: { 'facts.sample': '{good} of {count} nodes agree', 'footings.sample': 'State root' },
} as const;

export function say(language: RenderLanguage): Say {
  const texts = new Map([
    ...flatten(INSPECTION_TEXTS[language]),
    ...Object.entries(FACTS[language]),
  ]);
  return (key, values = {}) =>
    texts.get(key)?.replace(/\{(\w+)\}/g, (blank, name) => String(values[name] ?? blank));
}

function flatten(value: object, prefix = ''): [string, string][] {
  return Object.entries(value).flatMap(([name, child]) => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    return typeof child === 'string' ? [[key, child] as [string, string]] : flatten(child, key);
  });
}

function findingsOf(n: number): Findings {
  const hash = bytesToHex(sha256(Uint8Array.of(n)));
  const outcome = VERDICTS[n % 7 === 6 ? n % 5 : 0] ?? 'met';
  return {
    measurement: {
      ...{ outcome, by: 'jia-validator', at: NOW - 60_000 * n, height: 48_000 + n },
      isStated: n % 11 === 0,
      facts: [{ key: 'facts.sample', values: { count: 5, good: 5 - (n % 2) } }],
      // What a place names may be an id of the chain, which is wider than any column.
      standsOn: [
        { key: 'footings.sample', hash, place: n % 4 === 0 ? `order/${hash}` : String(n) },
      ],
    },
    ...(n % 9 === 0
      ? {}
      : { confirmation: { officer: 'jia-duty', at: NOW, agrees: n % 13 !== 0 } }),
    ...(n % 8 === 0
      ? {}
      : {
          document: {
            ...{
              id: `doc-${n}`,
              hash,
              issuer: '某测评机构<有限公司>',
              attestor: 'jia-security-admin',
            },
            ...{ issuedAt: NOW - 1000, expiresAt: n % 5 === 0 ? NOW - 1 : null },
            isDemonstration: n % 3 === 0,
          },
        }),
  };
}

const answers: readonly Answer[] = form.items.map((item) =>
  judgeItem(item, findingsOf(item.no), NOW),
);

export const filled: FilledForm = {
  ...{ form, answers, kind: 'inspection', chainId: 'trial-0123456789abcdef' },
  phrase: '海上生明月，天涯共此时',
  head: {
    organisation: '甲组织信息技术有限公司（演示）',
    'credit-code': '91000000000000000K',
    service: '存证服务 <script>alert(1)</script>',
    'filing-number': '京网信备11000000000000000011号',
    lead: '龚䶮 130****0000',
    notice: '检通字〔2026〕第 7 号',
  },
  foot: { opinion: '' },
  ...{ nodeId: 'supervision', height: 48_213, beganAt: NOW - 600_000, endedAt: NOW },
  recordHash: bytesToHex(sha256(Buffer.from('record'))),
  changes: changesBetween(
    answers.map((answer, i) =>
      i === 2 ? { ...answer, verdict: 'not-measured' as const } : answer,
    ),
    answers,
  ),
};
