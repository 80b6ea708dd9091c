import { ClientError, UserClient } from '@mingjing/client';
import { generateSeed, randomBytes, signerFromSeed } from '@mingjing/crypto/node';
import { type Check, check, unknown } from '@mingjing/inspection';
import type { IdentifierKind } from '@mingjing/protocol/numbers';
import type { InspectionWorld } from '../world.ts';

const SALT_BYTES = 32;
/** Reserved for tests in this program and sent to nobody but the test service. */
const TEST_NUMBER = { kind: 'mobile', number: '13000000000' } as const;
/** What a service answers for who is registered already: it confirmed him first. */
const CONFIRMED_BEFORE = 'identity-registered';

/** What a registration beyond the calls of its address is told. */
const OVER_BUDGET = 'too-many-calls';

interface TrueRegistration {
  readonly isConfirmed: boolean;
  readonly answer: string;
}

interface WrongIdentity {
  readonly kind: IdentifierKind;
  readonly number: string;
  /** Code of the refusal that names what is wrong with it. */
  readonly code: string;
}

/** Numbers of nobody: a check digit that is wrong, and a pattern that no telephone has. */
export const WRONG_IDENTITIES: readonly WrongIdentity[] = [
  { kind: 'resident-id', number: '110000190001010005', code: 'resident-id-check' },
  { kind: 'mobile', number: '12000000000', code: 'mobile-pattern' },
];

/** Tries to register with a number of nobody; code of the refusal, empty when there was none. */
export function wrongRegistration(
  world: InspectionWorld,
  { kind, number }: WrongIdentity,
): Promise<string> {
  return codeOf(register(world, { kind, number }));
}

/**
 * Registers the marked test subject at the test service, or finds that it is registered: with a new
 * key each time, so nobody can write in its name afterwards.
 */
export async function trueRegistration(world: InspectionWorld): Promise<TrueRegistration> {
  const code = await codeOf(register(world, TEST_NUMBER));
  const isConfirmed = code === '' || code === CONFIRMED_BEFORE;
  return { isConfirmed, answer: code === '' ? 'registered' : code };
}

/** Registrations that the budget of the address let through say something, others nothing. */
export function falseNumbers(answers: readonly string[]): readonly Check[] {
  const of = answers.filter((answer) => answer !== OVER_BUDGET).length;
  const unheard = answers.length - of;
  const refusals = answers.filter((answer, index) => answer === WRONG_IDENTITIES[index]?.code);
  const [first = '-'] = refusals;
  const refused = refusals.length;
  return [
    ...(of === 0 ? [] : [check(refused === of, 'facts.realname.refused', { refused, of, first })]),
    ...(unheard === 0 ? [] : [unknown('facts.realname.unheard', { unheard })]),
  ];
}

/** The same of the number that is registered truly. */
export function testNumber({ isConfirmed, answer }: TrueRegistration): Check {
  if (answer === OVER_BUDGET) return unknown('facts.realname.unheard', { unheard: 1 });
  return check(isConfirmed, 'facts.realname.confirmed', { answer });
}

async function register(
  { program }: InspectionWorld,
  identifier: { readonly kind: IdentifierKind; readonly number: string },
): Promise<void> {
  const client = new UserClient({ baseUrl: program.origin, fetch: askedBy(program) });
  const { agreement, purposes } = await client.terms();
  const { publicKey, sign } = signerFromSeed(generateSeed());
  await client.register(
    { publicKey, sign },
    {
      ...{ userType: 'person', identifier, salt: randomBytes(SALT_BYTES) },
      consents: purposes.map(({ needed, purpose, version }) => ({
        purpose,
        version,
        given: needed,
      })),
      agreement: agreement && { version: agreement.version, text_hash: agreement.text_hash },
    },
  );
}

async function codeOf(registration: Promise<void>): Promise<string> {
  try {
    await registration;
    return '';
  } catch (error) {
    if (error instanceof ClientError) return error.code;
    throw error;
  }
}

/** The program itself in the place of the network, for a client that speaks to it. */
function askedBy(program: InspectionWorld['program']): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    const answer = await program.ask('main', {
      method: init?.method ?? 'GET',
      url: url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(init?.body == null ? {} : { payload: init.body as string | Uint8Array }),
    });
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return new Response(new Uint8Array(answer.rawPayload), {
      status: answer.statusCode,
      headers: Object.fromEntries(headers) as Record<string, string>,
    });
  };
}
