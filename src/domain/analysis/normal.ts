/** Beyond this, 0.5 minus a series would lose digits of the small tail; a continued fraction keeps them. */
const TAIL_BEGINS = 2.5;
/** Levels of the continued fraction: at 2.5 eighty reach double precision; more would only cost time. */
const FRACTION_LEVELS = 120;

const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/** Upper tail for x >= TAIL_BEGINS: Laplace's continued fraction of Mills' ratio. */
function upperTail(x: number): number {
  let fraction = x;
  for (let level = FRACTION_LEVELS; level > 0; level--) fraction = x + level / fraction;
  return density(x) / fraction;
}

/** Area between 0 and x: the series x + x³/3 + x⁵/15 + ... times the density (Marsaglia 2004, J Stat Softw 11:4). */
function centralArea(x: number): number {
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return density(x) * sum;
}

/**
 * Standard normal distribution function, P(Z <= x), with full relative precision in the lower tail.
 * @param x standard deviations from the mean
 */
export function normalCdf(x: number): number {
  if (x <= -TAIL_BEGINS) return upperTail(-x);
  if (x >= TAIL_BEGINS) return 1 - upperTail(x);
  return x === 0 ? 0.5 : 0.5 + centralArea(x);
}

/** First guess for a lower tail (Abramowitz & Stegun 26.2.23, error below 5e-4). */
function guess(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  return above / below - t;
}

/**
 * Standard normal quantile: the x with P(Z <= x) = p. Halley steps on the distribution function itself, so that it is
 * as exact as that one.
 * @param p a probability; 0 and 1 give the infinities
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p <= 0) return -Infinity;
  let x = guess(p);
  for (let step = 0; step < 3; step++) {
    const error = (normalCdf(x) - p) / density(x);
    x -= error / (1 + (x * error) / 2);
  }
  return x;
}

/** The two-sided normal quantile of a confidence level: 0.95 gives 1.95996... */
export const zOfLevel = (level: number): number => -normalQuantile((1 - level) / 2);
