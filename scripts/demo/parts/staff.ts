import type { Office } from '../office.ts';
import type { Network } from '../stage.ts';
import { dayOf, handIn } from './papers.ts';

const PEOPLE = '/v1/management/people';
const SECURITY = 'jia-security-admin';
const VALID_DAYS = 300;
/** Nobody has such a telephone. */
const PHONE = '13000000000';

/** Who does what at 甲: six officers of the chain, and one who needs no key. */
const STAFF: readonly {
  readonly name: string;
  readonly officer: string | null;
  readonly posts: readonly string[];
}[] = [
  { name: '示例人员甲', officer: SECURITY, posts: ['security-lead', 'security-officer'] },
  { name: '示例人员乙', officer: 'jia-system-admin', posts: ['system-administrator'] },
  {
    ...{ name: '示例人员丙', officer: 'jia-audit-admin' },
    posts: ['audit-administrator', 'security-officer'],
  },
  { name: '示例人员丁', officer: 'jia-reviewer', posts: ['content-reviewer'] },
  { name: '示例人员戊', officer: 'jia-duty', posts: ['duty-officer'] },
  { name: '示例人员己', officer: 'jia-disclosure', posts: ['disclosure-officer'] },
  {
    ...{ name: '示例人员庚', officer: null },
    posts: ['person-in-charge', 'personal-data-lead', 'legal-contact'],
  },
];

export interface Staffing {
  readonly persons: number;
  readonly posts: number;
  /** Posts that lack nothing. */
  readonly filled: number;
  /** Who answers for the papers of the enterprise. */
  readonly owner: string;
}

/** Appoints synthetic people to every post: each with a letter, attested, and a training. */
export async function appointStaff(office: Office, network: Network): Promise<Staffing> {
  const ids: string[] = [];
  for (const person of STAFF) ids.push(await appoint(office, network, person));
  const { posts } = await office.have(SECURITY, 'GET', `${PEOPLE}/posts`);
  const whole = (posts as { faults: readonly object[] }[]).filter(({ faults }) => !faults.length);
  const counts = { persons: ids.length, posts: posts.length, filled: whole.length };
  return { ...counts, owner: ids.at(-1) ?? '' };
}

async function appoint(
  office: Office,
  network: Network,
  { name, officer, posts }: (typeof STAFF)[number],
): Promise<string> {
  const form = { name, officer, posts, phone: PHONE, email: null, until: null, letter: null };
  const appointed = { ...form, appointed_on: dayOf(0) };
  const { id } = await office.have(SECURITY, 'POST', PEOPLE, appointed);
  const letter = await handIn(office, network, { slot: 'appointment-letter', owner: id });
  await office.have(SECURITY, 'POST', `${PEOPLE}/${id}/letter`, { letter });
  await office.have(SECURITY, 'POST', `${PEOPLE}/${id}/trainings`, {
    ...{ topic: '网络安全与信息审核培训（示例）', held_on: dayOf(0), proof: null },
    valid_until: dayOf(VALID_DAYS),
  });
  return id;
}
