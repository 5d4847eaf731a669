import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-rules';

describe('passwordFault', () => {
  it.each([
    ['short', 'password_too_short'],
    ['九个汉字的口令不够长', null],
    ['九个汉字口令不够', 'password_too_short'],
    ['😀😀😀😀😀', 'password_too_short'],
    ['x'.repeat(201), 'password_too_long'],
    ['Password123', 'password_common'],
    ['aaaaaaaaaaaa', 'password_common'],
    ['abababababab', 'password_common'],
    ['cdefghijklmn', 'password_common'],
    ['woaini1314520', 'password_common'],
    ['lin@example.com', 'password_personal'],
    ['three blue conveyors', null],
  ])('%s → %s', (password, fault) =>
    expect(passwordFault(password, { email: 'Lin@example.com' })).toBe(fault),
  );
});
