/**
 * Something that rules judge: what a block says, or what was found out while it was the latest.
 * The time is that of the block, in ms, never a clock's: so the same facts are judged alike for
 * ever. Facts come in the order of heights; within one height in any fixed order.
 */
export type Fact =
  | BlockFact
  | PublicationFact
  | TextFact
  | OrderFact
  | OrderDoneFact
  | LookThroughFact
  | AdmissionFact;

interface At {
  readonly height: number;
  readonly time: number;
}

/** A block was verified: time went on. */
export interface BlockFact extends At {
  readonly type: 'block';
}

interface Author {
  /** Id in hexadecimal. */
  readonly record: string;
  readonly user: string;
  /** That answers for the user; empty: the chain names none. */
  readonly organisation: string;
}

/** A record was published or amended. */
export interface PublicationFact extends At, Author {
  readonly type: 'publication';
  /** Whether the state of that block said that its author is verified. */
  readonly isVerified: boolean;
}

/** What a person wrote in a record, as far as it is here. */
export interface TextFact extends At, Author {
  readonly type: 'text';
  readonly texts: readonly string[];
}

/** An order came into force that is to be carried out by a block time. */
export interface OrderFact extends At {
  readonly type: 'order';
  readonly order: string;
  readonly organisation: string;
  readonly deadline: number;
}

/** All who had to carried an order out, or it ended. */
export interface OrderDoneFact extends At {
  readonly type: 'order-done';
  readonly order: string;
}

/** A private record was opened under an order, or could not be. */
export interface LookThroughFact extends At {
  readonly type: 'look-through';
  readonly order: string;
  readonly organisation: string;
  /** Stable code of what failed; empty: it was opened. */
  readonly failure: string;
}

/** Somebody who is not admitted tried to connect. */
export interface AdmissionFact extends At {
  readonly type: 'admission';
  /** Whom it was, as far as that is known: an address, the id of a peer. */
  readonly source: string;
  readonly attempts: number;
}
