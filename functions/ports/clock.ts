/** Now, epoch milliseconds. The deployed functions take the machine's clock, the local service the simulator's. */
export type Clock = () => number;
