import { type Problem, problem } from '~/kernel/problem';

export const SHIP_NOTICE_STATES = ['draft', 'shipped', 'received', 'cancelled'] as const;
export type ShipNoticeState = (typeof SHIP_NOTICE_STATES)[number];

/** What may be done to a ship notice: a draft is changed, shipped or cancelled; afterwards it only arrives. */
export const SHIP_NOTICE_ACTIONS = ['change', 'ship', 'cancel', 'receive'] as const;
export type ShipNoticeAction = (typeof SHIP_NOTICE_ACTIONS)[number];

const FROM: Readonly<Record<ShipNoticeAction, readonly ShipNoticeState[]>> = {
  change: ['draft'],
  ship: ['draft'],
  cancel: ['draft'],
  receive: ['shipped'],
};

/** Why something cannot be done to a ship notice in its state; null where it can. */
export function shipNoticeRefusal(action: ShipNoticeAction, state: ShipNoticeState): Problem | null {
  return FROM[action].includes(state) ? null : problem('ship_notice_not_draft');
}

/** The number of the n-th ship notice of an order, counted from 1: `PO-261122-0007-1` gives `ASN-261122-0007-1-1`. */
export function shipNoticeNumber(orderNumber: string, n: number): string {
  return `ASN-${orderNumber.replace(/^PO-/, '')}-${n}`;
}

/** A dated part of an order line as a carton sees it. Pieces. */
export interface ShippablePart {
  scheduleId: string;
  poLineId: string;
  lineNo: number;
  scheduleNo: number;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  warehouseCode: string;
  /** YYYY-MM-DD. */
  shipOn: string;
  expectedArrivalOn: string;
  /** What both sides agreed on. */
  agreed: number;
  shipped: number;
  /** Packed in other drafts. */
  drafted: number;
  /** agreed − shipped − drafted, never below 0. */
  left: number;
}
