import { parseFilingNumber, parseIcpNumber, parsePoliceNumber } from '@mingjing/protocol/numbers';
import Type, { type Static } from 'typebox';

const NUMBER_MAX = 60;
const name = Type.String({ minLength: 1, maxLength: 128, pattern: '\\S' });
const number = Type.Optional(Type.String({ maxLength: NUMBER_MAX }));

/** Who runs the service, as it stands at the foot of every page of the portal. */
export const operatorSchema = Type.Object(
  {
    name_zh: name,
    name_en: name,
    // Of the blockchain information service: 区块链信息服务备案编号.
    filing_number: number,
    icp_number: number,
    police_number: number,
    complaint_telephone: Type.Optional(Type.String({ pattern: '^[+0-9][0-9 -]{4,24}$' })),
  },
  { additionalProperties: false },
);
export type OperatorConfig = Static<typeof operatorSchema>;

/** The key of the first number that has not the form its authority gives it; undefined: none. */
export function wrongOperatorNumber(operator: OperatorConfig): string | undefined {
  const { filing_number: filing, icp_number: icp, police_number: police } = operator;
  if (filing !== undefined && !parseFilingNumber(filing).ok) return 'filing_number';
  if (icp !== undefined && !parseIcpNumber(icp).ok) return 'icp_number';
  return police !== undefined && !parsePoliceNumber(police).ok ? 'police_number' : undefined;
}
