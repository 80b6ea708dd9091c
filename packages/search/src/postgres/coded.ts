import { SearchError, type SearchErrorCode } from '../errors.ts';

/** Classes and codes of SQLSTATE (PostgreSQL documentation, appendix A), longest match first. */
const CODES: readonly (readonly [start: string, code: SearchErrorCode])[] = [
  // A statement that took longer than it may.
  ['57014', 'SEARCH_BUSY'],
  // The server is being stopped, or starts.
  ['57P', 'SEARCH_UNREACHABLE'],
  ['08', 'SEARCH_UNREACHABLE'],
  ['28', 'SEARCH_UNREACHABLE'],
  ['3D', 'SEARCH_UNREACHABLE'],
  ['53300', 'SEARCH_UNREACHABLE'],
  // Disk full, read-only, no permission.
  ['53', 'SEARCH_UNWRITABLE'],
  ['25006', 'SEARCH_UNWRITABLE'],
  ['42501', 'SEARCH_UNWRITABLE'],
  // Damaged data or index; tables that somebody dropped or changed.
  ['XX', 'SEARCH_DAMAGED'],
  ['42P01', 'SEARCH_DAMAGED'],
  ['42703', 'SEARCH_DAMAGED'],
  ['3F', 'SEARCH_DAMAGED'],
];

/** An error of the driver with one of our codes; what is no error of it stays as it is. */
export function codedError(cause: unknown): unknown {
  if (cause instanceof SearchError) return cause;
  const { code, message } = cause as { code?: unknown; message?: string };
  if (typeof code !== 'string') {
    // The driver has no code for a connection that ended or did not come about in time.
    const isLost = /connection|timeout exceeded/i.test(message ?? '');
    return isLost ? new SearchError('SEARCH_UNREACHABLE', text(message), cause) : cause;
  }
  const known = CODES.find(([start]) => code.startsWith(start))?.[1];
  // What is no SQLSTATE is a code of the system: refused, not found, reset.
  const isSystem = /^E[A-Z]/.test(code);
  return new SearchError(
    known ?? (isSystem ? 'SEARCH_UNREACHABLE' : 'SEARCH_FAILED'),
    text(message),
    cause,
  );
}

function text(message: string | undefined): string {
  return `the search database: ${message}`;
}
