import { statementSigningBytes } from '@mingjing/protocol';
import type { Office } from '../office.ts';
import type { Network } from '../stage.ts';

const RULES = '/v1/desk/rules';
const HOUR_MS = 3_600_000;
const [WROTE, DECIDED] = ['inspector-1', 'inspector-2'];
/** What an authority watches for on its first day. */
const FIRST = {
  version: 1,
  rules: [
    { id: 'unverified', severity: 'critical', kind: 'unverified-writer' },
    { id: 'many', severity: 'minor', kind: 'rate', per: 'user', count: 5000, windowMs: HOUR_MS },
    { id: 'late-order', severity: 'major', kind: 'overdue-order' },
  ],
};

/** One officer writes the rules, they are tested on the chain's history, another lets them in. */
export async function rulesInForce(office: Office, network: Network): Promise<number> {
  const { hash } = await office.have(WROTE, 'POST', RULES, FIRST);
  await office.have(WROTE, 'POST', `${RULES}/1/back-test`, {});
  const facts = [
    ['version', String(FIRST.version)],
    ['sha256', String(hash)],
    ['approve', 'true'],
  ] as const;
  const { nodeId } = network.supervision;
  const statement = { kind: 'watch-activation', nodeId, officer: DECIDED, facts } as const;
  const bytes = statementSigningBytes(network.chainId, statement);
  const signature = Buffer.from(office.sign(DECIDED, bytes)).toString('base64url');
  const said = { approve: true, reason: '已审阅', signature };
  await office.have(DECIDED, 'POST', `${RULES}/1/decision`, said);
  return FIRST.rules.length;
}
