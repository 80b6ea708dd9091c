// What anybody is served: words of currencies, claims of approval, the footer.
import { setImmediate as otherWork } from 'node:timers/promises';
import { currencyRules, Screener } from '@mingjing/screening';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import {
  lintPage,
  pageFindings,
  readableText,
  type ServedPage,
} from '../../src/management/assurance/pages/page-lint.ts';
import { StaffedNode } from '../staffed-node.ts';

const lintPages = async (pages: readonly ServedPage[], footer: readonly string[]) => {
  const linted = pages.map((each) => lintPage(each, pages, { screener, footer }));
  return (await Promise.all(linted)).flat();
};
const screener = new Screener(currencyRules());
const FOOTER = ['京网信备11000000000000000011号', '举报电话'];
const html = (body: string, path = '/index.html'): ServedPage => ({
  ...{ path, mediaType: 'text/html; charset=utf-8' },
  text: `<html><head><style>发行代币</style></head><body>${body}</body></html>`,
});
const page = (text: string, mediaType: string, path = '/a'): ServedPage => ({
  path,
  mediaType,
  text,
});
const footed = `存证服务 ${FOOTER.join(' ')}`;
const kinds = async (pages: readonly ServedPage[], footer = FOOTER) => {
  const faults = await lintPages(pages, footer);
  return [...new Set(faults.map(({ path, kind }) => `${kind} ${path}`))];
};

describe('a page', () => {
  test.each<[string, ServedPage[], string[]]>([
    ['that says what it should', [html(footed)], []],
    ['that sells a coin', [html(`${footed} 发行代币，认购从速`)], ['currency /index.html']],
    [
      'that hides it with blanks',
      [html(`${footed} 发 行 代 币，认 购 从 速`)],
      ['currency /index.html'],
    ],
    [
      'that sells one in its texts',
      [html(footed), page('{"a":{"b":"发行代币，认购从速"}}', 'application/json')],
      ['currency /a'],
    ],
    [
      'that sells one in its script',
      [html(footed), page('const a="发行代币，认购从速";if(a)b()', 'text/javascript')],
      ['currency /a'],
    ],
    ['that boasts of an approval', [html(`${footed} 本平台经国家 认可`)], ['claim /index.html']],
    ['that boasts in English', [html(`${footed} Officially certified`)], ['claim /index.html']],
    ['without a number', [html('举报电话')], ['footer-missing /index.html']],
    [
      'whose footer a script brings',
      [html('x', '/p/index.html'), page(`t='${footed}'`, 'text/javascript', '/p/a.js')],
      [],
    ],
    [
      'whose footer another page has',
      [html('x', '/p/index.html'), page(footed, 'text/plain', '/q')],
      ['footer-missing /p/index.html'],
    ],
    [
      'whose footer the route of the operator answers',
      [html('x'), page(JSON.stringify({ name: footed }), 'application/json', '/v1/operator')],
      [],
    ],
    ['of those who work here, which has none', [html('登录', '/account/index.html')], []],
  ])('%s', async (_name, pages, expected) => {
    expect(await kinds(pages)).toEqual(expected);
  });

  test.each([
    [page('console.log("coin 代币")', 'text/javascript'), 'coin 代币'],
    [page(`it = /'/.test("it's 发行") ? '代"币' : 1`, 'text/javascript'), `it's 发行\n代"币`],
    [page('`代$' + '{1}币`', 'text/javascript'), '代\n币'],
    [page('a = "\\u4ee3\\u5e01"', 'text/javascript'), '代币'],
    [page('no script, "代币', 'text/javascript'), 'no script, "代币'],
    [page('a = 1', 'text/javascript'), ''],
    [page('x', 'image/png'), undefined],
    [page('not JSON', 'application/json'), 'not JSON'],
  ])('is read as people read it: %#', async (each, text) => {
    expect(await readableText(each)).toBe(text);
  });

  it('that is a script of megabytes lets other work have its turn', async () => {
    const script = page(`${'f(1);'.repeat(100_000)}"代币"`, 'text/javascript');
    let isOver = false;
    const reading = readableText(script).finally(() => {
      isOver = true;
    });
    let turns = 0;
    for (; !isOver; turns += 1) await otherWork();
    expect(await reading).toBe('代币');
    expect(turns).toBeGreaterThan(10);
  });

  it('that is longer than one look is judged to its end', async () => {
    const long = page(`${'字'.repeat(140_000)}。发行代币，认购从速`, 'text/plain');
    expect(await kinds([long], [])).toEqual(['currency /a']);
  });
});

test.each<[string, ServedPage[], string[], string[]]>([
  ['no public page', [html('登录', '/account/index.html')], FOOTER, ['page-none']],
  ['no footer to look for', [html(footed)], [], ['page-footer-not-stated']],
  ['all as it should be', [html(footed)], FOOTER, []],
  ['a fault', [html('举报电话')], FOOTER, ['page-footer-missing']],
])('of %s the centre says %#', async (_name, pages, footer, expected) => {
  const faults = await lintPages(pages, footer);
  expect(pageFindings(pages, faults, { footer }).map(({ kind }) => kind)).toEqual(expected);
});

describe('a running node', () => {
  let node: StaffedNode;
  beforeAll(async () => {
    node = await StaffedNode.start('pages');
  });
  afterAll(() => node?.stop());

  it('serves no page with a fault', async () => {
    const { body } = await node.ask('audit-admin', 'GET', '/v1/management/assurance/pages');
    expect(body.pages).toContain('/account/index.html');
    expect(body.faults).toEqual([]);
  });

  it('shows which tests stand behind each requirement', async () => {
    const { body } = await node.ask('disclosure', 'GET', '/v1/management/assurance/controls');
    expect(body.items.find(({ id }: { id: string }) => id === 'A11').tests).not.toEqual([]);
    expect(body.tested).toBeLessThan(body.count);
  });
});
