import { writeFileSync } from 'node:fs';

/** What the documentation needs of the AWS CLI, so that its commands run where the CLI is not installed. */
const [service = '', operation = '', ...rest] = process.argv.slice(2);
const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const { options, plain } = readOptions(rest);

const TARGETS: Record<string, string> = { dynamodb: 'DynamoDB_20120810', ssm: 'AmazonSSM' };

if (service === 'lambda' && operation === 'invoke') await invoke();
else if (TARGETS[service]) await call(`${TARGETS[service]}.${pascal(operation)}`);
else fail(`aws ${service} ${operation} is not known to the stand-in of the AWS CLI`);

async function invoke() {
  const [outfile] = plain;
  if (outfile === undefined) fail('lambda invoke: the following arguments are required: outfile');
  if (options['cli-binary-format'] !== 'raw-in-base64-out') fail('lambda invoke: without it --payload is base64');
  const url = `${endpoint}/2015-03-31/functions/${options['function-name']}/invocations`;
  const answer = await fetch(url, { method: 'POST', body: options.payload ?? '' });
  const body = await answer.text();
  if (answer.status !== 200) fail(body);
  if (outfile === '/dev/stdout') console.log(body);
  else writeFileSync(outfile, `${body}\n`);
  console.log(JSON.stringify({ StatusCode: answer.status, FunctionError: answer.headers.get('x-amz-function-error') }));
}

async function call(target: string) {
  const input = Object.fromEntries(Object.entries(options).map(([name, value]) => [pascal(name), inputOf(value)]));
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
  const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  const body = await answer.text();
  if (answer.status !== 200) fail(body);
  console.log(body);
}

function readOptions(args: string[]) {
  const options: Record<string, string | true> = {};
  const plain: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const [word = '', next] = [args[index], args[index + 1]];
    if (!word.startsWith('--')) plain.push(word);
    else if (next === undefined || next.startsWith('--')) options[word.slice(2)] = true;
    else {
      options[word.slice(2)] = next;
      index++;
    }
  }
  return { options: options as Record<string, string>, plain };
}

function pascal(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

function inputOf(value: string): unknown {
  return service === 'dynamodb' && typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

function fail(message: string): never {
  console.error(message);
  process.exit(255);
}
