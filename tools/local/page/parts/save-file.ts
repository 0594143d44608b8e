/** Give the person a file; nothing is asked of any server. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A spreadsheet takes Chinese for what it is only with this mark. */
const MARK = '\uFEFF';

/** Give the person a table. */
export const saveCsv = (name: string, csv: string): void =>
  saveFile(name, csv.startsWith(MARK) ? csv : MARK + csv, 'text/csv;charset=utf-8');
