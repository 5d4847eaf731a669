import { hash, parseOptions, verify } from '@node-rs/argon2';

/** argon2id with 19 MiB, two passes, one lane: the first choice of OWASP's password storage cheat sheet. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** The PHC string of a new password, with a random salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS);
}

/**
 * Whether a password is the one behind a hash. Without a hash (no such account) it does the same work on one that
 * nothing matches, so that the time of the answer says nothing about the account.
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const against = stored ?? (await unmatchable());
  const matches = await verify(against, password.normalize('NFKC')).catch(() => false);
  return matches && stored !== null && stored !== undefined;
}

/** Whether a hash was made with other parameters than today's and should be made anew while the password is at hand. */
export function needsRehash(stored: string): boolean {
  const used = parseOptions(stored);
  return (
    !stored.startsWith('$argon2id$') ||
    used.memoryCost !== PARAMETERS.memoryCost ||
    used.timeCost !== PARAMETERS.timeCost ||
    used.parallelism !== PARAMETERS.parallelism
  );
}

let dummy: Promise<string> | undefined;

function unmatchable(): Promise<string> {
  dummy ??= hash(crypto.getRandomValues(new Uint8Array(32)), PARAMETERS);
  return dummy;
}
