import './Photo.css';
import { isSmallPreview } from '../../domain/preview.ts';

/** The small picture of a photo, beside the words of a list. */
export function Preview({ url, alt }: { url: string | undefined; alt: string }) {
  return url !== undefined && isSmallPreview(url) ? <img class="photo-preview" src={url} alt={alt} /> : null;
}
