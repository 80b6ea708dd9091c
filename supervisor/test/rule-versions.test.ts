// Versions of the rules over the routes of the desk: who proposes, tests, lets in, and when.
import { describe, expect, it } from 'vitest';
import { decisionFacts, watchSetHash } from '../src/desk/rules/rule-version.ts';
import { TestDesk } from './test-desk.ts';
import { SET } from './watched-chain.ts';

describe('versions at the desk', () => {
  const PATH = '/v1/desk/rules';

  it('are let in by another officer than their author, tested first, by signature', async () => {
    const desk = await TestDesk.open();
    const post = (officer: string, path: string, body: object = {}) =>
      desk.ask(officer, 'POST', `${PATH}${path}`, body);
    const decide = (
      officer: string,
      approve: boolean,
      signer = officer,
      hash = watchSetHash(SET),
    ) => {
      const facts = decisionFacts({ set: SET, hash } as never, approve);
      const signature = desk.state(signer, 'watch-activation', facts);
      return post(officer, '/1/decision', { approve, reason: '已审阅', signature });
    };
    const made = await post('inspector-1', '', SET);
    expect(made).toMatchObject({
      status: 201,
      body: { version: 1, state: 'proposed', hash: watchSetHash(SET) },
    });
    expect((await post('inspector-2', '', SET)).body.code).toBe('rules-known');
    expect((await decide('inspector-1', true)).body.code).toBe('rules-same-person');
    expect((await decide('inspector-2', true)).body.code).toBe('rules-not-tested');
    const tested = await post('inspector-1', '/1/back-test');
    expect(tested.body.back_test).toMatchObject({
      findings: 0,
      by: 'inspector-1',
      by_rule: { fast: 0 },
    });
    expect((await decide('inspector-2', true, 'inspector-1')).body.code).toBe(
      'statement-signature',
    );
    expect((await decide('inspector-2', true, 'inspector-2', '00')).body.code).toBe(
      'statement-signature',
    );
    expect((await decide('inspector-2', true)).body).toMatchObject({
      state: 'active',
      active_from: 2,
    });
    expect((await decide('inspector-2', false)).body.code).toBe('rules-decided');
    const { body } = await desk.ask('home', 'GET', PATH);
    expect(body).toMatchObject({
      active: 1,
      items: [{ back_test: { digest: expect.any(String) } }],
    });
    expect((await post('inspector-1', '', { ...SET, version: 1.5 })).body).toMatchObject({
      ...{ code: 'rules-refused', fault: 'bad-version', place: 'version' },
    });
    expect((await desk.ask('home', 'GET', `${PATH}/1`)).body.rules).toHaveLength(5);
    expect((await desk.ask('home', 'GET', `${PATH}/9`)).body.code).toBe('rules-unknown');
    expect(await desk.events()).toEqual(
      expect.arrayContaining([
        'watch-rules-proposed',
        'watch-rules-tested',
        'watch-rules-activated',
      ]),
    );
    await desk.restart();
    expect((await desk.ask('home', 'GET', PATH)).body.active).toBe(1);
    await desk.stop();
  });

  it('are not replaced before they heard again what was before a start', async () => {
    const desk = await TestDesk.open();
    const letIn = async (version: number) => {
      const hash = watchSetHash({ ...SET, version });
      const facts = decisionFacts({ set: { version }, hash } as never, true);
      const signature = desk.state('inspector-2', 'watch-activation', facts);
      const body = { approve: true, reason: '已审阅', signature };
      return desk.ask('inspector-2', 'POST', `${PATH}/${version}/decision`, body);
    };
    for (const version of [1, 2]) {
      await desk.ask('inspector-1', 'POST', PATH, { ...SET, version });
      await desk.ask('inspector-1', 'POST', `${PATH}/${version}/back-test`);
    }
    expect((await letIn(1)).body.state).toBe('active');
    await desk.restart();
    expect((await letIn(2)).body.code).toBe('rules-hearing-again');
    // The second look comes after what they began with at the first one.
    for (const minutes of [0, 0]) await desk.pass(minutes);
    expect((await letIn(2)).body.state).toBe('active');
    await desk.stop();
  });
});
