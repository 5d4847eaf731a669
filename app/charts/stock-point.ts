/** Stock at the end of a day, and what arrived in its morning; pieces. */
export interface StockPoint {
  day: string;
  stock: number;
  arriving: number;
}
