#!/usr/bin/env node
import { existsSync } from 'node:fs';

// From a clone the sources run as they are; an installed package has them bundled, since Node strips no types there.
const sources = new URL('main.ts', import.meta.url);
const bundle = new URL('../../dist/kefu.js', import.meta.url);
await import(existsSync(sources) ? sources.href : bundle.href);
