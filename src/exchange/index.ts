export { type BundleDocument, type BundleHeader, type BundlePhoto, bundleName } from './bundle.ts';
export { type ExportedResponse, exportResponsesCsv } from './csv.ts';
export { photoFileName } from './csvColumns.ts';
export { exportGeoJson } from './geojson.ts';
export { type BundleWhy, type ReadBundle, readBundle } from './readBundle.ts';
export { writeBundle } from './writeBundle.ts';
