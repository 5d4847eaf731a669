import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link: 256 random bits in base64url, and the hash that the database keeps instead of it. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** SHA-256 in hex. Enough for random secrets, which cannot be guessed from a list; passwords take argon2id. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
