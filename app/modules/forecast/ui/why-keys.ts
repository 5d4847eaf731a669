import type { WhyCode } from '../domain/netting/trace-types';

/** The sentence of each reason. Catalogue keys hold no underscore: i18next reads one as a plural or context. */
export const WHY_KEYS = {
  source_suspended: 'why.sourceSuspended',
  overdue_receipt: 'why.overdueReceipt',
  extrapolated_demand: 'why.extrapolatedDemand',
  lead_time_unreachable: 'why.leadTimeUnreachable',
  shortage_carried: 'why.shortageCarried',
  covered: 'why.covered',
  share_scaled: 'why.shareScaled',
  behind_share: 'why.behindShare',
  ahead_of_share: 'why.aheadOfShare',
  left_to_other_lots: 'why.leftToOtherLots',
  moq_raised: 'why.moqRaised',
  rounded_to_multiple: 'why.roundedToMultiple',
  rounded_down_to_lot: 'why.roundedDownToLot',
  forecast_consumed: 'why.forecastConsumed',
  past_forecast_carried: 'why.pastForecastCarried',
  fence_frozen: 'why.fenceFrozen',
  fence_firm_clamped: 'why.fenceFirmClamped',
  fence_without_lot: 'why.fenceWithoutLot',
  rest_after_fenced: 'why.restAfterFenced',
  below_target_until: 'why.belowTargetUntil',
  below_target_beyond_horizon: 'why.belowTargetBeyondHorizon',
} as const satisfies Record<WhyCode, `why.${string}`>;
