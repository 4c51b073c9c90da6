import type { FormDefinition } from '../../../domain/form/definition.ts';
import { ok, type Result, trouble } from '../../../domain/result.ts';
import type { GivenFile } from '../../../exchange/xlsform/intake/given.ts';
import type { FormReport } from '../../../exchange/xlsform/intake/readFormFiles.ts';
import type { CampaignStore } from '../../../storage/index.ts';
import { campaignView } from '../../views/campaign.ts';
import { fileBytes } from '../fileBytes.ts';
import type { ChosenFile, FormReading, ReadingProgress, ReadingWhy } from './types.ts';
import { askWorker, startFormWorker } from './worker.ts';

/** As the worker refuses it, too: what is larger need not even be read. */
const MOST_BYTES = 128 * 1024 * 1024;

type Outcome = Result<FormReport, ReadingWhy>;

/** Reads what was chosen in a worker of its own, which ends with the reading. */
export function readChosen(
  chosen: readonly ChosenFile[],
  store: CampaignStore,
  onProgress: (progress: ReadingProgress) => void,
): FormReading {
  let worker: Worker | undefined;
  let isOver = false;
  let finish: (outcome: Outcome) => void = () => undefined;
  const outcome = new Promise<Outcome>((resolve) => {
    finish = resolve;
  });
  const end = (how: Outcome): void => {
    isOver = true;
    worker?.terminate();
    finish(how);
  };
  const read = async (): Promise<void> => {
    const given = await bytesOf(chosen, (done) => {
      if (!isOver) onProgress({ step: 'files', done, total: chosen.length });
    });
    if (!given.ok) return end(given);
    const { published, filled } = await namesPublished(store);
    if (isOver) return;
    worker = startFormWorker();
    askWorker(worker, { task: 'read', given: given.value, published, filled }, (word) => {
      if (word.word === 'step') onProgress({ step: word.step });
      else if (word.word === 'read') end(ok(word.report));
      else end(trouble('reading-failed'));
    });
  };
  // Whatever it is, she is not left waiting.
  void read().catch(() => end(trouble('reading-failed')));
  return { outcome, cancel: () => end(trouble('reading-cancelled')) };
}

/** Names of the files that each form has already, and of the lists that some form fills. */
export async function namesPublished(
  store: CampaignStore,
): Promise<{ published: Record<string, string[]>; filled: string[] }> {
  const view = await campaignView(store);
  const forms = [...(view?.forms ?? [])].map(([id, { document }]): FormDefinition & { id: string } => ({
    ...document.definition,
    id,
  }));
  return {
    published: Object.fromEntries(forms.map(({ id, files = [] }) => [id, files.map(({ name }) => name)])),
    filled: forms.flatMap(({ entities = [] }) => entities.map(({ list_name }) => `${list_name}.csv`)),
  };
}

async function bytesOf(
  chosen: readonly ChosenFile[],
  onRead: (done: number) => void,
): Promise<Result<GivenFile[], ReadingWhy>> {
  if (chosen.reduce((sum, { file }) => sum + file.size, 0) > MOST_BYTES) return trouble('files-too-large');
  const given: GivenFile[] = [];
  for (const { file, batch } of chosen) {
    onRead(given.length);
    const bytes = await fileBytes(file, file.name);
    if (!bytes.ok) return bytes;
    given.push({ name: file.name, bytes: new Uint8Array(bytes.value), batch });
  }
  return ok(given);
}
