import type { Target } from './target.ts';

/** The account meant when none is named: that of the environment, else the first one of the place. */
export const defaultAccount = ({ local }: Target): string => process.env.KEFU_ACCOUNT || (local ? 'demo' : 'main');
