import type {
  ChosenFile,
  Desk,
  FileToPublish,
  FormOutlook,
  FormReading,
  FormReport,
  ReadingProgress,
  Work,
} from '../../../../app/index.ts';
import type { FormDefinition } from '../../../../domain/form/definition.ts';
import { type Trouble, trouble } from '../../../../domain/result.ts';
import { type Live, signal } from '../../../../domain/signal.ts';

/** How far a form is on its way in. Nothing of it is kept on the device before it is published. */
export interface ImportState {
  readonly chosen: readonly ChosenFile[];
  /** While it is being read. */
  readonly progress?: ReadingProgress;
  readonly report?: FormReport;
  /** What is to be published with it. */
  readonly files?: readonly FileToPublish[];
  /** Comes with a report on a form that runs. */
  readonly outlook?: FormOutlook;
  readonly trouble?: Trouble;
  readonly published?: FormDefinition;
}

const EMPTY: ImportState = { chosen: [] };

const isWorkbook = ({ name }: File): boolean => /\.xlsx?$/i.test(name);

/** Reads what is chosen, and reads again with each file more; the newest choice counts. */
export class FormImport {
  readonly #state = signal<ImportState>(EMPTY);
  #reading: FormReading | undefined;
  #batches = 0;

  get state(): Live<ImportState> {
    return this.#state;
  }

  /** A file with the name of one that is there takes its place; so does a workbook, of which a form has one. */
  add(desk: Desk, files: readonly File[]): void {
    if (files.length === 0) return;
    this.#batches += 1;
    const names = new Set(files.map(({ name }) => name));
    const before = this.#state.get();
    // What is published is done: what is given after it is another form.
    const hasWorkbook = files.some(isWorkbook);
    const kept = before.published
      ? []
      : before.chosen.filter(({ file }) => !names.has(file.name) && !(hasWorkbook && isWorkbook(file)));
    this.#read(desk, [...kept, ...files.map((file) => ({ file, batch: this.#batches }))]);
  }

  remove(desk: Desk, name: string): void {
    const left = this.#state.get().chosen.filter(({ file }) => file.name !== name);
    if (left.length === 0) this.clear();
    else this.#read(desk, left);
  }

  again(desk: Desk): void {
    this.#read(desk, this.#state.get().chosen);
  }

  stop(): void {
    this.#reading?.cancel();
  }

  clear(): void {
    this.#end();
    this.#state.set(EMPTY);
  }

  published(published: FormDefinition): void {
    this.#state.set({ ...this.#state.get(), published });
  }

  #end(): void {
    const former = this.#reading;
    this.#reading = undefined;
    former?.cancel();
  }

  #read(desk: Desk, chosen: readonly ChosenFile[]): void {
    this.#end();
    const show = (progress: ReadingProgress): void => this.#state.set({ chosen, progress });
    show({ step: 'files', done: 0, total: chosen.length });
    const reading = desk.readForm(chosen, show);
    this.#reading = reading;
    const take = async (outcome: Awaited<FormReading['outcome']>): Promise<void> => {
      if (this.#reading !== reading) return;
      if (!outcome.ok) return this.#state.set({ chosen, trouble: outcome });
      const report = outcome.value;
      const { definition } = report;
      const files = await desk.filesOf(report);
      const outlook = definition && (await desk.formOutlook(definition, files));
      if (this.#reading !== reading) return;
      this.#state.set({ chosen, report, files, ...(outlook === undefined ? {} : { outlook }) });
    };
    void reading.outcome.then(take).catch(() => {
      if (this.#reading === reading) this.#state.set({ chosen, trouble: trouble('reading-failed') });
    });
  }
}

const imports = new WeakMap<Work, FormImport>();

/** One for each person who is signed in: looking at another page, she loses nothing. */
export function importOf(work: Work): FormImport {
  const known = imports.get(work) ?? new FormImport();
  imports.set(work, known);
  return known;
}
