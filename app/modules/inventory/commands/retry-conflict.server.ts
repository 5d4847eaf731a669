/** PostgreSQL's codes for "another transaction was in the way, nothing was changed": serialization, deadlock. */
const CONFLICTS = new Set(['40001', '40P01']);

/**
 * Runs a whole transaction again when the database gave it up for another one's sake.
 * @param run opens the transaction, works, and commits; it must be repeatable
 * @param attempts how often in all
 */
export async function retryConflict<T>(run: () => Promise<T>, attempts = 5): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      const { code, cause } = error as { code?: string; cause?: { code?: string } };
      if (attempt >= attempts || !CONFLICTS.has(code ?? cause?.code ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 20));
    }
  }
}
