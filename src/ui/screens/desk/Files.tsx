import { DeskScreen } from './DeskScreen.tsx';
import { CsvExport, PlacesExport } from './Exports.tsx';
import { Import } from './Import.tsx';
import { Lists } from './Lists.tsx';
import { OdkExport } from './OdkExport.tsx';
import { OdkImport } from './OdkImport.tsx';

/** What goes out as a file, and what comes in as one. */
export function Files() {
  return (
    <DeskScreen tab="files">
      <div class="files">
        <CsvExport />
        <PlacesExport />
        <Lists />
        <OdkExport />
        <Import />
        <OdkImport />
      </div>
    </DeskScreen>
  );
}
