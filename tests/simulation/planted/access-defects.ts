import type { PlantedDefect } from './defect.ts';

const SUPERVISION = 'packages/execution/src/modules/supervision';

/** Defects in what is proved of private records, and in the orders that open them. */
export const ACCESS_DEFECTS: readonly PlantedDefect[] = [
  {
    name: 'copied-envelope-taken',
    rule: 'another’s C0 and Cs in a record of one’s own never enter a block',
    checkers: ['access'],
    edits: [
      {
        file: 'packages/replica/src/chain/proofs.ts',
        find: "    return own.every(Boolean) ? undefined : 'proof-invalid';",
        replace: '    return undefined;',
      },
    ],
  },
  {
    name: 'share-counted-twice',
    rule: 'a custodian answers an order once',
    checkers: ['access'],
    edits: [
      {
        file: `${SUPERVISION}/access-shares.ts`,
        find: 'key) !== undefined) return ResultCode.shareKnown;',
        replace: 'key) === null) return ResultCode.shareKnown;',
      },
    ],
  },
  {
    name: 'own-order-approved',
    rule: 'who orders does not approve',
    checkers: ['access'],
    edits: [
      {
        file: `${SUPERVISION}/access-orders.ts`,
        find: '  if (entry.officer === officer.id) return ResultCode.approverIsOrderer;\n',
        replace: '',
      },
    ],
  },
];
