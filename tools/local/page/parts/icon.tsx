/** Drawings of 24 by 24, all of one stroke: not every machine has a font with pictures. */
const PATHS = {
  bot: 'M5 9h14v10H5zM12 9V5M9 13.5v1M15 13.5v1M10 5h4M2.5 13v3M21.5 13v3',
  headset: 'M4 15v-3a8 8 0 0 1 16 0v3M4 14h3v5H4zM17 14h3v5h-3zM20 19c0 2-3 2.5-6 2.5',
  phone: 'M7 2.5h10v19H7zM11 18.5h2',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13M15.5 15.5L21 21',
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7v5.5l3.5 2',
  picture: 'M3 5h18v14H3zM3 17l6-6 4 4 3-3 5 5M15.5 9.5h.1',
  place: 'M12 21c5-6 7-8.5 7-11.5a7 7 0 0 0-14 0C5 12.5 7 15 12 21M12 7.5a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4',
  smile: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9 9.5v.8M15 9.5v.8M8 14c1.5 3 6.5 3 8 0',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  sound: 'M4 10v4h3l5 4V6l-5 4zM15.5 9c1.5 1.5 1.5 4.5 0 6M18 6.5c3 3 3 8 0 11',
  film: 'M3 5h18v14H3zM10 9l5 3-5 3z',
  music: 'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0M19 16a2.5 2.5 0 1 1-5 0a2.5 2.5 0 0 1 5 0',
  page: 'M6 3h9l4 4v14H6zM9 11h7M9 15h7',
  puzzle: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM17 13.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7',
  winner: 'M5 12.5l5 5L20 7',
  plus: 'M12 5v14M5 12h14',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words that say the same. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
