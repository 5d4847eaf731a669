import type { Problem } from '~/kernel/problem';

/** What became of one row of a batch. */
export type MovementOutcome =
  | { outcome: 'taken'; movementId: string }
  /** Recorded before, with the same content: nothing changed. */
  | { outcome: 'duplicate'; movementId: string }
  | { outcome: 'refused'; problem: Problem };

/** What became of one listing event of a batch. */
export type ListingOutcome =
  | { outcome: 'taken'; eventId: string }
  | { outcome: 'duplicate'; eventId: string }
  | { outcome: 'refused'; problem: Problem };
