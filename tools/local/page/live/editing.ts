import { signal } from '@preact/signals';

/** The rule whose form is open, by id. */
export const editing = signal<string | undefined>(undefined);

/** An id that no rule has: the form of a new one. */
export const NEW_ID = '';
