import { maskName } from '@mingjing/protocol/numbers';

// What of a person may stand on a screen that nobody asked to reveal.

const HIDDEN = '****';
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;
/** A resident ID number, or a telephone number with its spaces and hyphens. */
const NUMBER = /(?<![\d])(\+?\d[\d -]{5,20}[\dXx])(?![\d])/g;

/** A telephone number, such as `130****0000`; a short one keeps its last two digits. */
export function maskedNumber(number: string): string {
  const digits = number.replace(/[^\dXx]/g, '');
  if (digits.length < 10) return `${HIDDEN}${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}${HIDDEN}${digits.slice(-4)}`;
}

/** A text with the numbers and addresses of people in it hidden. */
export function maskedText(text: string): string {
  return text.replace(EMAIL, (found) => `${found[0]}***@***`).replace(NUMBER, maskedIfPersonal);
}

/** However somebody wants to be reached: what is neither number nor address keeps one character. */
export function maskedContact(contact: string): string {
  const masked = maskedText(contact);
  return masked === contact ? maskName(contact) : masked;
}

// Short numbers are amounts, days and counts; seven digits may be a telephone already.
function maskedIfPersonal(found: string): string {
  const digits = found.replace(/[^\dXx]/g, '');
  if (digits.length < 7) return found;
  // Of a resident ID number even the last four would tell much.
  return digits.length >= 15
    ? `${digits.slice(0, 3)}${HIDDEN}${digits.slice(-1)}`
    : maskedNumber(found);
}
