import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '~/kernel/problem';

/** Puts a problem into words of the reader's language; the codes are the keys of the namespace `problems`. */
export function useProblemText(): (problem: Problem) => string {
  const { t, i18n } = useTranslation('problems');
  return useCallback(
    (problem) => {
      const say = t as unknown as (key: string, params?: Record<string, unknown>) => string;
      const known = i18n.exists(problem.code, { ns: 'problems', ...problem.params });
      return say(known ? problem.code : 'unexpected', problem.params);
    },
    [t, i18n],
  );
}
