const isPrime = (number: number): boolean => {
  for (let by = 2; by * by <= number; by++) if (number % by === 0) return false;
  return true;
};

/** The first eighty, from whose roots SHA-2 takes its constants (FIPS 180-4, 4.2 and 5.3). */
export const primes = Array.from({ length: 408 }, (_, index) => index + 2).filter(isPrime);
