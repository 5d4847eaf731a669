import { COMMON_PASSWORDS } from './common-passwords';

export const PASSWORD_MIN_LENGTH = 10;
export const PASSWORD_MAX_LENGTH = 200;

export type PasswordFault =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_common'
  | 'password_personal';

/**
 * What is wrong with a new password, or null. Length and a list of common ones; no rule about kinds of characters
 * (NIST SP 800-63B, 5.1.1.2). Length is counted in code points, so Chinese passphrases count as they read.
 *
 * @param about the person's address and name: a password that is one of them is as good as known.
 */
export function passwordFault(
  password: string,
  about: { email?: string; displayName?: string } = {},
): PasswordFault | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN_LENGTH) return 'password_too_short';
  if (length > PASSWORD_MAX_LENGTH) return 'password_too_long';
  const plain = password.toLowerCase();
  if (COMMON_PASSWORDS.has(plain) || isOneCharacterOrRun(plain)) return 'password_common';
  const personal = [about.email, about.email?.split('@')[0], about.displayName];
  if (personal.some((word) => word && word.toLowerCase() === plain)) return 'password_personal';
  return null;
}

/** "aaaaaaaaaa", "0123456789", "abababab…": a unit of up to three characters repeated, or one run up or down. */
function isOneCharacterOrRun(password: string): boolean {
  if (/^(.{1,3})\1+$/u.test(password)) return true;
  const codes = [...password].map((c) => c.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, i) => code - (codes[i] ?? 0)));
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}
