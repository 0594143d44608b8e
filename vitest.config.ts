import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    coverage: { include: ['functions/wechat/**', 'functions/domain/**'], thresholds: { statements: 98 } },
    projects: [
      {
        extends: true,
        test: { name: 'code', include: ['test/**/*.test.ts'], exclude: ['test/browser/**', 'test/infra/**'] },
      },
      {
        extends: true,
        // The CDK takes seconds to load: once for all, not once a file.
        test: { name: 'infra', include: ['test/infra/**/*.test.ts'], isolate: false, maxWorkers: 1 },
      },
    ],
  },
});
