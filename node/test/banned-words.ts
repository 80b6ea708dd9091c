/** Rules that refuse, hold and flag a content by one word each. */
export const BANNED = {
  format: 1,
  id: 'banned',
  version: 1,
  title: { zh: '禁发词', en: 'Banned words' },
  rules: [
    {
      ...{ id: 'secret-club', category: 'banned', severity: 'refuse', any: ['秘密俱乐部'] },
      reason: { zh: '宣传非法组织', en: 'promotes an unlawful organisation' },
    },
    {
      ...{ id: 'delicate', category: 'banned', severity: 'hold', any: ['敏感话题'] },
      reason: { zh: '须人工判断', en: 'a person has to judge' },
    },
    {
      ...{ id: 'curious', category: 'banned', severity: 'flag', any: ['趣闻'] },
      reason: { zh: '留意', en: 'to be looked at' },
    },
  ],
};
