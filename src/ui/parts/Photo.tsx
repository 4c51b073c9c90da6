import './Photo.css';
import { useEffect, useState } from 'preact/hooks';
import type { FileReference } from '../../domain/answer.ts';
import type { Result } from '../../domain/result.ts';
import { useT } from '../language.ts';
import { Busy } from './Busy.tsx';
import { Notice } from './Notice.tsx';

export interface PhotoProps {
  photo: FileReference;
  /** An object URL, which is freed when the photo is no longer shown. */
  load: (photo: FileReference) => Promise<Result<{ url: string }>>;
  /** What it shows, for a reader who cannot see it. */
  alt: string;
}

export function Photo({ photo: file, load, alt }: PhotoProps) {
  const { trouble } = useT();
  const [photo, setPhoto] = useState<Result<{ url: string }> | null>(null);
  useEffect(() => {
    let isWanted = true;
    let url: string | undefined;
    setPhoto(null);
    load(file).then((loaded) => {
      if (loaded.ok) url = loaded.value.url;
      if (isWanted) setPhoto(loaded);
      else free(url);
    });
    return () => {
      isWanted = false;
      free(url);
    };
  }, [file.media]);
  if (photo === null) return <Busy />;
  if (!photo.ok) return <Notice tone="info" icon="image" title={trouble(photo.why, photo.words)} />;
  return <img class="photo" src={photo.value.url} alt={alt} />;
}

function free(url: string | undefined): void {
  if (url !== undefined) URL.revokeObjectURL(url);
}
