import { readFileSync } from 'node:fs';
import { InvariantError } from '@mingjing/crypto';
import { describe, expect, it } from 'vitest';
import { type AnyRoute, createTexts, languageOf } from '../src/index.ts';
import { SECRET, sampleRoutes, sampleService } from './sample-service.ts';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['zh', 'zh-CN'],
    ['zh-TW, en;q=0.9', 'zh-CN'],
    ['en;q=0.5, zh-CN;q=0.8', 'zh-CN'],
    ['fr, en;q=0.1', 'en'],
    ['fr', 'zh-CN'],
    ['*', 'zh-CN'],
    ['en;q=0, *;q=0.1', 'zh-CN'],
    ['en;q=9', 'zh-CN'],
    [`${'fr,'.repeat(50)}en`, 'zh-CN'],
  ])('of %j is %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});

describe('a problem', () => {
  it.each([
    ['zh-CN', '没有此内容', '此地址下没有内容。'],
    ['en', 'Not found', 'There is nothing at this address.'],
  ])('speaks %s', async (language, title, detail) => {
    const { service } = sampleService();
    const headers = { 'accept-language': language };
    const answer = await service.inject({ method: 'GET', url: '/v1/nothing', headers });
    const type = 'urn:mingjing:problem:not-found';
    const texts = {
      'zh-CN': { title: '没有此内容', detail: '此地址下没有内容。' },
      en: { title: 'Not found', detail: 'There is nothing at this address.' },
    };
    const said = { type, title, status: 404, detail, code: 'not-found' };
    expect(answer.json()).toEqual({ ...said, texts });
    expect(answer.headers['content-language']).toBe(language);
    expect(answer.headers.vary).toBe('accept-language');
  });

  it('takes the texts of the program', async () => {
    const { service } = sampleService();
    const payload = { count: 409 };
    const answer = await service.inject({ method: 'POST', url: '/v1/notes', payload });
    expect(answer.json()).toMatchObject({ title: '已有此条', detail: '见 note。', note: 'n7' });
  });

  it('has both languages for every code, and refuses a catalogue that has not', () => {
    const catalogue = { 'zh-CN': { problems: { x: { title: '甲' } } }, en: {} };
    expect(() => createTexts(catalogue)).toThrow("'problems.x.title' is in one language only");
    const file = new URL('../i18n/en.json', import.meta.url);
    const { problems } = JSON.parse(readFileSync(file, 'utf8')) as { problems: object };
    const texts = createTexts();
    for (const code of Object.keys(problems)) {
      expect(texts.both(`problems.${code}.title`)['zh-CN']).not.toBe('');
    }
  });

  it.each([
    ['zh-CN', '应不大于 9'],
    ['en', 'must not be more than 9'],
  ])('names the places that are wrong in %s', async (language, message) => {
    const { service } = sampleService();
    const url = '/v1/records/ab?limit=10&full=yes';
    const headers = { 'accept-language': language };
    const { code, errors } = (await service.inject({ method: 'GET', url, headers })).json();
    expect(code).toBe('bad-request');
    expect(errors).toContainEqual({
      in: 'query',
      path: '/limit',
      keyword: 'maximum',
      params: { comparison: '<=', limit: 9 },
      message,
    });
    expect(errors.map((error: { path: string }) => error.path)).toContain('/full');
  });

  it.each(['1.5', '1e0', '01', '', '%201', '0x1', '99999999999999999999', '1&limit=2'])(
    'refuses the number %j in an address',
    async (limit) => {
      const { service } = sampleService();
      const url = `/v1/records/ab?limit=${limit}`;
      expect((await service.inject({ method: 'GET', url })).statusCode).toBe(400);
    },
  );

  const json = { 'content-type': 'application/json' };
  const bytes = { 'content-type': 'application/octet-stream' };
  it.each([
    ['a body that is no JSON', '/v1/notes', json, '{"count":', 400, 'malformed-body'],
    ['no body', '/v1/notes', json, '', 400, 'malformed-body'],
    ['a prototype', '/v1/notes', json, '{"__proto__":{},"count":1}', 400, 'malformed-body'],
    ['an unknown key', '/v1/notes', json, '{"count":1,"x":1}', 400, 'bad-request'],
    ['a text for a number', '/v1/notes', json, '{"count":"1"}', 400, 'bad-request'],
    [
      'another type',
      '/v1/notes',
      { 'content-type': 'text/plain' },
      'count=1',
      415,
      'unsupported-media-type',
    ],
    ['bytes for JSON', '/v1/notes', bytes, '1', 415, 'unsupported-media-type'],
    ['JSON for bytes', '/v1/transactions', json, '{}', 415, 'unsupported-media-type'],
    ['too many bytes', '/v1/transactions', bytes, 'x'.repeat(1025), 413, 'body-too-large'],
    [
      'too much JSON',
      '/v1/notes',
      json,
      `{"count":${' '.repeat(300_000)}1}`,
      413,
      'body-too-large',
    ],
    ['a body without a route', '/v1/nothing', json, '{"count":', 404, 'not-found'],
  ])('answers %s', async (_name, url, headers, payload, status, code) => {
    const { service, journal } = sampleService();
    const answer = await service.inject({ method: 'POST', url, headers, payload });
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(journal.strangers).toMatchObject([{ reason: code }]);
  });

  it('tells nothing of an error nobody foresaw, but the program log has it', async () => {
    const { service, logger } = sampleService();
    const answer = await service.inject({ method: 'GET', url: '/v1/broken' });
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal']);
    expect(answer.body).not.toContain(SECRET);
    expect(logger.lines).toMatchObject([{ level: 'error', fields: { route: '/v1/broken' } }]);
    expect(String(Reflect.get(logger.lines[0]?.fields ?? {}, 'err'))).toContain(SECRET);
  });

  it('hands a broken invariant to the program', async () => {
    const broken: unknown[] = [];
    const route = {
      ...sampleRoutes[3],
      handler: () => {
        throw new InvariantError('height went back');
      },
    } as AnyRoute;
    const onInvariantBroken = (error: unknown) => broken.push(error);
    const { service } = sampleService({ routes: [route], onInvariantBroken });
    expect((await service.inject({ method: 'GET', url: '/v1/broken' })).statusCode).toBe(500);
    expect(broken).toMatchObject([{ message: 'height went back' }]);
  });

  it('says timeout, aborts the handler, and reports what it fails with later', async () => {
    const { service, logger } = sampleService();
    const answer = await service.inject({ method: 'GET', url: '/v1/never' });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'timeout']);
    const causes = logger.lines.map(({ fields }) => String(Reflect.get(fields, 'err')));
    expect(causes).toContain('Error: given up late');
  });
});

describe('every answer', () => {
  it.each(['/livez', '/v1/records/ab', '/v1/nothing', '/v1/broken', '/v1/openapi.json'])(
    'carries the security headers and no banner: %s',
    async (url) => {
      const { service } = sampleService();
      const { headers } = await service.inject({ method: 'GET', url });
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'self'"),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('server');
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );
});
