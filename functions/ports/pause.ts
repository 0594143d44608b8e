/** Waits, before a retry or for somebody else: real on AWS, the simulator's in the local service, virtual in tests. */
export type Pause = (milliseconds: number) => Promise<void>;
