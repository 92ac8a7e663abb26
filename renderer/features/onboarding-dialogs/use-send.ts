import { useState } from 'react';

/** Sends what a dialog is about: shuts it when that worked, else says why beside the field. */
export function useSend(onClose: () => void) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);
  const send = async (act: () => Promise<string | null>) => {
    setWorking(true);
    const failure = await act();
    setWorking(false);
    if (failure === null) onClose();
    else setProblem(failure);
  };
  return { problem, setProblem, isWorking, send };
}
