import { signal } from '@preact/signals';
import type { TrailLine } from '../../console/trail-line.ts';
import { read } from './api.ts';

const KEPT = 200;

/** Requests to the callback, the newest first. */
export const trail = signal<TrailLine[]>([]);

/** The line that is open; undefined follows the newest. */
export const openLine = signal<number | undefined>(undefined);

export function passed(line: TrailLine): void {
  trail.value = [line, ...trail.value.filter(({ id }) => id !== line.id)].slice(0, KEPT);
}

/** Read all of it again. */
export async function forgetTrail(): Promise<void> {
  trail.value = (await read<TrailLine[]>('/api/trail')).reverse().slice(0, KEPT);
}
