import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';
import { paths, withSearch } from '~/paths';

export interface SkuSuggestion {
  code: string;
  nameEn: string;
  nameZh: string;
}

const typingDelayMs = 200;

/** SKUs that fit what is being typed, for the browser's own list of suggestions. */
export function useSkuSuggestions(): { items: SkuSuggestion[]; look: (text: string) => void } {
  const fetcher = useFetcher<{ items: SkuSuggestion[] }>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    items: fetcher.data?.items ?? [],
    look: (text) => {
      clearTimeout(timer.current);
      if (text.trim().length < 2) return;
      timer.current = setTimeout(
        () => fetcher.load(withSearch(paths.platform.placeOrderSkus(), { q: text.trim() })),
        typingDelayMs,
      );
    },
  };
}
