/** What a factory's list may hold. */
export const FACTORY_EXCEPTION_KINDS = [
  'frozenAnswer',
  'ownShortfall',
  'commitMissing',
  'increase',
  'decrease',
  'newSku',
  'freezing',
] as const;
export type FactoryExceptionKind = (typeof FACTORY_EXCEPTION_KINDS)[number];

/** What the platform's list may hold. */
export const PLATFORM_EXCEPTION_KINDS = [
  'stockOut',
  'shortfall',
  'jump',
  'noAnswers',
  'bias',
  'staleFeed',
  'noHistory',
  'overrideEnds',
] as const;
export type PlatformExceptionKind = (typeof PLATFORM_EXCEPTION_KINDS)[number];

export type ExceptionKind = FactoryExceptionKind | PlatformExceptionKind;

/** From what on something is an exception; below it is noise that tables show. */
export const EXCEPTION_LIMITS = {
  /** Share of the earlier figure by which a line must move within the lead time. */
  movedShare: 0.2,
  /** The same in the week that freezes next. */
  freezingShare: 0.1,
  /** Weeks before a bucket freezes in which its answer is due. */
  dueWeeks: 2,
  /** Closed weeks that the bias looks at, how many of them must be known, and how large it must be. */
  bias: { weeks: 8, least: 4, share: 0.25 },
  /** A SKU with fewer weeks of sales rests on what it is compared with. */
  historyWeeks: 8,
  /** Weeks from the present one in which an override's last week makes it end soon. */
  overrideWeeks: 1,
  /** Rows of a kind that are kept, by money: many more than anybody is shown. */
  perKind: 40,
} as const;

/** How many a person is shown on a day. */
export const MOST_EXCEPTIONS = 10;

/** What a person may say to an exception: does something about it, is not concerned, looks at it later. */
export const EXCEPTION_VERDICT_WORDS = ['acted', 'dismissed', 'snoozed'] as const;
