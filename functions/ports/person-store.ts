/** Everything that is stored of one person, by table. */
export type PersonData = Record<string, object[]>;

/** One person over all tables. */
export interface PersonStore {
  /** Every item that is about them. */
  collect(account: string, openId: string): Promise<PersonData>;
  /** Take all of it away; how many items of each table that were. */
  forget(account: string, openId: string): Promise<Record<string, number>>;
}
