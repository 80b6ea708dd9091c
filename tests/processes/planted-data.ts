// Personal data that people bring to a node over its routes, to be looked for in files and wires.
import { submitRequestCodec } from '@mingjing/protocol';
import { Desks } from './desks.ts';
import type { Signing, TestNetwork } from './network.ts';
import { documentItem, post } from './submissions.ts';

const HOUR_MS = 60 * 60 * 1000;
/** What a rule of the program holds for a reviewer, whatever else stands there. */
const HELD = '链游开服，打金团招人，装备可出手，均价另议。';

/** One marker for each place that personal data comes to. */
const PLANTED = {
  complaint: '投诉人称邻居王某某擅自登载其照片',
  complaintPhone: '13000000021',
  complaintReason: '为答复而查看投诉人王某某',
  complaintAnswer: '王某某您好，照片已下架',
  shiftPhone: '13000000022',
  registryName: '测试乙丑',
  registryPhone: '13000000023',
  registryEmail: 'yichou@example.invalid',
  registryReason: '为联络测试乙丑而查看',
  revealReason: '协查王某某失踪一案',
  held: '有意者联系王某某',
} as const;
export const PLANTED_TEXTS: readonly string[] = Object.values(PLANTED);

/** Plants everything at the first node, about a user registered there and by one who writes. */
export async function plant(network: TestNetwork, user: string, writer: Signing): Promise<void> {
  const desks = new Desks(network, network.validator(0));
  await complain(desks);
  const now = Date.now();
  await desks.ask('security-admin', '/v1/management/duty/shifts', {
    ...{ officer: 'jia-duty', from: now + HOUR_MS, to: now + 2 * HOUR_MS },
    phone: PLANTED.shiftPhone,
  });
  await enterRegistry(desks);
  await desks.ask('reviewer', `/v1/management/users/${user}/reveals`, {
    ...{ purpose: 'legal-duty', reason: PLANTED.revealReason },
  });
  const items = [documentItem(network, writer, Buffer.from(HELD + PLANTED.held))];
  const { results } = await post(network.validator(0), submitRequestCodec.encode({ items }));
  if (results[0]?.status !== 'held') throw new Error(`not held: ${JSON.stringify(results)}`);
}

async function complain(desks: Desks): Promise<void> {
  const { complaint: text, complaintPhone: contact } = PLANTED;
  const said = { category: 'infringement', text, contact };
  const { ticket } = await desks.ask('nobody', '/v1/complaints', said);
  const path = `/v1/management/complaints/${ticket}`;
  await desks.ask('duty', `${path}/assign`, { officer: 'jia-duty' });
  await desks.ask('duty', `${path}/reveal`, { reason: PLANTED.complaintReason });
  await desks.ask('duty', `${path}/answer`, { text: PLANTED.complaintAnswer });
}

async function enterRegistry(desks: Desks): Promise<void> {
  const people = '/v1/management/people';
  const { id } = await desks.ask('security-admin', people, {
    ...{ name: PLANTED.registryName, posts: ['legal-contact'], officer: null },
    ...{ phone: PLANTED.registryPhone, email: PLANTED.registryEmail },
    ...{ appointed_on: '2026-01-05', until: null, letter: null },
  });
  await desks.ask('audit-admin', `${people}/${id}/reveal`, { reason: PLANTED.registryReason });
}

/**
 * The bytes in which a text or a secret may stand in a file: as they are, in hexadecimal, and in
 * base64 of either alphabet, wherever in a longer value they begin.
 */
export function formsOf(planted: string | Uint8Array): Buffer[] {
  const bytes = typeof planted === 'string' ? Buffer.from(planted) : Buffer.from(planted);
  const hex = bytes.toString('hex');
  const forms = [bytes, Buffer.from(hex), Buffer.from(hex.toUpperCase())];
  for (const before of [0, 1, 2]) {
    // Three bytes make four characters; those at the edges depend on what is beside.
    const shifted = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = shifted.subarray(0, shifted.length - (shifted.length % 3));
    for (const encoding of ['base64', 'base64url'] as const) {
      forms.push(Buffer.from(whole.toString(encoding).slice(before === 0 ? 0 : 4)));
    }
  }
  return forms;
}
