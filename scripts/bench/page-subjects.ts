import postgres from 'postgres';

/** What the pages are about: the fullest of each kind, because the fullest page is the slowest. */
export interface PageSubjects {
  /** Of the factory that is measured. */
  orderNumber: string;
  clockId: string | null;
  /** Of any factory, by its slug. */
  anyOrder: { slug: string; number: string };
  anyClock: { slug: string; id: string } | null;
  /** The SKU with the most movements of stock, or any where there are none. */
  movedSku: string;
  /** SKUs with several sources, and the warehouse they are ordered to: for comparing offers. */
  sourcedSkus: string[];
  warehouse: string;
  /** The published forecast version's number. */
  version: number;
}

/** @throws Error when the database has no order of the factory */
export async function pageSubjects(adminUrl: string, factoryId: string): Promise<PageSubjects> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const [own] = await sql<{ number: string }[]>`
      select number from purchase_order where factory_id = ${factoryId} and issued_at is not null
      order by line_count desc, number limit 1`;
    const [any] = await sql<{ slug: string; number: string }[]>`
      select f.slug, o.number from purchase_order o join factory f on f.id = o.factory_id
      where o.issued_at is not null order by o.line_count desc, o.number limit 1`;
    if (!own || !any) throw new Error('the largest factory has no issued order');
    const clocks = (ofFactory: string | null) => sql<{ slug: string; id: string }[]>`
      select f.slug, c.id from sell_out_clock c join factory f on f.id = c.factory_id
      left join (select clock_id, count(*) as rows from sell_out_evidence group by 1) e on e.clock_id = c.id
      ${ofFactory ? sql`where c.factory_id = ${ofFactory}` : sql``}
      order by e.rows desc nulls last, c.id limit 1`;
    const [ownClock] = await clocks(factoryId);
    const [anyClock] = await clocks(null);
    const [moved] = await sql<{ code: string }[]>`
      select k.code from sku k
      left join (select sku_id, count(*) as rows from stock_movement group by 1) m on m.sku_id = k.id
      order by m.rows desc nulls last, k.code limit 1`;
    const sourced = await sql<{ code: string }[]>`
      select sku_code as code from sourcing where status <> 'suspended' group by 1 order by count(*) desc, 1 limit 5`;
    const [place] = await sql<{ code: string }[]>`
      select warehouse_code as code from po_line_schedule group by 1 order by count(*) desc limit 1`;
    const [published] = await sql<{ number: number }[]>`
      select number from forecast_version where status = 'published'`;
    return {
      version: published?.number ?? 0,
      orderNumber: own.number,
      clockId: ownClock?.id ?? null,
      anyOrder: any,
      anyClock: anyClock ?? null,
      movedSku: moved!.code,
      sourcedSkus: sourced.map(({ code }) => code),
      warehouse: place!.code,
    };
  } finally {
    await sql.end({ timeout: 5 });
  }
}
