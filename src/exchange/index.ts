export { type BundleDocument, bundleName } from './bundle.ts';
export { type CsvTable, exportTables } from './csv.ts';
export { exportEntitiesCsv } from './entityCsv.ts';
export type { ExportedResponse } from './odk/instance.ts';
export { type BundleWhy, type ReadBundle, readBundle } from './readBundle.ts';
export { writeBundle } from './writeBundle.ts';
