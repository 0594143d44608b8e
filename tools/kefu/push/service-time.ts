/** The time a signature must have, epoch seconds: the local service lives in the simulator's time, and says so in `Date`. */
export async function serviceTime(callback: string, local: boolean): Promise<number> {
  const machine = Math.floor(Date.now() / 1000);
  if (!local) return machine;
  try {
    const response = await fetch(new URL('/', callback), { method: 'HEAD', signal: AbortSignal.timeout(2000) });
    const told = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(told) ? machine : Math.floor(told / 1000);
  } catch {
    return machine;
  }
}
