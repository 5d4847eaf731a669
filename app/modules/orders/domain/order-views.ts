import type { Problem } from '~/kernel/problem';
import type { ChangeView } from './amendment';
import type { AnswerOutcome } from './answer';
import type { RiskJudgement } from './lateness';
import type { MilestoneKind } from './milestones';
import type { ActionVerdict, OrderKind, OrderState } from './order-states';

/** View models of the order pages. Days YYYY-MM-DD, instants epoch ms, amounts in minor units as text. */

/** A factory as the platform's pages name it. */
export interface FactoryView {
  id: string;
  slug: string;
  nameEn: string;
  nameZh: string;
}

/** One order in a list. */
export interface OrderRow {
  id: string;
  number: string;
  kind: OrderKind;
  state: OrderState;
  version: number;
  /** Null in a factory's own list. */
  factory: FactoryView | null;
  buyerName: string;
  currency: string;
  createdAt: number;
  issuedAt: number | null;
  lines: number;
  /** The first lines' SKUs, at most three. */
  skus: { code: string; nameEn: string; nameZh: string }[];
  /** Pieces ordered, cancelled lines aside; agreed on, null while the answer is open; shipped; received. */
  pieces: number;
  agreedPieces: number | null;
  shippedPieces: number;
  receivedPieces: number;
  /** Value of the pieces, cancelled lines aside. */
  valueMinor: string;
  /** Earliest day on which something that has not shipped is due: promised, or requested while nothing is promised. */
  dueOn: string | null;
  awaitingAnswer: boolean;
  awaitingDecision: boolean;
  /** Worst judgement of its dated parts. */
  risk: RiskJudgement['level'];
  /** Value of the pieces that are late or at risk; 0 where nothing is. */
  riskMinor: string;
  /** Days past the due day; 0 where it has not passed. */
  daysLate: number;
}

export interface OrderTotals {
  orders: number;
  pieces: number;
  shippedPieces: number;
  /** One per currency. */
  money: { currency: string; valueMinor: string; riskMinor: string }[];
}

export interface OrdersPage {
  rows: OrderRow[];
  /** Cursors of the neighbouring pages, absent at the ends. */
  next: string | null;
  previous: string | null;
  totals: OrderTotals;
}

export interface AnswerView {
  id: string;
  scheduleId: string | null;
  orderVersion: number;
  outcome: AnswerOutcome;
  quantity: number;
  shipOn: string | null;
  unitPriceMinor: string | null;
  reason: string | null;
  note: string | null;
  review: 'pending' | 'accepted' | 'declined' | null;
  reviewedByName: string | null;
  answeredByName: string;
  answeredAt: number;
  /** Belongs to the answer that counts; false: the line was amended and answered again since. */
  isCurrent: boolean;
}

export interface ScheduleView {
  id: string;
  scheduleNo: number;
  warehouseCode: string;
  warehouseNameEn: string;
  warehouseNameZh: string;
  quantity: number;
  requestedShipFrom: string | null;
  requestedShipOn: string;
  promisedShipOn: string | null;
  expectedArrivalOn: string;
  shippedQuantity: number;
  receivedQuantity: number;
  /** Accepted, backordered and accepted counter-proposals of this part. Null while not answered or decided. */
  agreedQuantity: number | null;
  risk: RiskJudgement;
}

export interface MilestoneView {
  id: string;
  kind: MilestoneKind;
  plannedOn: string;
  revisedOn: string | null;
  actualOn: string | null;
  reason: string | null;
  updatedByName: string | null;
  /** Days that the step is or was later than planned; negative: earlier; null: as planned or not known yet. */
  daysLate: number | null;
}

export interface LineView {
  id: string;
  lineNo: number;
  skuId: string;
  skuCode: string;
  skuNameEn: string;
  skuNameZh: string;
  state: OrderState;
  quantity: number;
  agreedQuantity: number | null;
  shippedQuantity: number;
  receivedQuantity: number;
  unitPriceMinor: string;
  valueMinor: string;
  inspectedAt: number | null;
  inspectedByName: string | null;
  schedules: ScheduleView[];
  answers: AnswerView[];
  milestones: MilestoneView[];
  /** What may be done to this line by the reader, and why not where not. */
  actions: ActionVerdict[];
}

export interface VersionView {
  version: number;
  at: number;
  byName: string;
  reason: string | null;
  /** What changed against the version before; empty for the first. */
  changes: ChangeView[];
}

export interface ShipNoticeView {
  id: string;
  number: string;
  status: string;
  warehouseCode: string;
  carrier: string | null;
  trackingNo: string | null;
  cartons: number;
  pieces: number;
  grossG: number;
  shippedAt: number | null;
  expectedArrivalOn: string | null;
}

export interface ReceiptView {
  id: string;
  lineNo: number;
  skuCode: string;
  scheduleNo: number;
  shipNoticeNumber: string | null;
  warehouseCode: string;
  receivedAt: number;
  accepted: number;
  rejected: number;
  rejectReason: string | null;
}

export interface FileView {
  id: string;
  purpose: string;
  label: string;
  mediaType: string;
  sizeBytes: number;
  milestoneId: string | null;
  messageId: string | null;
  uploadedByName: string;
  at: number;
}

export interface MessageView {
  id: string;
  authorUserId: string;
  authorName: string;
  body: string;
  mentions: { userId: string; name: string }[];
  at: number;
}

/** An order with all that belongs to it. */
export interface OrderDetail {
  id: string;
  number: string;
  kind: OrderKind;
  state: OrderState;
  version: number;
  factory: FactoryView & { timeZone: string };
  buyerName: string;
  currency: string;
  incoterm: string;
  inspectionRequired: boolean;
  note: string | null;
  createdAt: number;
  issuedAt: number | null;
  closedAt: number | null;
  cancelledAt: number | null;
  cancelReason: string | null;
  lines: LineView[];
  versions: VersionView[];
  shipNotices: ShipNoticeView[];
  receipts: ReceiptView[];
  files: FileView[];
  messages: MessageView[];
  /** Who may be mentioned in the conversation: the factory's members and, to platform staff, their colleagues. */
  people: { userId: string; name: string }[];
  pieces: number;
  agreedPieces: number | null;
  shippedPieces: number;
  receivedPieces: number;
  valueMinor: string;
  riskMinor: string;
  /** What the reader may do to the order, and why not where not. */
  actions: ActionVerdict[];
}

/** A refusal with the line or row that it is about. */
export interface LocatedProblem extends Problem {
  orderId?: string;
}
