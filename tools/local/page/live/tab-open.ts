import { signal } from '@preact/signals';

/** The open tab; it is part of the address, so that one can link to it. */
export const openTab = signal(location.hash.slice(1) || 'trail');
addEventListener('hashchange', () => {
  openTab.value = location.hash.slice(1);
});

/** On a narrow screen one of the three is shown. */
export const pane = signal<'phone' | 'desk' | 'panel'>('phone');

/** Show a tab. */
export function showTab(id: string): void {
  openTab.value = id;
  pane.value = 'panel';
  history.replaceState(null, '', `#${id}`);
}
