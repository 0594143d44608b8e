/** XML or JSON with a line for each element: for reading only. */
export function indented(body: string): string {
  if (body.trimStart().startsWith('{')) return indentedJson(body);
  return body.replaceAll(/(<\/\w+>|<xml>)(?=<)/g, '$1\n');
}

function indentedJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
