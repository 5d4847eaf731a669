import { backtestedEngine } from './backtested-engine';
import type { DemandEngine } from './engine';

/** The engine the portal forecasts with. Replacing it is a change of this line. */
export const currentEngine: DemandEngine = backtestedEngine;
