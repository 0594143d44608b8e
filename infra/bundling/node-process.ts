// Importing `node:process` as an ES module reads every property of it, and opens standard input and the error stream by
// that: 4 ms of every cold start. The SDK wants two names of it; esbuild puts this file in its place.

export const { env, versions } = process;
