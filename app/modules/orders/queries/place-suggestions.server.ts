import type { PlatformTx } from '~db/tenancy.server';
import { selectSkuSuggestions } from '../data/place-options.server';

/** Up to twenty SKUs by the beginning of their code or a part of their name; nothing for fewer than two characters. */
export async function placeSuggestions(
  tx: PlatformTx,
  text: string,
): Promise<{ code: string; nameEn: string; nameZh: string }[]> {
  const wanted = text.replaceAll('\0', '').trim().slice(0, 60);
  return wanted.length < 2 ? [] : selectSkuSuggestions(tx, wanted);
}
