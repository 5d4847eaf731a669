import { currentEngine } from '~/modules/forecast/domain/demand/current-engine';
import { type DemandEngine, quantileKey } from '~/modules/forecast/domain/demand/engine';
import { BadLine, readLine } from './read-line';

/** Levels in the order in which they are written. */
export const ANSWERED_LEVELS = [0.025, 0.1, 0.5, 0.7, 0.8, 0.9, 0.95, 0.975] as const;

export interface Answer {
  /** One line of JSON, without the line break. */
  text: string;
  isBad: boolean;
}

/** Forecasts one line of input; never throws. See the usage of `forecast:series` for both formats. */
export function answerLine(text: string, engine: DemandEngine = currentEngine): Answer {
  try {
    const { id, horizon, series } = readLine(text);
    const { mean, quantiles, model } = engine.forecast(series, {
      horizonWeeks: horizon,
      quantiles: ANSWERED_LEVELS,
    });
    const levels: [string, number[] | undefined][] = ANSWERED_LEVELS.map((level) => [
      String(level),
      quantiles[quantileKey(level)],
    ]);
    return {
      text: JSON.stringify({ id, mean, quantiles: Object.fromEntries(levels), model }),
      isBad: false,
    };
  } catch (error) {
    const id = error instanceof BadLine ? error.id : null;
    const message = error instanceof Error ? error.message : String(error);
    return { text: JSON.stringify({ id, error: message }), isBad: true };
  }
}
