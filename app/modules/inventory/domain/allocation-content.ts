import type { AllocationOutcome, MoveReason } from './allocation-cost';
import type { DemandSource } from './allocation-demand';
import type { AllocationInput } from './allocation-model';

/** Who stands as the maker of proposals that nobody asked for. */
export const NIGHTLY_RUN = 'inventory.allocation';

/** What a proposal was made of and what it says; stored with it. */
export interface ProposalContent {
  input: AllocationInput;
  demandSource: DemandSource;
  /** Day that it was made for, YYYY-MM-DD. */
  asOf: string;
  asIs: AllocationOutcome;
  best: AllocationOutcome;
  reasons: MoveReason[];
}
