/** Colours of the series in order: each stands out from white by 3:1 or more, and from its neighbour in grey too. */
const SERIES = ['#07793d', '#3b82e0', '#b4690e', '#c5352b'];
export const colourOf = (index: number): string => SERIES[index % SERIES.length] ?? '#07793d';

export const INK = '#1b1f23';
export const INK_SOFT = '#57606a';
export const LINE = '#dfe3e8';
