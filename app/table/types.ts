import type { ReactNode } from 'react';

/** Zones of the order forecast by time fences; shown by words, lines and shading together. */
export type ColumnZone = 'frozen' | 'firm' | 'free';

/** One column of a table. Texts are translated already. */
export interface TableColumn<Row> {
  /** Names the column in the URL (`hide`) and in exports. */
  id: string;
  header: ReactNode;
  /** Header as plain text where `header` is more than text: column chooser, phone labels. */
  label?: string;
  /** Unit under the header: figures in cells carry none. */
  unit?: string;
  /** Longer explanation, as a tooltip of the header. */
  title?: string;
  /** Right-aligned in tabular figures. */
  numeric?: boolean;
  /** Width in pixels; columns keep it, so nothing moves while data arrive. */
  width: number;
  /** Stays in view while the rest scrolls sideways. Sticky columns come first. */
  sticky?: boolean;
  /** Value of the `sort` parameter that orders by this column; absent: not sortable. */
  sort?: string;
  /** Direction of the first click; figures start with the largest. */
  firstDirection?: 'asc' | 'desc';
  /** May be switched off in the column chooser; true unless said otherwise or sticky. */
  hideable?: boolean;
  zone?: ColumnZone | null;
  /** Columns that follow one another with the same group share a heading above. */
  group?: string;
  /** Its place on a phone, where a row has two lines and one figure; absent: not shown there. */
  phone?: 'title' | 'subtitle' | 'figure';
  cell: (row: Row) => ReactNode;
}

/** Paging by number, when the total is known. Pages count from 1. */
export interface NumberedPages {
  kind: 'numbered';
  page: number;
  size: number;
  total: number;
  sizes?: readonly number[];
}

/** Paging by key, at any depth at the same cost: cursors of the neighbouring pages, absent at the ends. */
export interface KeysetPages {
  kind: 'keyset';
  next?: string | null;
  previous?: string | null;
  total?: number;
}

export type TablePages = NumberedPages | KeysetPages;

export interface TableSort {
  /** Value of the `sort` parameter. */
  by: string;
  direction: 'asc' | 'desc';
}

export type Density = 'comfortable' | 'compact';

export interface DataTableProps<Row> {
  /** Names the table in the browser's store of saved views. */
  id: string;
  /** What the table shows, for screen readers and print. */
  caption: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Where Enter and the title's link lead. */
  rowHref?: (row: Row) => string;
  pages?: TablePages;
  sort?: TableSort;
  /** Totals by column id. */
  totals?: Readonly<Record<string, ReactNode>>;
  totalsLabel?: string;
  /** Buttons for the rows that are selected; gives every row a checkbox. */
  bulk?: (selectedIds: string[], clear: () => void) => ReactNode;
  /** Address of the export route; gets the filters of the page and `format=csv|xlsx`. */
  exportPath?: string;
  /** Between the filters and the tools, for example a legend. */
  toolbar?: ReactNode;
  /** What stands instead of rows when there are none. */
  empty: ReactNode;
}
