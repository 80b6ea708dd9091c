/** A query after which a `mortal-thread` is no more. */
export const LAST = '绝笔';
