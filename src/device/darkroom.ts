import type { Darkroom, Picture } from './photo.ts';

/**
 * The browser's own decoder and encoder. Drawing pixels on a canvas and encoding them anew leaves every EXIF field
 * behind; `from-image` turns the picture before its orientation tag is gone.
 */
export const browserDarkroom: Darkroom = {
  async develop(file) {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return {
      widthPx: bitmap.width,
      heightPx: bitmap.height,
      encode: (widthPx, heightPx, quality, type = 'image/jpeg') =>
        encode(bitmap, { widthPx, heightPx }, quality, type),
      close: () => bitmap.close(),
    } satisfies Picture;
  },
};

function encode(
  bitmap: ImageBitmap,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  quality: number,
  type: string,
): Promise<Blob> {
  if (globalThis.OffscreenCanvas !== undefined) {
    const canvas = new OffscreenCanvas(widthPx, heightPx);
    draw(canvas.getContext('2d'), bitmap, widthPx, heightPx);
    return canvas.convertToBlob({ type, quality });
  }
  const canvas = document.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  draw(canvas.getContext('2d'), bitmap, widthPx, heightPx);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no blob')) : resolve(blob)), type, quality);
  });
}

type Context = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null;

function draw(context: Context, bitmap: ImageBitmap, widthPx: number, heightPx: number): void {
  if (context === null) throw new Error('no canvas context');
  // A see-through picture would come out black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, widthPx, heightPx);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, widthPx, heightPx);
}
