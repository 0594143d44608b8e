/** How often the language model may be asked in a day. */
export interface ModelBudget {
  /** Count one question, before it is asked. False = the day's are used up. @param day `YYYY-MM-DD` */
  take(account: string, day: string, limit: number, now: number): Promise<boolean>;
}
