import { useEffect, useRef, useState } from 'react';

/** A value that follows another at most once in so many milliseconds; the last one always comes. */
export function useThrottled<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const movedAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, movedAt.current + everyMs - Date.now());
    const timer = setTimeout(() => {
      movedAt.current = Date.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, everyMs]);
  return shown;
}
