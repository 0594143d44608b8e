import { App } from 'aws-cdk-lib';
import { build } from './deployment.ts';

build(new App());
