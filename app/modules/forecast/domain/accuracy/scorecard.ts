import { wapeWithBias } from '../demand/accuracy';
import { valueAddedPoints } from './measures';

/**
 * Order forecasts are compared over periods of this many weeks per SKU: orders come in lots, and a lot that is placed a week
 * earlier is no error of the quantity. Movement inside the frozen zone is counted week by week, as churn.
 */
export const ORDER_PERIOD_WEEKS = 4;

/** Sums over the release periods of a factory's SKUs, pieces. One row, read by both sides. */
export interface OrderSums {
  /** SKU periods. */
  periods: number;
  ordered: number;
  forecast: number;
  forecastAbs: number;
  naiveAbs: number;
  /** Of the periods that the factory committed itself to. */
  committedPeriods: number;
  commit: number;
  commitOrdered: number;
  commitForecast: number;
  commitAbs: number;
  /** The platform's forecast in those same periods: what the commitment is compared with. */
  commitForecastAbs: number;
  due: number;
  onTime: number;
  frozen: number;
  churn: number;
}

export interface PlatformScore {
  wape: number | null;
  /** Above 0: more was forecast than ordered. */
  bias: number | null;
  naiveWape: number | null;
  addedOverNaive: number | null;
  /** Pieces moved inside the frozen zone ÷ pieces that stood there; null when nothing stood there. */
  churn: number | null;
}

export interface FactoryScore {
  /** Pieces shipped by the promised day ÷ pieces due. */
  onTime: number | null;
  /** (committed − ordered) ÷ ordered, in the periods it committed itself to: above 0 it promised more than was ordered. */
  bias: number | null;
  /** Committed ÷ forecast. */
  answered: number | null;
  wape: number | null;
  /** WAPE of the forecast less that of the commitment, same periods: did the answer know better? */
  addedOverForecast: number | null;
}

export interface Scorecard {
  platform: PlatformScore;
  factory: FactoryScore;
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** Both sides of the scorecard from the same sums; what has no denominator is null. */
export function scorecard(sums: OrderSums): Scorecard {
  const platform = wapeWithBias({
    absoluteError: sums.forecastAbs,
    error: sums.forecast - sums.ordered,
    actual: sums.ordered,
    count: sums.periods,
  });
  const factory = wapeWithBias({
    absoluteError: sums.commitAbs,
    error: sums.commit - sums.commitOrdered,
    actual: sums.commitOrdered,
    count: sums.committedPeriods,
  });
  const naiveWape = ratio(sums.naiveAbs, sums.ordered);
  return {
    platform: {
      ...platform,
      naiveWape,
      addedOverNaive: valueAddedPoints(naiveWape, platform.wape),
      churn: ratio(sums.churn, sums.frozen),
    },
    factory: {
      ...factory,
      onTime: ratio(sums.onTime, sums.due),
      answered: ratio(sums.commit, sums.commitForecast),
      addedOverForecast: valueAddedPoints(ratio(sums.commitForecastAbs, sums.commitOrdered), factory.wape),
    },
  };
}
