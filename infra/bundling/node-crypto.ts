// Importing `node:crypto` as an ES module reads every property of it, and loads Web Crypto by that: 1 ms of every cold
// start. esbuild puts this file in its place; a name that it lacks fails the build.

export const {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  getRandomValues,
  hash,
  randomFillSync,
  randomInt,
  randomUUID,
  sign,
  timingSafeEqual,
} = process.getBuiltinModule('node:crypto');
