import Type, { type Static } from 'typebox';

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** The section `verification` of the configuration: without it nobody registers here. */
export const verificationSchema = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: 1024 }),
    timeout_ms: Type.Integer({ minimum: 500, maximum: 60_000, default: 10_000 }),
    // Registrations of one source address in ten minutes; a company has many behind one.
    calls_of_address: Type.Integer({ minimum: 1, maximum: 1000, default: 10 }),
  },
  { additionalProperties: false },
);
export type VerificationConfig = Static<typeof verificationSchema>;

/** Whether identities may go there: over TLS, or to this machine; no word to log in with. */
export function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isPlain = [username, password, search, hash].every((part) => part === '');
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
  return isPlain && isSafe;
}
