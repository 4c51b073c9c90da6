import type { Device } from '../../device/index.ts';
import { type Account, type CampaignStore, live } from '../../storage/index.ts';
import { attempted } from '../attempted.ts';
import type { CompileForm } from '../forms.ts';
import type { Replication } from '../replication.ts';
import { campaignView } from '../views/campaign.ts';
import { recordView } from '../views/record.ts';
import { fetchFiles } from './fetchFiles.ts';
import { csvFile, geoJsonFile, importFile } from './files.ts';
import { exportForm } from './forms/export.ts';
import { formVersions, roundsOf } from './forms/list.ts';
import { filesOf, formOutlook } from './forms/outlook.ts';
import { previewForm } from './forms/preview.ts';
import { readChosen } from './forms/reading.ts';
import { entitiesFile, entityLists } from './lists.ts';
import { addResponses, odkFile, readOdkFile } from './odk.ts';
import { deskOverview } from './overview.ts';
import { peopleRows } from './people.ts';
import { askRound, publishedFiles, publishForm, renameRound } from './publish.ts';
import { joinPublished, publishedApart } from './publishedApart.ts';
import { responsePage } from './responses.ts';
import { deskResults } from './results.ts';
import { reviewResponse } from './review.ts';
import { solveConflict } from './solve.ts';
import type { Desk } from './types.ts';

export interface DeskParts {
  readonly store: CampaignStore;
  readonly account: Account;
  readonly device: Pick<Device, 'clock' | 'digest' | 'random'>;
  readonly deviceId: string;
  readonly compile: CompileForm;
  /** A part of a photo or recording, from the endpoint where it is not here; what came is kept. */
  readonly fetchMedia: Replication['fetchMedia'];
  /** Something was saved that wants to travel. */
  wake(): void;
}

/** Everything of a coordinator, over the device's storage. */
export const createDesk = (parts: DeskParts): Desk => {
  const { store, compile } = parts;
  return {
    overview: () => live(() => deskOverview(store)),
    responses: (filter) => live(() => responsePage(store, filter)),
    record: (id) => live(() => recordView(store, id, compile)),
    review: (id, state, note) => reviewResponse(parts, id, state, note),
    solve: (record, picks) => solveConflict(parts, record, picks),
    results: (choice) => live(() => deskResults(store, choice)),
    people: () => live(() => peopleRows(store)),
    exportCsv: (formId, language) => attempted(csvFile(parts, formId, language)),
    exportGeoJson: () => attempted(geoJsonFile(parts)),
    importFile: (file) => attempted(importFile(parts, file)),
    publishedFiles: (formId) => publishedFiles(store, formId),
    publishForm: (definition, files, askedIn) => attempted(publishForm(parts, definition, files, askedIn)),
    rounds: () => live(async () => roundsOf(await campaignView(store))),
    askRound: (name) => attempted(askRound(parts, name)),
    renameRound: (name, title) => attempted(renameRound(parts, name, title)),
    publishedApart: () => live(() => publishedApart(store)),
    joinPublished: (apart, picks) => joinPublished(parts, apart, picks),
    forms: () => live(() => formVersions(store)),
    readForm: (chosen, onProgress) => readChosen(chosen, store, onProgress),
    filesOf: (report) => filesOf(parts, report),
    formOutlook: (definition, files) => formOutlook(parts, definition, files),
    previewForm: (definition, files, language) => attempted(previewForm(parts, definition, files, language)),
    exportForm: (id, format) => attempted(exportForm(parts, id, format)),
    lists: () => live(() => entityLists(store)),
    exportList: (list) => attempted(entitiesFile(parts, list)),
    exportOdk: (formId, format) => attempted(odkFile(parts, formId, format)),
    fetchFiles: (formId, onProgress, signal) => attempted(fetchFiles(parts, formId, onProgress, signal)),
    readResponses: (file, form) => attempted(readOdkFile(parts, file, form)),
    addResponses: (read, leaveOut) => addResponses(parts, read, leaveOut),
  };
};
