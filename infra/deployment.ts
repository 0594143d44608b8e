import { type App, Tags } from 'aws-cdk-lib';
import { readContext } from './context.ts';
import { AdminStack } from './stacks/admin.ts';
import { CallbackStack } from './stacks/callback.ts';
import { DataStack } from './stacks/data.ts';
import { EgressStack } from './stacks/egress.ts';
import { MonitoringStack } from './stacks/monitoring.ts';
import { TokenStack } from './stacks/token.ts';
import { WorkersStack } from './stacks/workers.ts';

/** Every stack of a deployment, as the context of the app wants it. */
export function build(app: App): App {
  const deployment = readContext(app.node);
  const { prefix, egress: kind } = deployment;
  const named = (part: string, description: string) => ({
    stackName: `${prefix}-${part}`,
    description: `WeChat Kefu: ${description}`,
    deployment,
  });
  const egress =
    kind === 'none' ? undefined : new EgressStack(app, 'egress', { ...named('egress', 'the fixed address'), kind });
  const data = new DataStack(app, 'data', named('data', 'the tables'));
  const parts = {
    callback: new CallbackStack(app, 'callback', { ...named('callback', 'what WeChat pushes to'), egress }),
    token: new TokenStack(app, 'token', { ...named('token', 'the access tokens'), egress }),
    workers: new WorkersStack(app, 'workers', {
      ...named('workers', 'streams and schedules'),
      egress,
      tables: data.tables,
    }),
    admin: new AdminStack(app, 'admin', { ...named('admin', 'what managers call'), egress }),
  };
  for (const part of Object.values(parts)) part.addStackDependency(data, 'its functions name the tables');
  parts.workers.addStackDependency(parts.callback, 'it follows the log of the callback');
  new MonitoringStack(app, 'monitoring', { ...named('monitoring', 'dashboard and alarms'), ...parts });
  Tags.of(app).add('application', prefix);
  return app;
}
