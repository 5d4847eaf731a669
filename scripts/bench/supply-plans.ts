import { dateInZone } from '~/kernel/calendar-date';
import { capacityLeft } from '~/modules/capacity/queries/capacity-left.server';
import { forecastDemand } from '~/modules/forecast/queries/forecast-demand.server';
import { inventorySearch, movementSearch } from '~/modules/inventory/inventory-forms';
import { inventoryList } from '~/modules/inventory/queries/inventory-list.server';
import { inventorySku } from '~/modules/inventory/queries/inventory-sku.server';
import { sellOutTable } from '~/modules/inventory/queries/sell-out-table.server';
import { sellOutView } from '~/modules/inventory/queries/sell-out-view.server';
import { sellOutSearch } from '~/modules/inventory/sell-out-forms';
import { candidateSearch } from '~/modules/orders/candidate-forms';
import { ordersSearch } from '~/modules/orders/forms';
import { poolSearch } from '~/modules/orders/pool-forms';
import { candidateBoard } from '~/modules/orders/queries/candidate-board.server';
import { orderDetail } from '~/modules/orders/queries/order-detail.server';
import { ordersTable } from '~/modules/orders/queries/orders-table.server';
import { poolFactories, poolFactory } from '~/modules/orders/queries/pool-factories.server';
import { reorderProposals } from '~/modules/orders/queries/reorder-proposals.server';
import { riskNotices } from '~/modules/orders/queries/risk-notices.server';
import { reorderSearch } from '~/modules/orders/reorder-forms';
import { riskSearch } from '~/modules/orders/risk-forms';
import type { AsFactory, AsPlatform } from './explain';
import type { BenchFactory } from './in-process-portal';
import type { PageSubjects } from './page-subjects';

/** The statements of the pages of orders, stock and clocks, on either side. */
export async function explainSupply(of: {
  asFactory: AsFactory;
  asPlatform: AsPlatform;
  factory: BenchFactory;
  subjects: PageSubjects;
  now: number;
}): Promise<void> {
  const { asFactory, asPlatform, factory, subjects, now } = of;
  const today = dateInZone(now, 'UTC');
  const { anyOrder, anyClock, clockId } = subjects;

  await asFactory('orders', (tx) => ordersTable(tx, ordersSearch.parse({}), now));
  await asFactory('orders, late', (tx) => ordersTable(tx, ordersSearch.parse({ needs: 'late' }), now));
  await asFactory('orders, search', (tx) => ordersTable(tx, ordersSearch.parse({ q: 'a' }), now));
  await asFactory('order', (tx, access) => orderDetail(tx, access, subjects.orderNumber, now));
  await asFactory('clocks', (tx) => sellOutTable(tx, sellOutSearch.parse({}), now));
  if (clockId) {
    await asFactory('clock', (tx) => sellOutView(tx, factory.slug, clockId, {}, now));
  }

  await asPlatform('orders', (tx) => ordersTable(tx, ordersSearch.parse({}), now));
  await asPlatform('orders, late', (tx) => ordersTable(tx, ordersSearch.parse({ needs: 'late' }), now));
  await asPlatform('orders by risk', (tx) => ordersTable(tx, ordersSearch.parse({ sort: 'risk' }), now));
  await asPlatform('order', (tx, access) => orderDetail(tx, access, anyOrder.number, now));
  await asPlatform('stock', (tx) => inventoryList(tx, inventorySearch.parse({}), today));
  await asPlatform('stock, slow', (tx) => inventoryList(tx, inventorySearch.parse({ show: 'slow' }), today));
  await asPlatform('stock of a SKU', (tx) =>
    inventorySku(tx, subjects.movedSku, {
      search: movementSearch.parse({}),
      today,
      now,
      demandOf: forecastDemand,
    }),
  );
  await asPlatform('clocks', (tx) => sellOutTable(tx, sellOutSearch.parse({}), now));
  if (anyClock) {
    await asPlatform('clock', (tx) => sellOutView(tx, anyClock.slug, anyClock.id, {}, now));
  }
  await asPlatform('reorders', (tx) => reorderProposals(tx, reorderSearch.parse({}), today));
  await asPlatform('factories', (tx) =>
    poolFactories(tx, poolSearch.parse({}), today, (ids) => capacityLeft(tx, ids, today)),
  );
  await asPlatform('a factory', (tx) => poolFactory(tx, factory.slug, undefined, today));
  await asPlatform('risks', (tx) => riskNotices(tx, riskSearch.parse({})));
  await asPlatform('candidates', (tx) => candidateBoard(tx, candidateSearch.parse({}), now, 'UTC'));
}
