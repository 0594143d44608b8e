import type { DeliverDueDeps } from '../../functions/usecases/deliver-due.ts';

/** The worker's ports; its process dies at the call of this number, before or after the call has its effect. */
export function dyingAt(
  { outboxes, deadLetters, customSend }: Pick<DeliverDueDeps, 'outboxes' | 'deadLetters' | 'customSend'>,
  number: number,
  when: 'before' | 'after',
) {
  let calls = 0;
  let die = () => {};
  const died = new Promise<'died'>((resolve) => {
    die = () => resolve('died');
  });
  const dying = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
        return async (...args: unknown[]) => {
          if (++calls !== number) return await method.apply(target, args);
          if (when === 'after') await method.apply(target, args);
          die();
          return await new Promise(() => {});
        };
      },
    });
  const ports = { outboxes: dying(outboxes), deadLetters: dying(deadLetters), customSend: dying(customSend) };
  return { died, ports };
}
