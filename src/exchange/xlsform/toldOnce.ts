import { type FormWarning, short } from './problem.ts';

/** What is true of every photo of a form is said once, of all their rows. */
export function toldOnce(warnings: readonly FormWarning[]): FormWarning[] {
  const ofPhotos = warnings.filter(({ key }) => key === 'max-pixels');
  const found = short(ofPhotos.map(({ row }) => row).join(', '));
  return warnings.flatMap((one) => {
    if (one.key !== 'max-pixels') return one;
    return one === ofPhotos[0] ? { ...one, found } : [];
  });
}
