/** Which records of a stream are done, though lanes end in any order: the position never passes one that is not. */
export function createProgress(start: string) {
  const open: { sequence: string; done: boolean }[] = [];
  const bySequence = new Map<string, { sequence: string; done: boolean }>();
  let position = start;
  return {
    /** A record has come; they come in the order of their sequence. */
    begin(sequence: string): void {
      const entry = { sequence, done: false };
      open.push(entry);
      bySequence.set(sequence, entry);
    },
    /** The new position when it moved. */
    finish(sequences: string[]): string | undefined {
      for (const sequence of sequences) {
        const entry = bySequence.get(sequence);
        if (entry) entry.done = true;
        bySequence.delete(sequence);
      }
      const before = position;
      while (open[0]?.done) position = open.shift()?.sequence ?? position;
      return position === before ? undefined : position;
    },
  };
}
