/** Things that are done once in a while for an account, whoever does them. */
export interface Occasions {
  /** True for the one who is first after so many seconds; the next is due then again. */
  begin(account: string, name: string, now: number, everySeconds: number): Promise<boolean>;
  /** It came to nothing: the next may begin at once. */
  cancel(account: string, name: string): Promise<void>;
}
