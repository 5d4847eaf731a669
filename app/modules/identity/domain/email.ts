/**
 * The form in which addresses are stored and compared: trimmed, NFKC, lower case (the whole of it: no provider that
 * matters tells capitals apart, and two accounts that differ by a capital would only confuse).
 */
export function normalizeEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}
