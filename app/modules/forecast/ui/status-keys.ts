/** The words of the states in which an order line is still to come. */
export const STATUS_KEYS: Readonly<
  Record<
    string,
    'status.issued' | 'status.acknowledged' | 'status.inProduction' | 'status.inspected' | 'status.shipped'
  >
> = {
  issued: 'status.issued',
  acknowledged: 'status.acknowledged',
  in_production: 'status.inProduction',
  inspected: 'status.inspected',
  shipped: 'status.shipped',
};
