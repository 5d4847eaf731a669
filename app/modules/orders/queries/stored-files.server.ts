import type { OrdersTx } from '../data/order-records.server';
import {
  type FilePurpose,
  type StoredFileRecord,
  selectOrderFiles,
  selectStoredFile,
} from '../data/stored-file.server';

/** A file as a page shows it; where it is kept stays on the server. */
export interface StoredFileView {
  id: string;
  purpose: FilePurpose;
  /** The milestone that it shows; null: the order as a whole. */
  poMilestoneId: string | null;
  orderMessageId: string | null;
  label: string;
  mediaType: string;
  sizeBytes: number;
  /** Pixels of an image; null for other files. */
  width: number | null;
  height: number | null;
  uploadedByName: string;
  /** Epoch ms. */
  uploadedAt: number;
}

/** The files of an order, newest first. */
export async function storedFilesOfOrder(
  tx: OrdersTx,
  order: { factoryId: string; id: string },
): Promise<StoredFileView[]> {
  return (await selectOrderFiles(tx, order)).map(fileView);
}

/** One file with the key under which its bytes are kept, for the route that hands them out; null if there is none. */
export function storedFile(
  tx: OrdersTx,
  factoryId: string,
  fileId: string,
): Promise<StoredFileRecord | null> {
  return selectStoredFile(tx, factoryId, fileId);
}

function fileView({
  storageKey: _,
  sha256: __,
  purchaseOrderId: ___,
  ...view
}: StoredFileRecord): StoredFileView {
  return view;
}
