import { signal } from '@preact/signals';

/** What is told for a moment at the page's foot. */
export const notice = signal<{ text: string; bad: boolean } | undefined>(undefined);

const SHOWN_MS = 6_000;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Say something for a moment. */
export function tell(text: string, bad = false): void {
  tellOn(text, bad);
  timer = setTimeout(() => {
    notice.value = undefined;
  }, SHOWN_MS);
}

/** Say something until something else is said. */
export function tellOn(text: string, bad = false): void {
  clearTimeout(timer);
  notice.value = { text, bad };
}

/** Do something that may fail, and tell the person if it did; false when it failed. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), true);
    return false;
  }
}
