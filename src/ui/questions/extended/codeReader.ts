import BinaryBitmap from '@zxing/library/es2015/core/BinaryBitmap';
import HybridBinarizer from '@zxing/library/es2015/core/common/HybridBinarizer';
import DataMatrixReader from '@zxing/library/es2015/core/datamatrix/DataMatrixReader';
import MultiFormatOneDReader from '@zxing/library/es2015/core/oned/MultiFormatOneDReader';
import QRCodeReader from '@zxing/library/es2015/core/qrcode/QRCodeReader';
import RGBLuminanceSource from '@zxing/library/es2015/core/RGBLuminanceSource';
import type { Detector } from './detector.ts';

/** Wider pictures take longer and show no code that a hand can hold still. */
const WIDTH_PX_MAX = 800;

/** For browsers that read no codes: the frame is read by script. */
export function scriptDetector(): Detector {
  const canvas = document.createElement('canvas');
  return {
    async detect(source) {
      const [wide, high] =
        source instanceof HTMLVideoElement
          ? [source.videoWidth, source.videoHeight]
          : [source.width, source.height];
      const shrunk = Math.min(1, WIDTH_PX_MAX / Math.max(wide, 1));
      canvas.width = Math.round(wide * shrunk);
      canvas.height = Math.round(high * shrunk);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (context === null || canvas.width === 0) return [];
      context.drawImage(source, 0, 0, canvas.width, canvas.height);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      const code = readCode(greyOf(data), width, height);
      return code === undefined ? [] : [{ rawValue: code }];
    },
  };
}

/** @param rgba four bytes a pixel; @returns one, by how bright the eye finds it (Rec. 601) */
export function greyOf(rgba: Uint8ClampedArray): Uint8ClampedArray {
  const grey = new Uint8ClampedArray(rgba.length / 4);
  for (let at = 0; at < grey.length; at++) {
    const [red = 0, green = 0, blue = 0] = rgba.subarray(at * 4, at * 4 + 3);
    grey[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  return grey;
}

/** QR codes, the codes of shops and parcels (EAN, UPC, Code 39 and 128, ITF, RSS), Data Matrix. */
export function readCode(grey: Uint8ClampedArray, width: number, height: number): string | undefined {
  const source = new RGBLuminanceSource(grey, width, height);
  const hints = new Map();
  for (const reader of [new QRCodeReader(), new MultiFormatOneDReader(hints), new DataMatrixReader()]) {
    try {
      return reader.decode(new BinaryBitmap(new HybridBinarizer(source)), hints).getText();
    } catch {
      // The library throws where there is no code of the kind.
    }
  }
  return undefined;
}
