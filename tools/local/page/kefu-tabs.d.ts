declare module 'kefu:tabs' {
  /** Every tab in `tabs/`, in no order. */
  export const tabs: import('./live/tab.ts').Tab[];
}

declare module '*.css';
