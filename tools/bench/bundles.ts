import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from './row.ts';

/** The files of each function as they are deployed: its folder, by its name without the prefix. */
export type Bundles = Map<string, string>;

interface Template {
  Resources: Record<string, { Type: string; Properties: { FunctionName?: string }; Metadata?: Record<string, string> }>;
}

const BARS = { callback: 420, other: 1000 };

/** Synthesize the deployment into a folder and find the bundles there: exactly what `cdk deploy` uploads. */
export function buildBundles(folder: string): Bundles {
  const cdk = ['node_modules/aws-cdk/bin/cdk', 'synth', '--quiet', '--output', folder];
  execFileSync(process.execPath, cdk, { stdio: ['ignore', 'ignore', 'pipe'] });
  const templates = readdirSync(folder).filter((name) => name.endsWith('.template.json'));
  const resources = templates.flatMap((name) => {
    const { Resources } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Template;
    return Object.values(Resources);
  });
  const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return new Map(
    functions.map(({ Properties: { FunctionName = '' }, Metadata }) => [
      FunctionName.replace(/^kefu-/, ''),
      join(folder, Metadata?.['aws:asset:path'] ?? ''),
    ]),
  );
}

/** Size of each main file. */
export function bundleRows(bundles: Bundles): Row[] {
  return [...bundles].map(([name, folder]) => ({
    name: `bundle: ${name}`,
    value: statSync(join(folder, 'index.mjs')).size / 1000,
    unit: 'kB',
    bar: name === 'callback' ? BARS.callback : BARS.other,
  }));
}
