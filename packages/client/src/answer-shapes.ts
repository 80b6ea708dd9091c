import {
  type BlockAnswer,
  type CopyAnswer,
  type CosignedAnswer,
  type HeaderAnswer,
  type JournalEntryWords,
  type JournalHit,
  type JournalLogAnswer,
  type JournalLogsAnswer,
  type JournalPersonalWords,
  type JournalSearchAnswer,
  type JournalSpaceAnswer,
  type RecordAnswer,
  type RecordAttachment,
  type RecordsAnswer,
  SPACE_LEVELS,
  type StatusAnswer,
  SUBMISSION_STATUSES,
  type SubmissionAnswer,
  type SubmissionResult,
  type TransactionAnswer,
  type ValidatorAnswer,
  type ValidatorsAnswer,
} from './answers.ts';
import type { EnvelopeAnswer, EnvelopeRecipientAnswer } from './look-through-answers.ts';

// A node may be old, broken or an impostor: what it answers is checked field by field. Fields that
// this client does not know are left alone, so a newer node can be asked.

type Check = (value: unknown) => boolean;
export type Shape<T> = (value: unknown) => value is T;

const HASH = /^[0-9a-f]{64}$/;
const RECORD_ID = /^[0-9a-f]{72}$/;

export const text: Check = (value) => typeof value === 'string';
export const flag: Check = (value) => typeof value === 'boolean';
export const hash: Check = (value) => typeof value === 'string' && HASH.test(value);
const hashOrNone: Check = (value) => value === '' || hash(value);
export const recordId: Check = (value) => typeof value === 'string' && RECORD_ID.test(value);
export const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function nullable(check: Check): Check {
  return (value) => value === null || check(value);
}

export function list(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

export function shape<T>(fields: { readonly [K in keyof T]-?: Check }): Shape<T> {
  const checks = Object.entries<Check>(fields);
  return (value): value is T =>
    typeof value === 'object' &&
    value !== null &&
    checks.every(([name, check]) =>
      check(Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined),
    );
}

const status: Check = (value) => SUBMISSION_STATUSES.some((known) => known === value);

const level: Check = (value) => SPACE_LEVELS.some((known) => known === value);

export const isStatusAnswer = shape<StatusAnswer>({
  chain_id: text,
  genesis_hash: hash,
  node_id: text,
  height: count,
  block_id: hash,
  state_root: hash,
  time: count,
  peers: count,
  validators: count,
  syncing: flag,
  mempool: shape<StatusAnswer['mempool']>({ transactions: count, bytes: count }),
  ...{ organisation: optional(text), coverage_gaps: optional(count) },
  blocks_missing: optional(count),
  journal_space: optional(
    nullable(
      shape<JournalSpaceAnswer>({
        level,
        reason: text,
        limit: text,
        used_bytes: count,
        room_bytes: count,
        free_bytes: count,
        budget_bytes: nullable(count),
        growth_bytes_per_day: nullable(count),
        days_left: nullable(count),
        needed_bytes: nullable(count),
        measured_at: count,
      }),
    ),
  ),
});

export const isSubmissionAnswer = shape<SubmissionAnswer>({
  results: list(
    shape<SubmissionResult>({
      id: hash,
      hash,
      status,
      code: optional(count),
      reason: optional(text),
      review: optional(text),
      height: optional(count),
      index: optional(count),
    }),
  ),
});

export const isTransactionAnswer = shape<TransactionAnswer>({
  status,
  height: optional(count),
  index: optional(count),
  ...{ code: optional(count), result: optional(text) },
  type: optional(text),
  signer: optional(hash),
});

const envelope = shape<EnvelopeAnswer>({
  ...{ epoch: count, c0: hash, cs: hash, key_check: hash, ciphertext: hash, proof: text },
  recipients: list(
    shape<EnvelopeRecipientAnswer>({
      ...{ holder_kind: text, holder: text, key_id: hash, public_key: hash, wrapped: hash },
    }),
  ),
});

export const isRecordAnswer = shape<RecordAnswer>({
  id: recordId,
  transaction_id: hash,
  index: count,
  height: count,
  time: count,
  author: text,
  category: count,
  subject: text,
  standing: text,
  envelope: optional(nullable(envelope)),
  attachments: list(
    shape<RecordAttachment>({ commitment: hash, size_bytes: count, role: count, held: flag }),
  ),
});

export const isRecordsAnswer = shape<RecordsAnswer>({
  records: list(isRecordAnswer),
  next_cursor: nullable(text),
});

export const isBlockAnswer = shape<BlockAnswer>({
  block_id: hash,
  header: shape<HeaderAnswer>({
    version: count,
    rules_version: count,
    chain_id: text,
    height: count,
    time: count,
    proposer: text,
    // The first block has neither parent nor parent certificate.
    parent_id: (value) => value === '' || hash(value),
    parent_certificate_hash: (value) => value === '' || hash(value),
    transactions_root: hash,
    state_root: hash,
    results_root: hash,
    validators_hash: hash,
    next_validators_hash: hash,
    parameters_hash: hash,
  }),
  certificate: shape<BlockAnswer['certificate']>({
    round: count,
    signers: count,
    validators: count,
  }),
  transactions: list(hash),
});

export const isValidatorsAnswer = shape<ValidatorsAnswer>({
  height: count,
  validators: list(
    shape<ValidatorAnswer>({
      node_id: text,
      organisation: text,
      vote_key: hashOrNone,
      power: count,
      connected: optional(flag),
    }),
  ),
});

const isCosigned = shape<CosignedAnswer>({
  ...{ size: count, note: text, witnesses: list(text) },
  copies: list(shape<CopyAnswer>({ size: count, statement: text, signature: text })),
});

export const isJournalLogsAnswer = shape<JournalLogsAnswer>({
  logs: list(
    shape<JournalLogAnswer>({
      ...{ source: text, origin: text, size: count, root: hash },
      cosigned: optional(isCosigned),
    }),
  ),
});

export const isJournalSearchAnswer = shape<JournalSearchAnswer>({
  hits: list(
    shape<JournalHit>({
      ...{
        origin: text,
        node: text,
        organisation: text,
        source: text,
        index: count,
        time: count,
        actor_tag: text,
      },
      entry: nullable(
        shape<JournalEntryWords>({
          ...{ event: text, result: text, reason: text, block_height: count, actor: text },
          ...{ session: text, method: text, resource: text, object: text, transaction_id: text },
        }),
      ),
      personal: nullable(
        shape<JournalPersonalWords>({
          ...{ source_address: nullable(text), source_port: nullable(count) },
          subject: nullable(text),
        }),
      ),
      personal_withheld: nullable(text),
      stub: text,
      body: nullable(text),
      proof: text,
    }),
  ),
  next_cursor: nullable(text),
  is_partial: flag,
  logs: list(
    shape<JournalSearchAnswer['logs'][number]>({ origin: text, indexed: count, size: count }),
  ),
});
