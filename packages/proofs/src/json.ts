/** The value of JSON in UTF-8, or undefined: which of the two it is not makes no difference. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // What is neither text nor JSON is no value; the caller names the part.
    return undefined;
  }
}
