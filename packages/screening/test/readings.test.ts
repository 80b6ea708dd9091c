import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { currencyRules, readingsOf, Screener } from '../src/index.ts';

const screener = new Screener(currencyRules());
const BANNED = '首次代币发行项目启动,欢迎认购';

/** The strictest that any of the readings is judged to be. */
function actionOn(text: string): string | undefined {
  const actions = readingsOf(text).map((reading) => {
    const screening = screener.screen(reading);
    return screening.ok ? screening.verdict.action : screening.reason;
  });
  return ['refuse', 'hold', 'flag', 'pass'].find((each) => actions.includes(each as 'pass'));
}

const written = (text: string, write: (code: number) => string) =>
  Array.from({ length: text.length }, (_, at) => write(text.charCodeAt(at))).join('');
const inJson = (code: number) => `\\u${code.toString(16).padStart(4, '0')}`;

describe('what a text says to its readers', () => {
  test.each([
    ['escapes of JSON', `{"text":"${written(BANNED, inJson)}"}`],
    ['escapes of JSON within JSON', JSON.stringify({ a: `{"b":"${written(BANNED, inJson)}"}` })],
    ['escapes that no whole JSON holds', `${written(BANNED, inJson)}"}`],
    ['an escaped line end before a word', '{"text":"Join us!\\nICO launch, buy tokens now"}'],
    ['decimal references', `<p>${written(BANNED, (code) => `&#${code};`)}</p>`],
    ['hexadecimal references', `<p>${written(BANNED, (code) => `&#x${code.toString(16)};`)}</p>`],
    ['references without an end', `<p>${written(BANNED, (code) => `&#${code}`)}</p>`],
    ['references with zeros', written(BANNED, (code) => `&#x0000000${code.toString(16)};`)],
    ['references in an attribute', `<img alt="${written(BANNED, (code) => `&#${code};`)}">`],
    ['escapes beside what looks like a tag', `{"a":"x <b","text":"${written(BANNED, inJson)}"}`],
    ['names between characters', [...BANNED].join('&shy;')],
    ['tags between characters', [...BANNED].join('<b></b>')],
    ['tags within words', 'Initial c<i>o</i>in offer<!-- x -->ing: buy tok<wbr>ens now'],
    ['tags between words', '<td>Initial<td>coin<td>offering:<br>buy<br>tokens<br>now'],
    ['scripts between characters', [...BANNED].join('<script>a<b</script>')],
  ])('is judged behind %s', (_name, text) => {
    expect(screener.screen(text)).toMatchObject({ ok: true, verdict: { action: 'pass' } });
    expect(actionOn(text)).toBe('refuse');
  });

  test.each<[string, readonly string[]]>([
    ['plain, 50 % off', ['plain, 50 % off']],
    ['R&D at A < B', ['R&D at A < B']],
    ['C:\\users', ['C:\\users']],
    ['"\\u5e01\\ud83d\\ude00"', ['"\\u5e01\\ud83d\\ude00"', '"币😀"']],
    ['\\ud800', ['\\ud800', '\ufffd']],
    ['&#1114112;&#99999999;', ['&#1114112;&#99999999;']],
    ['a<br>&lt;b&gt;', ['a<br>&lt;b&gt;', 'a<br> b ', 'a  b ']],
    ['a<!-- never closed', ['a<!-- never closed', 'a']],
  ])('of %j', (text, readings) => {
    expect(readingsOf(text)).toEqual(readings);
  });

  it('is never longer than what is written, nor half a character', () => {
    const piece = fc.constantFrom(
      ...['\\', 'u', 'd800', '5e01', '&#', 'x', '0', '9', ';', '&shy;', '&amp', '<', '>', '!--'],
      ...['<script', '</script', '<b', '</p', '币', '😀', '"', 'n', ' '],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const [first, ...others] = readingsOf(text);
        expect(first).toBe(text);
        expect(others.length).toBeLessThanOrEqual(2);
        for (const each of others) {
          expect(each.length).toBeLessThanOrEqual(text.length);
          expect(each.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
