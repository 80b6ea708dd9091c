import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Message, OfficerRole } from '@mingjing/protocol';
import { say } from '../chain-acts.ts';
import { Office } from '../office.ts';
import { refusedEntry } from '../parts/refused-entry.ts';
import { declareRelease } from '../parts/release.ts';
import { appointStaff } from '../parts/staff.ts';
import type { Block } from '../printing.ts';
import { clientOf, made, type Network, type Step } from '../stage.ts';

const ORGANISATION = 'jia';
const ADMINISTRATORS = ['system-admin', 'security-admin', 'audit-admin'];
const OTHERS = ['reviewer', 'duty', 'disclosure'];
const INSPECTORS = [1, 2, 3, 4, 5].map((number) => `inspector-${number}`);
/** As many as open a private record together; the links of the others stay unused. */
const LOGGED_IN = 3;
const ORGANISATIONS = 4;
const PUBLISH_SOURCE = 6;

export const people: Step = {
  name: 'people',
  needs: ['start'],
  async run(stage, block) {
    const network = made(stage.network);
    const keys = join(network.testnet.genesisFile, '..', 'officers');
    const management = await Office.of(network.management, keys);
    const supervision = await Office.of(network.supervision, keys);
    const staff = [...ADMINISTRATORS, ...OTHERS].map((role) => `${ORGANISATION}-${role}`);
    for (const officer of staff) await management.invite(officer);
    for (const officer of INSPECTORS) await supervision.invite(officer);
    for (const officer of staff) await management.login(officer);
    for (const officer of INSPECTORS.slice(0, LOGGED_IN)) await supervision.login(officer);
    stage.people = { management, supervision };
    const { items } = await management.have(undefined, 'GET', '/v1/accounts');
    const roles = new Set(items.map(({ role }: { role: string }) => role));
    block.check('accounts', { count: staff.length }, roles.size, staff.length);
    const count = INSPECTORS.length;
    block.check(
      'inspectors',
      { count, used: LOGGED_IN },
      supervision.unused.size,
      count - LOGGED_IN,
    );
    await twoPosts(network, block);
    await deletion(network, management, block);
    const { filled, owner, persons, posts } = await appointStaff(management, network);
    stage.owner = owner;
    block.check('staff', { filled, posts, persons }, filled, posts);
    const { status, ...release } = await declareRelease(stage);
    block.check('release', { ...release, organisations: ORGANISATIONS }, status, 'effected');
    block.look(`${management.address}/console/settings`);
  },
};

/** Whoever holds one post gets no second one: nothing would come of the vote, says the dry run. */
async function twoPosts({ testnet, management }: Network, block: Block): Promise<void> {
  const { officers } = JSON.parse(readFileSync(testnet.genesisFile, 'utf8'));
  const [first] = officers as { readonly id: string }[];
  const appointOfficer = { ...first, id: 'jia-second-post', role: OfficerRole.reviewer };
  const client = await clientOf(management);
  const { result } = await client.dryRun(JSON.stringify({ appointOfficer }));
  block.check('twoPosts', { officer: made(first).id }, result, 'keyRefused');
}

/** A system administrator asks to delete a log: refused, and that he asked is in the log. */
async function deletion(network: Network, office: Office, block: Block): Promise<void> {
  const message: Message = {
    type: 'retentionDisposal',
    value: {
      ...{ nodeId: network.management.nodeId, source: PUBLISH_SOURCE, from: 0, to: 1 },
      ...{ bodiesHash: new Uint8Array(32), copies: [] },
    },
  };
  const at = Date.now();
  const { status, reason } = await say(
    network.management,
    office.keyFile('jia-system-admin'),
    message,
  );
  const entry = await refusedEntry(office, at);
  const fields = { reason: reason ?? '', source: entry.source, entry: entry.index };
  block.check('deletionRefused', fields, status, 'refused');
}
