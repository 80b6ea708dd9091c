// What the bench asks of its generator process, and what comes back.
import type { Shape } from './compose.ts';
import type { LoadFigures } from './load.ts';

export interface GeneratorSetup {
  readonly chainId: string;
  readonly keyFiles: readonly string[];
  readonly baseUrls: readonly string[];
}

export interface SaturateSettings {
  readonly shape: Shape;
  readonly transactionsPerRequest: number;
  /** Transactions on their way at any time. */
  readonly outstanding: number;
  /** Transactions composed before the first is sent. */
  readonly prepare: number;
}

export interface GeneratorCalls {
  setup(settings: GeneratorSetup): Promise<void>;
  /** Size of one signed transaction. */
  transactionBytes(shape: Shape): Promise<number>;
  /** CPU microseconds of one native verification of a 200-byte message, mean of `count`. */
  verifyUs(count: number): Promise<number>;
  steady(settings: { shape: Shape; perSecond: number; count: number }): Promise<LoadFigures>;
  /** Composes, then starts sending; resolves when the first requests are out. */
  saturate(settings: SaturateSettings): Promise<void>;
  take(): Promise<LoadFigures>;
  stopLoad(): Promise<void>;
}

/** Sent to the generator. */
export interface CallMessage {
  readonly id: number;
  readonly call: keyof GeneratorCalls;
  readonly argument: unknown;
}

/** Sent back. */
export interface AnswerMessage {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}
