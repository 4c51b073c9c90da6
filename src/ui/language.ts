import { useEffect, useState } from 'preact/hooks';
import {
  formatBytes,
  formatDate,
  formatNumber,
  formatPercent,
  formatTime,
  formatWhen,
  type Language,
  language,
  loadNamespace,
  type Namespace,
  onLanguage,
  t,
  troubleText,
} from '../language/index.ts';

/** Words and formats of the current language; draws its component again when the language changes. */
export interface Speech {
  t: typeof t;
  trouble: typeof troubleText;
  language: Language;
  number(value: number, digitsMax?: number): string;
  percent(share: number, digitsMax?: number): string;
  date(iso: string): string;
  time(iso: string): string;
  when(iso: string): string;
  bytes(count: number): string;
}

export function useT(): Speech {
  const [current, setCurrent] = useState(language());
  useEffect(() => onLanguage(() => setCurrent(language())), []);
  return speech(current);
}

/** For lazy screens: false until their words are there. */
export function useWords(namespace: Namespace): boolean {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    let isWanted = true;
    const show = () => isWanted && setReady(true);
    loadNamespace(namespace).then(show, show);
    return () => {
      isWanted = false;
    };
  }, [namespace]);
  return isReady;
}

const speech = (current: Language): Speech => ({
  t,
  trouble: troubleText,
  language: current,
  number: (value, digitsMax) => formatNumber(value, current, digitsMax),
  percent: (share, digitsMax) => formatPercent(share, current, digitsMax),
  date: (iso) => formatDate(iso, current),
  time: (iso) => formatTime(iso, current),
  when: (iso) => formatWhen(iso, new Date(), current),
  bytes: (count) => formatBytes(count, current),
});
