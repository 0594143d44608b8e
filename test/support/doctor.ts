import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { marshall } from '@aws-sdk/util-dynamodb';
import { examine } from '../../tools/kefu/doctor/examine.ts';
import { createPatient, type Patient } from '../../tools/kefu/doctor/patient.ts';
import { invoke } from '../../tools/kefu/shared/invoke.ts';
import { createTarget, type Target } from '../../tools/kefu/shared/target.ts';
import { credentialsOf } from '../../tools/local/seeds/accounts.ts';
import type { Local } from '../../tools/local/start.ts';
import type { AccountKind, AccountSettings, Simulator } from '../../tools/simulator/index.ts';

/** A healthy account of its own on a running service, to be made ill. */
export interface Ward {
  account: string;
  target: Target;
  simulator: Simulator;
  /** How the account stands at WeChat. */
  settings: AccountSettings;
  /** Write the credentials with changes; `text` writes them as they are. */
  credentials(changes: object, how?: { text?: string; type?: 'String' | 'SecureString' }): Promise<void>;
  forgetCredentials(): Promise<void>;
  put(table: string, item: Record<string, unknown>): Promise<void>;
  ask(name: Parameters<typeof invoke>[1], action: string, fields?: object): Promise<object>;
  /** Epoch seconds, in the service's time. */
  now(): number;
  /** Codes of what the doctor finds, in order. */
  codes(around?: (patient: Patient) => Patient): Promise<string[]>;
}

const RULES = [
  { id: '@settings', timeZone: 'Asia/Shanghai' },
  { id: 'welcome', match: 'event', keywords: ['subscribe'], reply: '欢迎' },
  { id: 'human', match: 'exact', keywords: ['人工'], reply: { kind: 'hand-off' } },
];

let made = 0;

/** Wait for `local.settled()` before its rules are live. */
export async function openWard(local: Local, folder: string, kind: AccountKind = 'service'): Promise<Ward> {
  const { simulator } = local;
  if (!simulator) throw new Error('the doctor needs the simulated WeChat');
  const account = `ill${++made}`;
  const wechatId = `ill${made}`;
  await simulator.accounts.create({
    name: account,
    kind,
    settings: { wechatId, appId: `wx${wechatId}`, originalId: `gh_${wechatId}`, encryption: 'safe' },
  });
  const settings = simulator.state.accounts[account]?.settings as AccountSettings;
  if (kind !== 'mini-program') await simulator.agents.hire({ account, nickname: '小王', kfAccount: 'wang' });
  process.env.KEFU_LOCAL_DIR = folder;
  const target = createTarget({ local: true });
  const Name = `/kefu/accounts/${account}/credentials`;
  const ward: Ward = {
    account,
    target,
    simulator,
    settings,
    credentials: async (changes, { text, type = 'SecureString' } = {}) => {
      const Value = text ?? JSON.stringify({ ...credentialsOf(settings), ...changes });
      await target.ssm().send(new PutParameterCommand({ Name, Value, Type: type, Overwrite: true }));
    },
    forgetCredentials: async () => void (await target.ssm().send(new DeleteParameterCommand({ Name }))),
    put: async (table, item) => {
      const Item = marshall({ account, ...item });
      await target.dynamodb().send(new PutItemCommand({ TableName: `kefu-${table}`, Item }));
    },
    ask: async (name, action, fields = {}) =>
      invoke(target, name, action, { account, ...fields }).catch((error: unknown) => ({ error })),
    now: () => simulator.clock.now(),
    codes: async (around = (patient) => patient) => {
      const examined = await examine(around(createPatient(target, account)));
      return examined.flatMap(({ findings }) => findings).map(({ code }) => code);
    },
  };
  await ward.credentials({});
  const rules = kind === 'mini-program' ? RULES.filter(({ id }) => id !== 'welcome') : RULES;
  await ward.ask('admin-rules', 'import', { rules });
  await ward.ask('admin-account', 'refresh');
  await ward.put('conversations', { openId: 'oSomebody', lastAt: 1 });
  return ward;
}
