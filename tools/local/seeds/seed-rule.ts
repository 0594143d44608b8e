/** A rule as a person types it: an item of the rules table without its account. */
export interface SeedRule {
  id: string;
  [attribute: string]: unknown;
}
