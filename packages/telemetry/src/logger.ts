import {
  type DestinationStream,
  destination,
  type Logger as PinoLogger,
  pino,
  stdTimeFunctions,
} from 'pino';

/**
 * The program log: operational, not evidence (that is the journal). The message is a constant,
 * variables are fields: `logger.info({ height, round }, 'committed block')`.
 */
export type Logger = PinoLogger;

/** error: an operator must act; warn: degraded or a suspicious peer; info: one line a block. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'silent';

export type LoggerOptions = {
  /** Program name, in every line. */
  readonly name: string;
  readonly level?: LogLevel;
  /** File to append to (its directory is made); standard output when absent. */
  readonly file?: string;
  /** Fields of every line, such as the node's id. */
  readonly bindings?: Readonly<Record<string, unknown>>;
  /** Takes the place of `file`, for a program that owns its output or a test that reads it. */
  readonly stream?: DestinationStream;
};

/** Field names that carry secrets, in both spellings the code and the wire use. */
const SECRET_FIELDS = [
  'seed',
  'secret',
  'secretKey',
  'secret_key',
  'privateKey',
  'private_key',
  'passphrase',
  'password',
  'token',
  'authorization',
  'cookie',
];
/** Request objects nest headers two levels down; nothing logged is deeper. */
const REDACTED_PATHS = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

/**
 * A logger of JSON lines with ISO time, level as a word, and secrets redacted by field name down
 * to the third level. Redaction is a net, not a licence: code does not log secrets.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      name: options.name,
      level: options.level ?? 'info',
      base: { pid: process.pid, ...options.bindings },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    },
    options.stream ?? openDestination(options.file),
  );
}

/** The logger of one part of a program; each line then says `component`. */
export function componentLogger(logger: Logger, component: string): Logger {
  return logger.child({ component });
}

function openDestination(file: string | undefined): DestinationStream {
  if (file === undefined) return destination({ dest: 1, sync: true });
  const stream = destination({ dest: file, mkdir: true, append: true, sync: false });
  let reported = false;
  stream.on('error', (error: Error) => {
    // A full disk must stop writes of data, which have their own check, not the program through
    // its log. Said once, where it can still be seen.
    if (!reported) process.stderr.write(`program log cannot be written: ${error.message}\n`);
    reported = true;
  });
  return stream;
}
