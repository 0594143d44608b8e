import Table from 'cli-table3';

/** Rows under a head, for a terminal of any width; long cells are wrapped. */
export function table(head: string[], rows: (string | number | undefined)[][]): string {
  const made = new Table({ head, style: { head: [], border: [] }, wordWrap: true });
  for (const row of rows) made.push(row.map((cell) => String(cell ?? '')));
  return made.toString();
}

/** Seconds of the epoch as a person in China reads them. */
export function moment(epochSeconds: number | undefined): string {
  if (epochSeconds === undefined) return '';
  return new Date(epochSeconds * 1000).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
}

/** The beginning of a text. */
export const cut = (text: string, most = 40): string => {
  const characters = [...text.replaceAll('\n', ' ')];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
};
