/** Digits before the check digit. */
const BODY = 17;

/**
 * Check digit of a GS1 key: digits weighted 3 and 1 in turn from the right, sum completed to the next ten
 * (GS1 General Specifications, section 7.9.1).
 * @param digits the key without its check digit
 */
export function gs1CheckDigit(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1;
    sum += Number(digits[index]) * weight;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * Serial Shipping Container Code: extension digit, GS1 company prefix, serial reference, check digit (GS1 General
 * Specifications, section 2.2.1). Extension digit and serial reference are one number here, so that a prefix of n digits has
 * 10^(17-n) codes.
 *
 * @param companyPrefix 4 to 12 digits
 * @param serial from 0; beyond the last one it begins again, which the specification allows after a year
 * @throws RangeError for a prefix or serial out of range
 */
export function sscc(companyPrefix: string, serial: number): string {
  if (!/^\d{4,12}$/.test(companyPrefix)) throw new RangeError(`not a GS1 company prefix: ${companyPrefix}`);
  if (!Number.isSafeInteger(serial) || serial < 0) throw new RangeError(`not a serial number: ${serial}`);
  const room = BODY - companyPrefix.length;
  const digits = String(serial % 10 ** room).padStart(room, '0');
  const body = `${digits[0]}${companyPrefix}${digits.slice(1)}`;
  return `${body}${gs1CheckDigit(body)}`;
}

/** Whether a text is 18 digits of which the last is right. */
export function isSscc(text: string): boolean {
  return /^\d{18}$/.test(text) && gs1CheckDigit(text.slice(0, BODY)) === Number(text[BODY]);
}

/** In groups of four, as people read it aloud: `3952 1234 0000 0001 24`. */
export function readableSscc(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}
