import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Action, type ActionReference, referenceOf } from '../../functions/handlers/admin.ts';
import { type Schema, typeOf } from './type-of.ts';

const HANDLERS = join(import.meta.dirname, '../../functions/handlers');

const INTRODUCTION = `# Admin functions

<!-- Made by npm run docs from the schemas in functions/handlers: edit those. -->

Each function takes \`{"action": "...", "account": "...", ...}\` and answers \`{"ok": true, ...}\` or
\`{"ok": false, "error": {"code", "message", "hint"}}\`. Wrong and unknown fields are named, all at once. When WeChat refused,
\`error.errcode\` holds its code. Names begin with the prefix of the deployment, here \`kefu\`.

\`\`\`sh
export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
aws lambda invoke --function-name kefu-admin-account --cli-binary-format raw-in-base64-out --payload '{"action":"token","account":"demo"}' /dev/stdout
\`\`\`

On AWS leave the first line out: your profile says where the deployment is. With version 1 of the AWS CLI leave
\`--cli-binary-format raw-in-base64-out\` out.
`;

/** The page about the admin functions, from the schemas their actions check with. */
export async function adminReference(): Promise<string> {
  const names = globSync('admin-*.ts', { cwd: HANDLERS }).map((file) => basename(file, '.ts'));
  const sections = await Promise.all(names.sort().map(async (name) => section(name, await actionsOf(name))));
  return [INTRODUCTION, ...sections].join('\n');
}

/** `X_ACTIONS` of `admin-x.ts` or of `admin/x-actions.ts`; a plural may stand in the singular there. */
async function actionsOf(name: string): Promise<ActionReference[]> {
  const resources = [name.replace('admin-', ''), name.replace('admin-', '').replace(/s$/, '')];
  const constants = resources.map((resource) => `${resource.toUpperCase().replaceAll('-', '_')}_ACTIONS`);
  for (const file of [`${name}.ts`, ...resources.map((resource) => `admin/${resource}-actions.ts`)]) {
    const path = join(HANDLERS, file);
    const exported = existsSync(path) ? ((await import(path)) as Record<string, unknown>) : {};
    const actions = constants.map((constant) => exported[constant]).find(Array.isArray);
    if (actions) return referenceOf(actions as Action<unknown>[]);
  }
  throw new Error(`${name} has no reference: export ${constants[0]} from ${name}.ts`);
}

const section = (name: string, actions: ActionReference[]) =>
  [`## kefu-${name}\n`, ...actions.map((action) => actionText(action))].join('\n');

interface Input {
  properties?: Record<string, Schema>;
  required?: string[];
}

function actionText({ name, about, input }: ActionReference): string {
  const { properties = {}, required = [] } = input as Input;
  const rows = Object.entries(properties).map(([field, schema]) => fieldRow(field, schema, required.includes(field)));
  return [`### ${name}\n`, `${about}\n`, '| field | type | | meaning |', '|---|---|---|---|', ...rows, ''].join('\n');
}

function fieldRow(field: string, schema: Schema, needed: boolean): string {
  const usual = schema.default === undefined ? '' : `default \`${JSON.stringify(schema.default)}\``;
  const cells = [`\`${field}\``, typeOf(schema), needed ? 'required' : usual, schema.description ?? ''];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
