import ErrorCorrectionLevel from '@zxing/library/es2015/core/qrcode/decoder/ErrorCorrectionLevel';
import Encoder from '@zxing/library/es2015/core/qrcode/encoder/Encoder';

/** Light modules that a reader needs on each side (ISO/IEC 18004). */
const QUIET_MODULES = 4;

export interface LinkCode {
  /** The dark modules, as an SVG path in which a module is a unit. */
  readonly path: string;
  /** How wide and high it is with its quiet zone. */
  readonly sideModules: number;
}

/** A link as a QR code; none for one that is longer than a code can be. */
export function linkCode(link: string): LinkCode | undefined {
  try {
    const matrix = Encoder.encode(link, ErrorCorrectionLevel.M).getMatrix();
    const dark: string[] = [];
    for (let y = 0; y < matrix.getHeight(); y++) {
      for (let x = 0; x < matrix.getWidth(); x++) {
        if (matrix.get(x, y) === 1) dark.push(`M${x + QUIET_MODULES} ${y + QUIET_MODULES}h1v1h-1z`);
      }
    }
    return { path: dark.join(''), sideModules: matrix.getWidth() + 2 * QUIET_MODULES };
  } catch {
    // The library throws when there is no code large enough.
    return undefined;
  }
}
