export { type BundleDocument, bundleName } from './bundle.ts';
export { type ExportedResponse, exportResponsesCsv } from './csv.ts';
export { type ReadBundle, readBundle } from './readBundle.ts';
export { writeBundle } from './writeBundle.ts';
