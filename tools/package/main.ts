import { bundleKefu } from './bundle.ts';

/** `npm pack` runs it first. */
await bundleKefu();
