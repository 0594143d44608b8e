import { App } from 'aws-cdk-lib';
import { check } from './checks.ts';
import { build } from './deployment.ts';

check(build(new App()));
