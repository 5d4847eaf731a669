import bwip from 'bwip-js/node';

/** Widths of bars and spaces in turn, beginning with a bar, in modules. */
export function gs1Bars(elementString: string): number[] {
  const [code] = bwip.raw('gs1-128', elementString, '') as { sbs: number[] }[];
  return [...code!.sbs];
}

export interface QrModules {
  /** Modules of one side. */
  side: number;
  isDark: (row: number, column: number) => boolean;
}

/**
 * A QR code (ISO/IEC 18004) with correction level M. The mask is given: trying all eight takes six times as long, and readers
 * take any.
 */
export function qrModules(text: string): QrModules {
  const [code] = bwip.raw('qrcode', text, 'eclevel=M mask=3') as { pixs: number[]; pixx: number }[];
  const { pixs, pixx } = code!;
  return { side: pixx, isDark: (row, column) => pixs[row * pixx + column] === 1 };
}
