import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** Millimetres in points, the unit of PDF. */
export const MM = 72 / 25.4;

export type PdfWeight = 'regular' | 'bold';

interface TextOptions {
  /** Points. */
  size?: number;
  weight?: PdfWeight;
  align?: 'left' | 'right' | 'center';
  /** Grey from 0 (black) to 1. */
  grey?: number;
}

/** Noto Sans SC has Latin and Chinese; only the glyphs that are used go into a file. */
const FILES: Record<PdfWeight, string> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
};

let fonts: Promise<Record<PdfWeight, Buffer>> | undefined;

async function loadFonts(): Promise<Record<PdfWeight, Buffer>> {
  const { resolve } = createRequire(import.meta.url);
  const [regular, bold] = await Promise.all([
    readFile(resolve(FILES.regular)),
    readFile(resolve(FILES.bold)),
  ]);
  return { regular, bold };
}

/** The parts of a font program that the layout below uses. */
interface FontProgram {
  glyphsForString(text: string): { advanceWidth: number }[];
  layout(text: string): unknown;
}

/**
 * A page-wise document in two weights of one font that has Chinese and Latin. Text is placed by hand, line by line: what
 * does not fit its width ends in "…".
 */
export class PdfPages {
  readonly doc: PDFKit.PDFDocument;
  private readonly chunks: Buffer[] = [];
  private readonly ended: Promise<void>;

  private constructor(
    files: Record<PdfWeight, Buffer>,
    readonly width: number,
    readonly height: number,
    title: string,
  ) {
    this.doc = new PDFDocument({
      size: [width, height],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      info: { Title: title, Producer: 'Factory Portal', Creator: 'Factory Portal' },
    });
    this.doc.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      this.doc.once('end', resolve);
      this.doc.once('error', reject);
    });
    for (const weight of ['regular', 'bold'] as const) {
      this.doc.registerFont(weight, files[weight]);
      this.doc.font(weight);
      setPlain((this.doc as unknown as { _font: { font: FontProgram } })._font.font);
    }
  }

  /** @param width @param height points */
  static async open(width: number, height: number, title: string): Promise<PdfPages> {
    fonts ??= loadFonts();
    return new PdfPages(await fonts, width, height, title);
  }

  /** Begins a page. */
  addPage(): void {
    this.doc.addPage();
  }

  /** Width of a text in points. */
  measure(text: string, { size = 9, weight = 'regular' }: TextOptions = {}): number {
    return this.doc.font(weight).fontSize(size).widthOfString(text);
  }

  /** One line whose upper edge is at `y`, within `width`. Points. */
  line(text: string, x: number, y: number, width: number, options: TextOptions = {}): void {
    const { size = 9, weight = 'regular', align = 'left', grey = 0 } = options;
    const shown = this.fit(text, width, options);
    const free = width - this.measure(shown, options);
    const at = align === 'right' ? x + free : align === 'center' ? x + free / 2 : x;
    const level = Math.round(grey * 255);
    this.doc
      .font(weight)
      .fontSize(size)
      .fillColor([level, level, level])
      .text(shown, at, y, { lineBreak: false });
  }

  private fit(text: string, width: number, options: TextOptions): string {
    // A little more than the width: sums of widths are not exact.
    if (this.measure(text, options) <= width + 0.01) return text;
    const characters = [...text];
    let low = 0;
    let high = characters.length;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.measure(`${characters.slice(0, middle).join('')}…`, options) <= width) low = middle;
      else high = middle - 1;
    }
    return `${characters.slice(0, low).join('').trimEnd()}…`;
  }

  /** A horizontal rule. Points. */
  rule(x: number, y: number, width: number, thickness = 0.5): void {
    this.doc.rect(x, y, width, thickness).fill('#000000');
  }

  /** Filled rectangles in black, as one path: bars and modules. Points. */
  fill(rectangles: Iterable<readonly [x: number, y: number, width: number, height: number]>): void {
    for (const [x, y, width, height] of rectangles) this.doc.rect(x, y, width, height);
    this.doc.fill('#000000');
  }

  /** Draws on every page, told its number from 1 and how many there are. */
  onEachPage(draw: (page: number, pages: number) => void): void {
    const { start, count } = this.doc.bufferedPageRange();
    for (let index = 0; index < count; index++) {
      this.doc.switchToPage(start + index);
      draw(index + 1, count);
    }
  }

  /** Ends the document and gives its bytes. */
  async finish(): Promise<Buffer> {
    this.doc.end();
    await this.ended;
    return Buffer.concat(this.chunks);
  }
}

/**
 * One glyph per character, side by side. Chinese and Latin need no more, and the font's own tables of positions take
 * milliseconds for every text.
 */
function setPlain(font: FontProgram): void {
  font.layout = (text) => {
    const glyphs = font.glyphsForString(text);
    const positions = glyphs.map(({ advanceWidth }) => ({
      xAdvance: advanceWidth,
      yAdvance: 0,
      xOffset: 0,
      yOffset: 0,
    }));
    return {
      glyphs,
      positions,
      advanceWidth: glyphs.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0),
    };
  };
}
