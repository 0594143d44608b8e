/** What is read of a JSON Schema. */
export interface Schema {
  description?: string;
  default?: unknown;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  format?: string;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  additionalProperties?: unknown;
  $ref?: string;
}

/** A JSON Schema in a few words. */
export function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((one) => `\`${one}\``).join(' ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === 'object') return mapOf(schema);
  if (schema.type === 'integer') return `whole number${span(schema)}`;
  if (schema.type === 'string') return schema.format === undefined ? 'text' : `text (${schema.format})`;
  return String(schema.type ?? 'anything');
}

function mapOf({ properties = {}, required = [] }: Schema): string {
  const fields = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
  return fields.length === 0 ? 'map' : `map {${fields.join(', ')}}`;
}

/** JSON Schema names the bounds of the number type itself too; those say nothing. */
function span({ minimum, maximum }: Schema): string {
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER;
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  if (least && most) return ` from ${minimum} to ${maximum}`;
  if (least) return `, at least ${minimum}`;
  return most ? `, at most ${maximum}` : '';
}
