import { type FileHandle, open, realpath, rename, rm } from 'node:fs/promises';
import { describeReason, type Reason } from '../domain/sales-import/reasons';
import { SalesFileError } from './sales-file.server';

export interface NotTakenRow {
  line: number;
  offset: number;
  outcome: 'rejected' | 'skipped';
  reason: Reason;
  field?: string;
  /** What stood in the field; absent where it could be about a person. */
  value?: string;
}

/** The CSV of rows that were not taken. It appears under its name only when it is complete. */
export class RejectsFile {
  #pending = '';

  private constructor(
    readonly path: string,
    private readonly temporary: string,
    private readonly handle: FileHandle,
  ) {}

  /** @throws SalesFileError if it cannot be written there, or is the sales file itself */
  static async create(path: string, salesPath: string): Promise<RejectsFile> {
    const [existing, sales] = await Promise.all([
      realpath(path).catch(() => undefined),
      realpath(salesPath).catch(() => ''),
    ]);
    if (existing === sales) throw new SalesFileError('--rejects names the sales file itself');
    const temporary = `${path}.${process.pid}.part`;
    const handle = await open(temporary, 'w').catch((error: NodeJS.ErrnoException) => {
      throw new SalesFileError(`the rejects file ${path} cannot be written (${error.code})`);
    });
    const file = new RejectsFile(path, temporary, handle);
    file.#pending = 'line,byte_offset,outcome,reason,explanation,field,value\n';
    return file;
  }

  add(row: NotTakenRow): void {
    const cells = [
      row.line,
      row.offset,
      row.outcome,
      row.reason,
      describeReason(row.reason),
      row.field ?? '',
      row.value ?? '',
    ];
    this.#pending += `${cells.map(cell).join(',')}\n`;
  }

  /** Writes what has gathered; call it now and then, so that memory stays bounded. */
  async flush(): Promise<void> {
    if (this.#pending === '') return;
    const text = this.#pending;
    this.#pending = '';
    await this.handle.write(text);
  }

  async finish(): Promise<void> {
    await this.flush();
    await this.handle.close();
    await rename(this.temporary, this.path);
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => {});
    await rm(this.temporary, { force: true });
  }
}

/** Quoted where needed; a text that a spreadsheet would run as a formula gets an apostrophe. */
function cell(value: string | number): string {
  const text =
    typeof value === 'string' && /^(?:[=+@\t]|-(?![\d.]))/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
