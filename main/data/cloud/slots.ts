/** A place among those that may be at work at the same time. */
export interface Slot {
  /** Waits for a place unless this one has it. */
  take(): Promise<void>;
  /** Gives the place up, so that another may work; harmless when it has none. */
  leave(): void;
  /** Gives it up for good; a place that comes later goes on to the next. */
  close(): void;
}

export interface Slots {
  newSlot(): Slot;
}

/** Those who come back from a wait go before those who have not begun. */
export function createSlots(count: number): Slots {
  let free = count;
  const waiting: { readonly hasBegun: boolean; readonly go: () => void }[] = [];

  const give = () => {
    const next = waiting.findIndex(({ hasBegun }) => hasBegun);
    const [first] = waiting.splice(Math.max(next, 0), 1);
    if (first === undefined) free += 1;
    else first.go();
  };

  return {
    newSlot() {
      let hasPlace = false;
      let hasBegun = false;
      let isClosed = false;
      const leave = () => {
        if (!hasPlace) return;
        hasPlace = false;
        give();
      };
      return {
        async take() {
          if (hasPlace) return;
          if (free > 0) free -= 1;
          else await new Promise<void>((go) => waiting.push({ hasBegun, go }));
          hasPlace = true;
          hasBegun = true;
          // Whoever asked for it went meanwhile.
          if (isClosed) leave();
        },
        leave,
        close() {
          isClosed = true;
          leave();
        },
      };
    },
  };
}
