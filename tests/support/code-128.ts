/**
 * Bar and space widths of Code 128's symbols 0 to 105 and stop (ISO/IEC 15417, table 1), written down apart from the library
 * that draws them.
 */
const PATTERNS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 ' +
  '123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 ' +
  '232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 ' +
  '313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 ' +
  '111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 ' +
  '111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 ' +
  '114311 411113 411311 113141 114131 311141 411131 211412 211214 211232'
).split(' ');
const STOP = '2331112';
const START_C = 105;
const FNC1 = 102;

/**
 * Reads bars of a GS1-128 that is digits alone (code set C), as a scanner does: symbols by their widths, start, FNC1, check
 * symbol, stop.
 * @returns the digits after FNC1
 * @throws Error that says what is wrong
 */
export function readGs1Digits(widths: readonly number[]): string {
  const stop = widths.slice(-7).join('');
  if (stop !== STOP) throw new Error(`no stop: ${stop}`);
  const body = widths.slice(0, -7);
  if (body.length % 6 !== 0) throw new Error('cut off');
  const symbols = Array.from({ length: body.length / 6 }, (_, index) => {
    const value = PATTERNS.indexOf(body.slice(index * 6, index * 6 + 6).join(''));
    if (value < 0) throw new Error(`no symbol at ${index}`);
    return value;
  });
  const [start, fnc1, ...rest] = symbols;
  if (start !== START_C || fnc1 !== FNC1) throw new Error('no GS1-128 in code set C');
  const check = rest.pop();
  const sum = [start, fnc1, ...rest].reduce((total, value, index) => total + value * Math.max(1, index), 0);
  if (sum % 103 !== check) throw new Error('wrong check symbol');
  if (rest.some((value) => value > 99)) throw new Error('not digits alone');
  return rest.map((value) => String(value).padStart(2, '0')).join('');
}
