import { type RefObject, useRef, useState } from 'react';

/**
 * Runs what takes a passphrase, once at a time, and holds what went wrong. A passphrase is in its
 * field alone: it is taken out when it is sent, right or wrong, and never part of a state.
 */
export function useSecretForm(onDone: () => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  /** Only what is seen here: two fast presses of Enter come before the next drawing. */
  const isSending = useRef(false);
  const run = async (
    send: () => Promise<string | null>,
    back: RefObject<HTMLInputElement | null>,
  ) => {
    if (isSending.current) return;
    isSending.current = true;
    setWorking(true);
    setProblem(null);
    const failure = await send();
    isSending.current = false;
    setWorking(false);
    if (failure === null) return onDone();
    setProblem(failure);
    back.current?.focus();
  };
  return { problem, setProblem, isWorking, run };
}

/** What was typed; the field is empty afterwards. */
export function taken(field: RefObject<HTMLInputElement | null>): string {
  const input = field.current;
  const typed = input?.value ?? '';
  // SECURITY(passphrase-field): nothing that looks at the page later finds it.
  if (input !== null) input.value = '';
  return typed;
}
