import type { QuestionProps } from '../types.ts';
import { Recording } from './Recording.tsx';

/** 1.2 MB: an hour would not fit through a bad day's network. See `useRecorder` for the bytes of a second. */
const SPEECH = { kind: 'audio', secondsMax: 600 } as const;

/** Bits of a second by XLSForm's `quality`: clear speech, a voice in a noisy room, music. */
const RATES = { 'voice-only': 12_000, low: 24_000, normal: 64_000 } as const;

export function Audio(props: QuestionProps) {
  const quality = props.question.row.parameters?.['quality']?.toLowerCase();
  const bitsPerSecond = RATES[quality as keyof typeof RATES] as number | undefined;
  return <Recording {...props} recording={{ ...SPEECH, bitsPerSecond, isChosen: quality === 'external' }} />;
}
