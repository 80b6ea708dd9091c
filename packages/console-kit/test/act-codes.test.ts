import { BASIS_CODES, REASON_CODES } from '@mingjing/protocol/numbers';
import { describe, expect, it } from 'vitest';
import en from '../src/i18n/en.json' with { type: 'json' };
import zh from '../src/i18n/zh-CN.json' with { type: 'json' };
import { actCodeOptions, actCodeText } from '../src/text/act-codes.ts';

describe('codes of acts', () => {
  it.each([en, zh])('each have a text, and no text is without its code', ({ codes }) => {
    expect(Object.keys(codes.reason).toSorted()).toEqual(Object.values(REASON_CODES).toSorted());
    expect(Object.keys(codes.basis).toSorted()).toEqual(Object.values(BASIS_CODES).toSorted());
  });

  it('are shown with what they mean, and as a number where that is not known', () => {
    expect(actCodeText('reason', 7)).toBe(`7 ${zh.codes.reason['authority-demand']}`);
    expect(actCodeText('basis', 49)).toBe(`49 ${zh.codes.basis['cybersecurity-49']}`);
    expect(actCodeText('basis', 65_535)).toBe('65535');
    expect(actCodeOptions('basis').map(({ code }) => code)).toContain(16);
  });
});
