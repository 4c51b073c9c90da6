import type { TargetedDragEvent } from 'preact';
import { useEffect } from 'preact/hooks';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Lets an element take files that are dropped on it. A file that misses it would otherwise replace the whole app in
 * the browser.
 */
export function useDrop(onFiles: (files: readonly File[]) => void, onOver: (isOver: boolean) => void) {
  useEffect(() => {
    const keepOut = (event: DragEvent) => holdsFiles(event) && event.preventDefault();
    window.addEventListener('dragover', keepOut);
    window.addEventListener('drop', keepOut);
    return () => {
      window.removeEventListener('dragover', keepOut);
      window.removeEventListener('drop', keepOut);
    };
  }, []);
  return {
    onDragOver: (event: TargetedDragEvent<HTMLElement>) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      onOver(true);
    },
    onDragLeave: () => onOver(false),
    onDrop: (event: TargetedDragEvent<HTMLElement>) => {
      event.preventDefault();
      onOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    },
  };
}
