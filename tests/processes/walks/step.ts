import type { Caller } from '@mingjing/service';

/** What earlier steps of a walk left for later ones, such as ids. */
export type Known = Map<string, string>;

/** One good request to a route that needs more than a form and an id which everybody knows. */
export interface WalkStep {
  /** Method and pattern, as in the access table. */
  readonly route: string;
  /** A role, or one of the two supervision officers by his name. */
  readonly as: Caller | 'inspector-1' | 'inspector-2';
  /** What stands in the place of parameters, in their order; a name of `Known`, or a value. */
  readonly parameters?: readonly string[];
  readonly query?: string;
  /** The form, or the bytes of a route with a binary body. */
  body?(known: Known): object | Promise<object>;
  /** What later steps need of the answer. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of all shapes are looked into
  keep?(answer: any, known: Known): void;
}
