import { BlockList, isIP, isIPv4 } from 'node:net';
import { Collection, type Shelf } from '@mingjing/storage';
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const HOUR_MS = 60 * 60 * 1000;
/** A test that is announced for longer is no event any more. */
export const WINDOW_MS_MAX = 30 * 24 * HOUR_MS;
/** Windows that stand at once or are to come: each event is held against them. */
export const WINDOWS_MAX = 50;
const ADDRESSES_MAX = 16;

const line = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

/** A remote test that an authority announced. */
export const windowForm = Type.Object(
  {
    ...{ authority: line, notice_number: line },
    ...{ from: Type.Integer({ minimum: 0 }), to: Type.Integer({ minimum: 0 }) },
    /** Addresses or networks that the test comes from. */
    addresses: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: ADDRESSES_MAX }),
  },
  { additionalProperties: false },
);
export type WindowForm = Static<typeof windowForm>;

const testWindow = Type.Object({
  form: windowForm,
  by: Type.String(),
  at: Type.Number(),
  /** When it was called off; null: it was not. */
  endedAt: Type.Union([Type.Number(), Type.Null()]),
});
export type TestWindow = Static<typeof testWindow>;

export function windowsOn(shelf: Shelf): Collection<TestWindow> {
  return new Collection<TestWindow>(shelf, {
    name: 'test-windows',
    isValid: (value): value is TestWindow => Value.Check(testWindow, value),
  });
}

export type WindowRefusal = 'past' | 'empty' | 'too-long' | 'address';

/** Why a window cannot be announced at `now`: what is over can only be told afterwards. */
export function windowRefusal({ from, to, addresses }: WindowForm, now: number) {
  if (to <= from) return 'empty' satisfies WindowRefusal;
  if (from < now) return 'past' satisfies WindowRefusal;
  if (to - from > WINDOW_MS_MAX) return 'too-long' satisfies WindowRefusal;
  return addresses.every(isNetwork) ? undefined : ('address' satisfies WindowRefusal);
}

/** Whether a window is open at a time. */
export function isOpenAt({ form, endedAt }: TestWindow, time: number): boolean {
  return form.from <= time && time < Math.min(form.to, endedAt ?? form.to);
}

/**
 * Whether an event belongs to an announced test: it happened in the window and came from one of
 * its addresses. It keeps all that it is; the label is said beside it.
 */
export function isLabelled(window: TestWindow, time: number, address: string): boolean {
  return isOpenAt(window, time) && listOf(window.form.addresses).check(address, familyOf(address));
}

function listOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of addresses) {
    const [address = '', bits] = text.split('/');
    if (bits === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return list;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  if (isIP(address) === 0 || rest.length > 0) return false;
  const most = isIPv4(address) ? 32 : 128;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
