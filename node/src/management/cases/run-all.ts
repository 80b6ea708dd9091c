/**
 * Runs steps one after the other, also behind one that fails: what is wrong with one thing keeps no
 * other from its turn. Rejects at the end with what failed, several failures together in an
 * `AggregateError`.
 */
export async function runAll(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 1) throw new AggregateError(failures, `${failures.length} steps failed`);
  if (failures.length === 1) throw failures[0];
}
