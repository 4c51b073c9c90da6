/** The browser's own reader of bar codes (Shape Detection API): Chrome on Android has it, others not yet. */
export interface Detector {
  detect(source: HTMLVideoElement | HTMLCanvasElement): Promise<readonly { rawValue: string }[]>;
}

/** Whether there is a camera to be asked for: not on plain http. */
export const hasCamera = (): boolean =>
  (navigator as Partial<Pick<Navigator, 'mediaDevices'>>).mediaDevices !== undefined;

/** The browser's own reader, or else ours, which is large and comes only now. */
export async function codeDetector(): Promise<Detector> {
  const { BarcodeDetector: Native } = globalThis as { BarcodeDetector?: new () => Detector };
  // Desktop browsers have the name and no codes behind it.
  const detector = Native && new Native();
  const canDetect = await detector?.detect(blank()).then(
    () => true,
    () => false,
  );
  if (detector !== undefined && canDetect === true) return detector;
  const { scriptDetector } = await import('./codeReader.ts');
  return scriptDetector();
}

function blank(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [8, 8];
  canvas.getContext('2d');
  return canvas;
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
