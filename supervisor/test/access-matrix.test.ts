// The access table of the supervision console, every cell of it, against a running program.
import { join } from 'node:path';
import { AccountClient } from '@mingjing/client';
import { routeName } from '@mingjing/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAll, headersOf } from '../../node/test/access-cells.ts';
import { TestOfficer } from '../../node/test/logged-in.ts';
import { CONSOLE_ACCESS } from '../src/http/access-table.ts';
import { TestChain } from './chain.ts';

const APART = ['DELETE /v1/session', 'DELETE /v1/sessions/:id'];

let chain: TestChain;
beforeAll(async () => {
  chain = await TestChain.create();
  await chain.startSupervisor();
});
afterAll(() => chain?.stop());

const reached = () => {
  const { console: address, host } = chain.supervisor;
  return { baseUrl: `http://localhost:${address.port}`, control: host.control };
};

describe('the access table of the supervision console', () => {
  it('has a line for each route that is an act, and no other', () => {
    const acts = chain.supervisor.routes.filter(
      ({ policy }) => policy === 'public' || policy === 'bound',
    );
    expect(Object.keys(CONSOLE_ACCESS).sort()).toEqual(acts.map(routeName).sort());
  });

  it('is what the running program does, in every cell', async () => {
    const { baseUrl, control } = reached();
    const officer = new TestOfficer(join(chain.folder, 'testnet'), 'inspector-1');
    const cookie = await officer.login(reached());
    const callers = headersOf(baseUrl, control, new Map([['supervision-officer', cookie]]));
    const { routes } = chain.supervisor;
    const cells = await askAll(baseUrl, routes, CONSOLE_ACCESS, callers, APART);
    expect(cells.filter(({ entered, expected }) => entered !== expected)).toEqual([]);
    expect(cells.length).toBe(27 * 3);
    const client = new AccountClient({ baseUrl, cookie });
    expect(await client.list('sessions')).toMatchObject([{ officer: 'inspector-1' }]);
    await client.logout();
    await expect(client.list('sessions')).rejects.toMatchObject({ code: 'session-over' });
  });

  it('has no account for officers of other organisations', async () => {
    const client = new AccountClient(reached());
    const invited = client.invite('jia-system-admin');
    await expect(invited).rejects.toMatchObject({ code: 'officer-unknown' });
  });
});
