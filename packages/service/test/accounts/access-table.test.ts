// A program does not start with routes that its access table forgot, or the other way round.
import { describe, expect, it, test } from 'vitest';
import {
  type AccessTable,
  type AnyRoute,
  anyone,
  createHttpService,
  only,
} from '../../src/index.ts';
import { RecordingJournal } from '../recording-journal.ts';

const route = (path: string, policy: AnyRoute['policy']): AnyRoute => ({
  ...{ method: 'GET', path, policy, summary: 'A route' },
  act:
    policy === 'probe' || policy === 'static'
      ? { notAnAct: 'a machine asks' }
      : { source: 'access', event: 'read' },
  handler: () => ({ text: '' }),
});
const gate = {
  admit: () => ({ identity: { caller: 'nobody' } as const }),
  attend: () => () => undefined,
};

const serviceOf = (routes: AnyRoute[], table?: AccessTable) =>
  createHttpService({
    ...{ name: 'table', listen: { host: '127.0.0.1', port: 0 }, routes },
    ...{ journal: new RecordingJournal() },
    ...(table === undefined ? {} : { access: { table, gate } }),
  });

describe('an access table', () => {
  test.each<[what: string, routes: AnyRoute[], table: AccessTable | undefined, fault: string]>([
    ['a route without a line', [route('/a', 'public')], {}, 'GET /a has no line'],
    ['a line without a route', [], { 'GET /b': anyone() }, 'GET /b has a line'],
    [
      'a line of another method',
      [route('/a', 'public')],
      { 'POST /a': anyone() },
      'GET /a has no line',
    ],
    [
      'a bound route that anyone may use',
      [route('/a', 'bound')],
      { 'GET /a': anyone() },
      'GET /a: its policy and the access table differ',
    ],
    [
      'a public route that few may use',
      [route('/a', 'public')],
      { 'GET /a': only('duty') },
      'GET /a: its policy and the access table differ',
    ],
    ['a bound route and no gate', [route('/a', 'bound')], undefined, 'has no gate'],
    ['a line that every object has', [route('/a', 'public')], Object.create(null), 'no line'],
  ])('with %s stops the program', (_what, routes, table, fault) => {
    expect(() => serviceOf(routes, table)).toThrow(fault);
  });

  it('has no lines for machines and files', () => {
    const routes = [route('/livez', 'probe'), route('/page', 'static'), route('/a', 'bound')];
    expect(serviceOf(routes, { 'GET /a': only('duty') }).routes).toHaveLength(3);
  });
});
