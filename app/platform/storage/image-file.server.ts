import sharp, { type Sharp } from 'sharp';
import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { type FileKind, UPLOAD_LIMITS } from './file-kinds';

// Nothing is decoded that is not one of the three kinds, whatever a file makes the library believe.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

export type ImageKind = Extract<FileKind, `image/${string}`>;

export interface CleanImage {
  bytes: Buffer;
  width: number;
  height: number;
  /** A small WebP for lists. */
  thumb: Buffer;
}

/** Longest side of what is kept, pixels: enough to read a carton's print on a photo. */
const KEPT_SIDE = 3000;
export const THUMB_SIDE = 320;
export const THUMB_TYPE = 'image/webp';
const DECODE_SECONDS = 20;
/** Images in work at a time; each may take some hundred megabytes. */
const AT_A_TIME = 2;

/**
 * Decodes an image and writes it anew: what was hidden in it (place, device, comments, other files behind the end) is
 * gone, it stands upright, and it is no larger than needed.
 * @returns `upload_pixels` when it would unpack to too much, `upload_damaged` when it cannot be decoded
 */
export async function cleanImage(bytes: Uint8Array, kind: ImageKind): Promise<Result<CleanImage, Problem>> {
  return inTurn(async () => {
    try {
      const options = { limitInputPixels: UPLOAD_LIMITS.imagePixels, failOn: 'error' as const };
      const { width, height } = await sharp(bytes, options).metadata();
      if (width * height > UPLOAD_LIMITS.imagePixels || Math.max(width, height) > UPLOAD_LIMITS.imageSide)
        return err(tooManyPixels());
      const kept = await encode(
        sharp(bytes, { ...options, sequentialRead: true })
          .autoOrient()
          .resize({ width: KEPT_SIDE, height: KEPT_SIDE, fit: 'inside', withoutEnlargement: true })
          .timeout({ seconds: DECODE_SECONDS }),
        kind,
      ).toBuffer({ resolveWithObject: true });
      const thumb = await sharp(kept.data)
        .resize({ width: THUMB_SIDE, height: THUMB_SIDE, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 75 })
        .toBuffer();
      return ok({ bytes: kept.data, width: kept.info.width, height: kept.info.height, thumb });
    } catch (error) {
      const tooLarge = error instanceof Error && /pixel limit|exceeds|timeout/i.test(error.message);
      return err(tooLarge ? tooManyPixels() : problem('upload_damaged'));
    }
  });
}

const tooManyPixels = () => problem('upload_pixels', { megapixels: UPLOAD_LIMITS.imagePixels / 1_000_000 });

function encode(image: Sharp, kind: ImageKind): Sharp {
  if (kind === 'image/jpeg') return image.jpeg({ quality: 82, progressive: true });
  if (kind === 'image/png') return image.png({ compressionLevel: 7 });
  return image.webp({ quality: 82 });
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  // A turn is handed on by the one that ends, so nobody can slip in between.
  if (running >= AT_A_TIME) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
