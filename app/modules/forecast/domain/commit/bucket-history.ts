/** One answer of a bucket's history. Pieces; instants epoch ms. */
export interface HistoryAnswer {
  revision: number;
  forecastQuantity: number;
  commitQuantity: number;
  upsideQuantity: number;
  reasonCode: string | null;
  note: string | null;
  committedByName: string;
  committedAt: number;
  versionNumber: number;
  channel: 'grid' | 'mass' | 'file';
}

/** Every answer to a bucket, newest first, and what each version asked for. */
export interface BucketHistoryView {
  answers: HistoryAnswer[];
  asked: { versionNumber: number; asOf: string; asked: number }[];
}
