export type SupervisorErrorCode =
  | 'CONFIG_REFUSED'
  | 'CONSOLE_NO_TLS'
  | 'CONSOLE_NO_ORIGINS'
  | 'NOT_SUPERVISION'
  | 'ALARMS_CHANGED'
  | 'ALARMS_DAMAGED'
  | 'ALARMS_UNWRITABLE'
  | 'STORED_BLOCK_REFUSED'
  | 'CHAIN_NAME_TWICE'
  | 'CHAIN_HOME_SHARED'
  | 'CHAIN_TWICE'
  | 'CHAIN_GENESIS_OTHER'
  | 'CHAIN_HOME_OF_SERVICE'
  | 'CHAIN_NOT_NAMED'
  | 'CHAIN_UNKNOWN'
  | 'CHAIN_ONE'
  | 'NOT_RUNNING'
  | 'BAD_RECORD_ID'
  | 'NO_ANSWER'
  | 'NO_NODE'
  | 'BAD_ID'
  | 'BAD_NUMBER'
  | 'CHAIN_REFUSED'
  | 'BAD_SUBJECT'
  | 'NOT_PRIVATE'
  | 'NOT_SEALED'
  | 'BAD_SECRET'
  | 'SECRET_MISSING'
  | 'BAD_CEREMONY'
  | 'SHARE_REFUSED'
  | 'ANSWER_REFUSED'
  | 'NOT_NAMED'
  | 'NO_SHARES_ASKED'
  | 'OUTPUT_UNWRITABLE'
  | 'COPY_UNREADABLE'
  | 'BAD_COPY_KEY'
  | 'COPY_REFUSED';

/** An operating failure of this program; `fields` fill its text `cli.errors.<code>`. */
export class SupervisorError extends Error {
  override readonly name = 'SupervisorError';
  readonly code: SupervisorErrorCode;
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(
    code: SupervisorErrorCode,
    fields: Readonly<Record<string, string | number>> = {},
    cause?: unknown,
  ) {
    super(`${code} ${JSON.stringify(fields)}`, { cause });
    this.code = code;
    this.fields = fields;
  }
}
