/** The browser's own reader of bar codes (Shape Detection API): Chrome on Android has it, others not yet. */
export interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { rawValue: string }[]>;
}

export function nativeDetector(): Detector | undefined {
  const { BarcodeDetector: Native } = globalThis as { BarcodeDetector?: new () => Detector };
  return Native === undefined || navigator.mediaDevices === undefined ? undefined : new Native();
}

/** Looks at what the camera sees until a code is found or nobody waits for it any more. */
export async function firstCode(
  detector: Detector,
  video: HTMLVideoElement,
  isWanted: () => boolean,
): Promise<string | undefined> {
  while (isWanted()) {
    const [found] = await detector.detect(video).catch(() => []);
    if (found !== undefined && found.rawValue !== '') return found.rawValue;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return undefined;
}

/** Five looks a second find a code as soon as it is still; more would only warm the phone. */
const LOOK_EVERY_MS = 200;
