import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { check } from '../../infra/checks.ts';
import { build } from '../../infra/deployment.ts';

/** A resource of a synthesized template. */
export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** A synthesized template. */
export interface StackTemplate {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown; Description: string }>;
}

const FLAGS = (JSON.parse(readFileSync('cdk.json', 'utf8')) as { context: Record<string, unknown> }).context;

/** The templates of a deployment with this context, by the ids of their stacks. Nothing is bundled. */
export function templatesOf(context: Record<string, unknown> = {}): Record<string, StackTemplate> {
  const { stacks } = build(appOf({ ...context, '@aws-cdk/core:validateAgainstDefaultRules': false })).synth();
  return Object.fromEntries(stacks.map((stack) => [stack.id, stack.template as StackTemplate]));
}

function appOf(context: Record<string, unknown>): App {
  return new App({ context: { ...FLAGS, 'aws:cdk:bundling-stacks': [], ...context } });
}

/** What cdk-nag and the validation of the CDK find in a deployment with this context. */
export function findingsOf(context: Record<string, unknown>): { violations: unknown[] }[] {
  const report = `${check(build(appOf(context))).synth().directory}/validation-report.json`;
  const { pluginReports } = JSON.parse(readFileSync(report, 'utf8')) as { pluginReports: { violations: unknown[] }[] };
  return pluginReports;
}

/** A value of a template as one text: `Fn::Join` joined, references as `${name}`. */
export function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[name, inner]] = Object.entries(value) as [[string, unknown]];
  if (name === 'Fn::Join') return (inner as [string, unknown[]])[1].map(plain).join('');
  if (name === 'Fn::GetAtt') return `\${${(inner as string[]).join('.')}}`;
  return `\${${name === 'Ref' ? inner : JSON.stringify(value)}}`;
}

/** All resources of a type, with their logical ids. */
export function resources(templates: Record<string, StackTemplate>, type: string): (Resource & { id: string })[] {
  const all = Object.values(templates).flatMap(({ Resources = {} }) => Object.entries(Resources));
  return all.filter(([, { Type }]) => Type === type).map(([id, resource]) => ({ id, ...resource }));
}
