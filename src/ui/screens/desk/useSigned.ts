import { useT } from '../../language.ts';
import { isolated, ofHundred } from './change.ts';

/** `+28`, `−3`, `0` in the language's digits; the sign stays before the number in Urdu too. */
export function useSigned(): (share: number) => string {
  const { number } = useT();
  return (share) => {
    const points = ofHundred(share);
    const sign = points > 0 ? '+' : points < 0 ? '−' : '';
    return isolated(`\u200e${sign}${number(Math.abs(points))}`);
  };
}
