import type { PlantedDefect } from './defect.ts';

const MODERATION = 'packages/execution/src/modules/moderation';

/** Defects in what orders do to the state, and in how they come into blocks. */
export const ORDER_DEFECTS: readonly PlantedDefect[] = [
  {
    name: 'content-published-again',
    rule: 'a transaction that names content which was taken down is refused',
    checkers: ['order'],
    edits: [
      {
        file: `${MODERATION}/overlay.ts`,
        find: '  return isNamed ? ResultCode.takenDown : ResultCode.done;',
        replace: '  return isNamed ? ResultCode.done : ResultCode.done;',
      },
      // The pool keeps it out as well: a rule is planted away in all places that hold it.
      {
        file: 'packages/replica/src/mempool/admission.ts',
        find: '  return isNamed ? ResultCode.takenDown : undefined;',
        replace: '  return isNamed ? undefined : undefined;',
      },
    ],
  },
  {
    name: 'freeze-overlooked',
    rule: 'a frozen user writes nothing',
    checkers: ['order'],
    edits: [
      {
        file: `${MODERATION}/overlay.ts`,
        find: '  if (freeze !== undefined) return ResultCode.userFrozen;\n',
        replace: '',
      },
    ],
  },
  {
    name: 'order-before-its-height',
    rule: 'an order has no effect before its height',
    checkers: ['order'],
    edits: [
      {
        file: `${MODERATION}/effect.ts`,
        find: 'order.effectiveHeight <= height + 1',
        replace: 'order.effectiveHeight <= height + 3',
      },
    ],
  },
  {
    name: 'orders-not-first',
    rule: 'an order goes first in a block',
    checkers: ['order'],
    edits: [
      {
        file: 'packages/replica/src/mempool/pool.ts',
        find: '    yield* this.#orders.values();\n    yield* this.#byHash.values();\n',
        replace: '    yield* this.#byHash.values();\n    yield* this.#orders.values();\n',
      },
      {
        file: 'packages/replica/src/chain/judge.ts',
        find: "  if (!areOrdersFirst(transactions)) return refused('order-not-first');\n",
        replace: '',
      },
    ],
  },
];
