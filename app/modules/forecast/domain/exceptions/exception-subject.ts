/** Kinds that are about a factory, or a market, as a whole: the SKU that stands with them is only the largest. */
const WHOLE_FACTORY = new Set(['noAnswers']);

interface Subjected {
  kind: string;
  skuCode: string;
  week: string | null;
  params: Record<string, string | number>;
  factory: { slug: string } | null;
}

/**
 * What an exception is about, as verdicts remember it: the SKU (with the factory's slug after it where the list names one),
 * the factory, or the market. Answers that are due are a new task every week.
 */
export function exceptionSubject({ kind, skuCode, week, params, factory }: Subjected): string {
  if (kind === 'staleFeed') return `market:${params.market}`;
  if (kind === 'commitMissing') return `*:${week}`;
  const about = WHOLE_FACTORY.has(kind) ? '*' : skuCode;
  return factory ? `${about}@${factory.slug}` : about;
}
