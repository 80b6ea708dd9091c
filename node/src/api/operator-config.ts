import Type, { type Static } from 'typebox';

const PROVINCE = '[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]';
const name = Type.String({ minLength: 1, maxLength: 128 });

/** Who runs the service, as it stands at the foot of every page of the portal. */
export const operatorSchema = Type.Object(
  {
    name_zh: name,
    name_en: name,
    // 区块链信息服务备案编号.
    filing_number: Type.Optional(Type.String({ pattern: `^${PROVINCE}网信备[0-9]{19}[0-9Xx]号$` })),
    // ICP 备案号.
    icp_number: Type.Optional(
      Type.String({ pattern: `^${PROVINCE}ICP备[0-9]{8}号(-[0-9]{1,3})?$` }),
    ),
    // 公安联网备案号.
    police_number: Type.Optional(Type.String({ pattern: `^${PROVINCE}公网安备 ?[0-9]{14}号$` })),
    complaint_telephone: Type.Optional(Type.String({ pattern: '^[+0-9][0-9 -]{4,24}$' })),
  },
  { additionalProperties: false },
);
export type OperatorConfig = Static<typeof operatorSchema>;
