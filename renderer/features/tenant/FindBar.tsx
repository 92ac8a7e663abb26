import { Input } from '@fluentui/react-components';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { focusPortal } from '../../stores/app-store.ts';
import { endFind, useShellStore } from '../../stores/shell-store.ts';
import {
  findInPage,
  forgetFound,
  stopFind,
  useWorkspaceStore,
  type ViewRef,
} from '../../stores/workspace-store.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  ChevronDown16Regular,
  ChevronUp16Regular,
  Dismiss16Regular,
  Search16Regular,
} from '../../ui/icons.ts';
import styles from './find-bar.module.css';

/** Finds text in the page in front. Escape ends it and gives the keyboard back to the page. */
export function FindBar({ view }: { readonly view: ViewRef }) {
  const found = useWorkspaceStore((state) => state.found);
  const box = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const { tenantId, viewId } = view;

  useEffect(() => {
    const takeFocus = () => {
      box.current?.focus();
      box.current?.select();
    };
    takeFocus();
    return useShellStore.subscribe((now, before) => {
      if (now.findAsked !== before.findAsked) takeFocus();
    });
  }, []);
  useEffect(() => () => void stopFind({ tenantId, viewId }), [tenantId, viewId]);

  const find = (next: string) => {
    setText(next);
    if (next === '') {
      void stopFind(view);
      forgetFound();
    } else void findInPage(view, next.slice(0, 200), { forward: true, isNext: false });
  };
  const step = (forward: boolean) => {
    if (text !== '') void findInPage(view, text.slice(0, 200), { forward, isNext: true });
  };
  const close = () => {
    endFind();
    void focusPortal();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      step(!event.shiftKey);
    }
  };

  const result = found?.viewId === viewId && text !== '' ? found : null;
  const words =
    result === null
      ? ''
      : result.matches === 0
        ? 'Nothing found'
        : `${String(result.activeMatch)} of ${String(result.matches)}`;
  return (
    <div role="search" aria-label="Find in page" className={styles['bar']} onKeyDown={onKey}>
      <Input
        input={{ ref: box }}
        size="small"
        className={styles['box'] ?? ''}
        aria-label="Find in page"
        placeholder="Find in page"
        value={text}
        maxLength={200}
        spellCheck={false}
        contentBefore={<Search16Regular />}
        onChange={(_event, data) => find(data.value)}
      />
      <span role="status" className={styles['count']} data-nothing={result?.matches === 0}>
        {words}
      </span>
      <IconButton
        label="Previous match"
        keys="Shift+Enter"
        icon={<ChevronUp16Regular />}
        onClick={() => step(false)}
      />
      <IconButton
        label="Next match"
        keys="Enter"
        icon={<ChevronDown16Regular />}
        onClick={() => step(true)}
      />
      <IconButton label="Close find" keys="Escape" icon={<Dismiss16Regular />} onClick={close} />
    </div>
  );
}
