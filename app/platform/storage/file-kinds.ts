/** What the portal takes as a file, by what the bytes are; the name and the type that a browser tells count for nothing. */
export const FILE_KINDS = {
  'image/jpeg': { ending: 'jpg', endings: ['jpg', 'jpeg', 'jfif'], isImage: true },
  'image/png': { ending: 'png', endings: ['png'], isImage: true },
  'image/webp': { ending: 'webp', endings: ['webp'], isImage: true },
  'application/pdf': { ending: 'pdf', endings: ['pdf'], isImage: false },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    ending: 'xlsx',
    endings: ['xlsx'],
    isImage: false,
  },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    ending: 'docx',
    endings: ['docx'],
    isImage: false,
  },
  'text/csv': { ending: 'csv', endings: ['csv', 'txt'], isImage: false },
} as const satisfies Record<string, { ending: string; endings: readonly string[]; isImage: boolean }>;

export type FileKind = keyof typeof FILE_KINDS;

/**
 * Value of `accept` for a file input. HEIC is left out on purpose: a phone that is not offered it sends a JPEG.
 */
export const ACCEPTED_FILES = [
  ...Object.keys(FILE_KINDS),
  ...Object.values(FILE_KINDS).map(({ ending }) => `.${ending}`),
].join(',');

const MIB = 1024 * 1024;

/** Bounds of uploads. Bytes where nothing else is said. */
export const UPLOAD_LIMITS = {
  fileBytes: 10 * MIB,
  filesPerRequest: 10,
  requestBytes: 24 * MIB,
  filesPerOrder: 60,
  /** Pixels of an image before it is made smaller. */
  imagePixels: 50_000_000,
  /** Pixels of one side. */
  imageSide: 16_000,
  labelCharacters: 120,
} as const;

export function isFileKind(type: string): type is FileKind {
  return Object.hasOwn(FILE_KINDS, type);
}
