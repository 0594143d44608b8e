import { bundleKefu, bundlePageInto } from './bundle.ts';

/** `npm pack` runs it first. */
await bundleKefu();
await bundlePageInto();
