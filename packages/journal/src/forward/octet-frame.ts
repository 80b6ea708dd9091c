/**
 * Lines as one run of bytes with octet counting (RFC 6587, 3.4.1; RFC 5425, 4.3): the length in
 * bytes as decimal digits, a blank, the line. A line may hold any character.
 */
export function octetFrames(lines: readonly string[]): Uint8Array {
  return Buffer.concat(
    lines.flatMap((line) => {
      const bytes = Buffer.from(line);
      return [Buffer.from(`${bytes.length} `), bytes];
    }),
  );
}
