import type { Quantile, Zone } from '../netting/types';
import type { VersionView, WeekView } from '../table-view';
import type { HeldCommit } from './decide-commit';
import type { LiabilityCovers } from './liability';

/** What covers a bucket. Money as minor units in text. */
export interface LiabilityView {
  quantile: Quantile;
  covers: LiabilityCovers;
  pieces: number;
  minor: string;
}

/** A SKU of the grid. The sparse records go by the week's place, 0 for the version's first. Pieces. */
export interface GridRow {
  skuId: string;
  code: string;
  nameEn: string;
  nameZh: string;
  unitCostMinor: string;
  currency: string;
  forecast: number[];
  zones: Zone[];
  held: Record<number, HeldCommit>;
  /** Requests to change a frozen bucket that wait for an answer. */
  requests: Record<number, { id: string; to: number; side: 'platform' | 'factory' }>;
  /** What both sides last agreed on for a frozen bucket. */
  agreed: Record<number, number>;
  liability: Record<number, LiabilityView>;
}

interface NamedFacet {
  code: string;
  nameEn: string;
  nameZh: string;
  lines: number;
}

export interface GridView {
  version: VersionView;
  weeks: WeekView[];
  rows: GridRow[];
  /** SKUs that the filters show, on all pages. */
  total: number;
  page: number;
  size: number;
  facets: { categories: NamedFacet[]; markets: NamedFacet[] };
  /** Sums over the whole factory, whatever the filters. */
  standing: { waiting: number; shortPieces: number; short: { currency: string; minor: string }[] };
}
