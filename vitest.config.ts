import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // On two cores the default is one worker; most tests wait for processes they started.
    maxWorkers: '100%',
    // Nothing here is timed: this only ends what hangs, on machines with other work to do.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // For the commands that tests start, a hundred times the same: compiled once, they start in half the time.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/node') },
    coverage: { include: ['functions/wechat/**', 'functions/domain/**'], thresholds: { statements: 98 } },
    projects: [
      {
        extends: true,
        test: { name: 'code', include: ['test/**/*.test.ts'], exclude: ['test/browser/**', 'test/infra/**'] },
      },
      {
        extends: true,
        // The CDK takes seconds to load: once for all, not once a file.
        test: {
          name: 'infra',
          include: ['test/infra/**/*.test.ts'],
          isolate: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
