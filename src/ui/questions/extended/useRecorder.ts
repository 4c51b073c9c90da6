import { useEffect, useRef, useState } from 'preact/hooks';

export type RecorderState = 'idle' | 'asking' | 'recording' | 'refused';

export interface Recorder {
  state: RecorderState;
  /** Whole seconds since the recording began. */
  seconds: number;
  /** What the camera sees while it records. */
  stream: MediaStream | null;
  start(): void;
  stop(): void;
}

export interface RecordingKind {
  kind: 'audio' | 'video';
  secondsMax: number;
  /** Of the sound; left out, as much as clear speech takes. */
  bitsPerSecond?: number | undefined;
  /** Recorded by another app and chosen here. */
  isChosen?: boolean | undefined;
}

/**
 * 16 kbit/s of Opus are clear speech: a minute is 120 KB. A film has 150 kbit/s: less shows no faces, more would wait
 * for Wi-Fi for days.
 */
const RATES = {
  audio: { audioBitsPerSecond: 16_000 },
  video: { audioBitsPerSecond: 16_000, videoBitsPerSecond: 150_000 },
} as const;
const ASKED = {
  audio: { audio: { channelCount: 1 } },
  video: {
    audio: { channelCount: 1 },
    video: { width: { ideal: 320 }, frameRate: { ideal: 12 }, facingMode: 'environment' },
  },
} as const;
const TYPES = {
  audio: ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'],
  video: ['video/webm;codecs=vp9,opus', 'video/webm', 'video/mp4'],
} as const;

export const canRecord = (): boolean =>
  typeof MediaRecorder === 'function' && navigator.mediaDevices?.getUserMedia !== undefined;

/** Records with the phone's microphone or camera, and stops by itself when the longest time is over. */
export function useRecorder(
  { kind, secondsMax, bitsPerSecond: audioBitsPerSecond }: RecordingKind,
  onRecorded: (blob: Blob) => void,
): Recorder {
  const [state, setState] = useState<RecorderState>('idle');
  const [seconds, setSeconds] = useState(0);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const recorder = useRef<MediaRecorder | null>(null);
  const give = useRef(onRecorded);
  give.current = onRecorded;

  const stop = () => {
    if (recorder.current?.state === 'recording') recorder.current.stop();
  };
  const start = async () => {
    setState('asking');
    const opened = await navigator.mediaDevices.getUserMedia(ASKED[kind]).catch(() => null);
    if (opened === null) return setState('refused');
    const mimeType = TYPES[kind].find((type) => MediaRecorder.isTypeSupported(type));
    const one = new MediaRecorder(opened, {
      ...RATES[kind],
      ...(audioBitsPerSecond && { audioBitsPerSecond }),
      ...(mimeType && { mimeType }),
    });
    const parts: Blob[] = [];
    one.ondataavailable = ({ data }) => parts.push(data);
    one.onstop = () => {
      for (const track of opened.getTracks()) track.stop();
      setState('idle');
      setStream(null);
      give.current(new Blob(parts, { type: one.mimeType }));
    };
    recorder.current = one;
    one.start();
    setSeconds(0);
    setStream(opened);
    setState('recording');
  };
  useEffect(() => {
    if (state !== 'recording') return;
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, [state]);
  useEffect(() => {
    if (seconds >= secondsMax) stop();
  }, [seconds, secondsMax]);
  // A page that is left keeps what was said so far.
  useEffect(() => stop, []);
  return { state, seconds, stream, start: () => void start(), stop };
}
