import type { CalendarDate } from '~/kernel/calendar-date';
import type { PlatformTx } from '~db/tenancy.server';
import {
  selectDocuments,
  selectMarketRegions,
  selectRequirements,
  selectWarehouses,
  type WarehouseRow,
} from '../data/compliance.server';
import { type ComplianceCover, complianceCovers, complianceNeeds, marketsServed } from '../domain/compliance';

export type { WarehouseRow };

export interface ComplianceQuestion {
  factoryId: string;
  skuId: string;
  categoryCode: string;
  /** Destinations, by code. */
  warehouses: readonly string[];
  /** Markets in which the SKU is sold; empty when not known. */
  soldIn: readonly string[];
  /** The day on which the goods arrive. */
  onDay: CalendarDate;
}

export interface ComplianceCheck {
  warehouses: WarehouseRow[];
  /** Markets whose rules count for a SKU at some destinations. */
  marketsOf: (warehouses: readonly string[], soldIn: readonly string[]) => string[];
  coversOf: (question: ComplianceQuestion) => ComplianceCover[];
}

/** Loads what decides about documents once, for any number of questions about the given categories and factories. */
export async function complianceCheck(
  tx: PlatformTx,
  categories: readonly string[],
  factoryIds: readonly string[],
): Promise<ComplianceCheck> {
  const requirements = await selectRequirements(tx, categories);
  const documents = await selectDocuments(tx, factoryIds);
  const warehouses = await selectWarehouses(tx);
  const regionOf = new Map((await selectMarketRegions(tx)).map(({ code, region }) => [code, region]));
  const marketsOf: ComplianceCheck['marketsOf'] = (codes, soldIn) => {
    const chosen = warehouses.filter(({ code }) => codes.includes(code));
    return [...new Set(chosen.flatMap((warehouse) => marketsServed(warehouse, regionOf, soldIn)))].sort();
  };
  return {
    warehouses,
    marketsOf,
    coversOf: ({ factoryId, skuId, categoryCode, warehouses: codes, soldIn, onDay }) =>
      complianceCovers(
        complianceNeeds(requirements, categoryCode, marketsOf(codes, soldIn)),
        documents.filter((document) => document.factoryId === factoryId),
        { skuId, categoryCode },
        onDay,
      ),
  };
}
