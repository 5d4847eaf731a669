/** A seeded source of random numbers: the same seed gives the same numbers in the same order on every machine. */
export interface Random {
  /** Uniform in [0, 1) with 53 random bits. */
  next(): number;
  /** A whole number from `min` to `max`, both included. @throws RangeError unless both are safe integers in order. */
  int(min: number, max: number): number;
  /** Normal with mean `mu` and standard deviation `sigma` ≥ 0. */
  normal(mu: number, sigma: number): number;
  /** Poisson with mean `lambda`, from 0 to 1e15. @throws RangeError outside. */
  poisson(lambda: number): number;
  /**
   * Negative binomial with the given mean (0 to 1e12) and dispersion k > 0 (the shape of the gamma mixture, "size"
   * in R): variance = mean + mean² / k, so a large k approaches Poisson and a small k is lumpy.
   * @throws RangeError outside.
   */
  negativeBinomial(mean: number, dispersion: number): number;
  /** One item, each equally likely. @throws RangeError for an empty list. */
  pick<T>(items: readonly T[]): T;
  /** A shuffled copy (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /**
   * An independent source for `label`, which depends on this source's seed and the label only, never on how many
   * numbers were drawn: adding a draw in one place leaves every other stream as it was.
   */
  fork(label: string | number): Random;
}

/** Makes a source of random numbers from `seed`; 7 and `'7'` are the same seed. Not for secrets. */
export function createRandom(seed: number | string): Random {
  const name = String(seed);
  const next = uniform(name);

  const random: Random = {
    next,

    int(min, max) {
      if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min > max || max - min >= 2 ** 53 - 1) {
        throw new RangeError(`No whole number from ${min} to ${max}`);
      }
      return min + Math.floor(next() * (max - min + 1));
    },

    normal(mu, sigma) {
      if (!(sigma >= 0)) throw new RangeError(`A standard deviation is at least 0, got ${sigma}`);
      return mu + sigma * standardNormal(next);
    },

    poisson(lambda) {
      if (!(lambda >= 0 && lambda <= 1e15))
        throw new RangeError(`A Poisson mean is 0 to 1e15, got ${lambda}`);
      return lambda < 10 ? poissonByProduct(lambda, next) : poissonByRejection(lambda, next);
    },

    negativeBinomial(mean, dispersion) {
      if (!(mean >= 0 && mean <= 1e12)) throw new RangeError(`A mean is 0 to 1e12, got ${mean}`);
      if (!(dispersion > 0)) throw new RangeError(`A dispersion is above 0, got ${dispersion}`);
      if (mean === 0) return 0;
      if (dispersion === Number.POSITIVE_INFINITY) return random.poisson(mean);
      // A Poisson whose mean is itself gamma distributed with shape k and mean `mean`.
      return random.poisson(Math.min(gamma(dispersion, next) * (mean / dispersion), 1e15));
    },

    pick(items) {
      if (items.length === 0) throw new RangeError('Nothing to pick from');
      return items[random.int(0, items.length - 1)]!;
    },

    shuffle(items) {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i--) {
        const j = random.int(0, i);
        [copy[i], copy[j]] = [copy[j]!, copy[i]!];
      }
      return copy;
    },

    // The length keeps ('a', 'b/c') apart from ('a/b', 'c').
    fork: (label) => createRandom(`${name.length}:${name}/${label}`),
  };
  return random;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, passes PractRand, four additions and shifts per
 * 32 bits. The state comes from hashing the seed text.
 */
function uniform(seed: string): () => number {
  let [a, b, c, counter] = hash128(seed);
  const bits32 = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) bits32();
  return () => ((bits32() >>> 5) * 67_108_864 + (bits32() >>> 6)) / 9_007_199_254_740_992;
}

/** Four 32-bit words from the UTF-16 units of `text`, each avalanched by the murmur3 finalizer. */
function hash128(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    words[0] = Math.imul(words[0] ^ unit, 0x85ebca6b) ^ (words[3] >>> 15);
    words[1] = Math.imul(words[1] ^ unit, 0xc2b2ae35) ^ (words[0] >>> 13);
    words[2] = Math.imul(words[2] ^ unit, 0x27d4eb2f) ^ (words[1] >>> 16);
    words[3] = Math.imul(words[3] ^ unit, 0x165667b1) ^ (words[2] >>> 14);
  }
  for (let i = 0; i < 4; i++) {
    let word = words[i]! ^ text.length ^ words[(i + 3) % 4]!;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    words[i] = word ^ (word >>> 16);
  }
  return words;
}

/** Marsaglia's polar method; the second of each pair is dropped so that a draw depends on nothing before it. */
function standardNormal(next: () => number): number {
  for (;;) {
    const u = 2 * next() - 1;
    const v = 2 * next() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** Knuth, The Art of Computer Programming 2, 3.4.1: multiplies uniforms until they fall below e^−λ. For small λ. */
function poissonByProduct(lambda: number, next: () => number): number {
  const limit = Math.exp(-lambda);
  let count = 0;
  for (let product = next(); product > limit; product *= next()) count++;
  return count;
}

/**
 * Hörmann, "The transformed rejection method for generating Poisson random variables" (1993), algorithm PTRS:
 * about 1.1 to 1.3 tries per number for any λ ≥ 10.
 */
function poissonByRejection(lambda: number, next: () => number): number {
  const root = Math.sqrt(lambda);
  const logLambda = Math.log(lambda);
  const b = 0.931 + 2.53 * root;
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = next() - 0.5;
    const v = 1 - next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + lambda + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (left <= logDensity(k, lambda, logLambda)) return k;
  }
}

/** log of λ^k e^−λ / k!; for large k by Stirling, written so that no two large numbers are subtracted. */
function logDensity(k: number, lambda: number, logLambda: number): number {
  if (k < 10) return k * logLambda - lambda - LOG_FACTORIAL[k]!;
  const deviation = (lambda - k) / k;
  const stirling = 1 / (12 * k) - 1 / (360 * k ** 3) + 1 / (1260 * k ** 5);
  return k * (Math.log1p(deviation) - deviation) - 0.5 * Math.log(2 * Math.PI * k) - stirling;
}

const LOG_FACTORIAL = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880].map(Math.log);

/** Gamma with the given shape and scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). */
function gamma(shape: number, next: () => number): number {
  if (shape < 1) return gamma(shape + 1, next) * (1 - next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(next);
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - next();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
