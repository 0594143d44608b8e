// Importing `node:fs` as an ES module reads every property of it, and loads file streams and `node:fs/promises` by that:
// 2 ms of every cold start. The SDK wants it for bodies that are files, which ours never are; esbuild puts this file in
// its place.

export const { fstatSync, lstatSync } = process.getBuiltinModule('node:fs');

/** What no body of ours is an instance of. */
export class ReadStream {}
