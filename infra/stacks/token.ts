import type { Construct } from 'constructs';
import { FunctionStack, type FunctionStackProps } from './function-stack.ts';

/** The one function that fetches access tokens. It is alone, so that no other deployment can hold it up. */
export class TokenStack extends FunctionStack {
  constructor(scope: Construct, id: string, props: FunctionStackProps) {
    super(scope, id, 'token', props);
  }
}
