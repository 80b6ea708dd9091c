// Parts as a page first shows them, in Chinese.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Hash } from '../src/show/hash.tsx';
import { Masked } from '../src/show/masked.tsx';
import { ProofBadge, type ProofState } from '../src/show/proof-badge.tsx';
import { State } from '../src/show/state.tsx';
import { Time } from '../src/show/time.tsx';
import { Empty, Failed, Partial, Refused, Stale } from '../src/states/page-states.tsx';

const text = (markup: string) => markup.replace(/<[^>]*>/g, '');

describe('parts', () => {
  it('a state is colour, icon and word', () => {
    const markup = renderToStaticMarkup(createElement(State, { kind: 'due', children: '将到期' }));
    expect(markup).toContain('class="state due"');
    expect(markup).toContain('<svg');
    expect(text(markup)).toBe('将到期');
  });

  it('a time says what it is in UTC', () => {
    const markup = renderToStaticMarkup(createElement(Time, { ms: Date.UTC(2026, 10, 22, 7) }));
    expect(markup).toContain('title="2026-11-22 07:00:00 UTC"');
    expect(text(markup)).toBe('2026-11-22 15:00:00');
  });

  it('a hash keeps all of itself, and has no button where a page may copy nothing', () => {
    const markup = renderToStaticMarkup(createElement(Hash, { value: 'ab'.repeat(32) }));
    expect(markup).toContain(`title="${'ab'.repeat(32)}"`);
    expect(markup).not.toContain('<button');
  });

  it('what is masked is not in the page', () => {
    const reveal = async () => ({ value: '张三丰', entry: 'admin/7' });
    const props = { masked: '张**', name: '姓名', reveal };
    expect(text(renderToStaticMarkup(createElement(Masked, props)))).toBe('张** 查看姓名');
  });

  it.each<[ProofState, string]>([
    ['checked', '本机已验证'],
    ['stated', '由 n1 声明'],
    ['unchecked', '未验证'],
    ['failed', '验证失败'],
  ])('a proof that is %s says so', (state, words) => {
    const proof = { state, by: 'n1', checks: [] };
    expect(text(renderToStaticMarkup(createElement(ProofBadge, { proof })))).toBe(words);
  });
});

describe('states of a page', () => {
  it('empty says what would be here, why it is not, and what to do', () => {
    const props = { what: '提案', why: '没有提案。', next: '提出提案' };
    expect(text(renderToStaticMarkup(createElement(Empty, props)))).toBe('提案没有提案。提出提案');
  });

  it('partial names who did not answer, and is nothing where all did', () => {
    const named = renderToStaticMarkup(createElement(Partial, { missing: ['n1', 'n2'] }));
    expect(text(named)).toContain('n1、n2');
    expect(renderToStaticMarkup(createElement(Partial, { missing: [] }))).toBe('');
  });

  it('stale says at which height and when', () => {
    const props = { at: Date.UTC(2026, 10, 22, 7), height: 48 };
    const words = text(renderToStaticMarkup(createElement(Stale, props)));
    expect(words).toBe('数据停在高度 48，读取于 2026-11-22 15:00:00');
  });

  it('refused names the roles, also of a call that was refused', () => {
    const roles = ['audit-admin', 'security-admin'];
    const named = renderToStaticMarkup(createElement(Refused, { roles }));
    expect(text(named)).toContain('审计管理员、安全管理员');
    const error = Object.assign(new Error('x'), { code: 'role-required', problem: { roles } });
    expect(renderToStaticMarkup(createElement(Failed, { error }))).toBe(named);
  });

  it('an act that nobody answered says that it may have taken effect, and what to do', () => {
    const error = { code: 'TIMEOUT', method: 'POST' };
    const words = (props: object) =>
      text(renderToStaticMarkup(createElement(Failed, { error, ...props })));
    expect(words({ unchanged: '未作更改' })).toContain('它可能已经生效');
    expect(words({ unchanged: '未作更改' })).not.toContain('未作更改');
    expect(words({ unchanged: '未作更改', unknown: '请先查看' })).toContain('请先查看');
    const refused = { ...error, code: 'role-required' };
    expect(words({ error: refused, unchanged: '未作更改' })).toContain('未作更改');
  });

  it('a call without a session is not refused for its role, though it names who may', () => {
    const problem = { roles: ['audit-admin'] };
    const error = { ...{ code: 'login-required', status: 401 }, problem };
    const words = text(renderToStaticMarkup(createElement(Failed, { error })));
    expect(words).toContain('请先登录');
    expect(words).not.toContain('审计管理员');
  });

  it('error says its code and what was not changed', () => {
    const words = text(renderToStaticMarkup(createElement(Failed, { error: { code: 'TIMEOUT' } })));
    expect(words).toContain('错误代码 TIMEOUT');
    expect(words).toContain('未作任何更改');
  });
});
