import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    coverage: { include: ['functions/wechat/**', 'functions/domain/**'], thresholds: { statements: 98 } },
  },
});
